"""For real programmes: every secret from the environment, HTTPS only, hashed static files."""

from django.core.exceptions import ImproperlyConfigured

from core import checks, logs
from interreg_portal.settings import files
from interreg_portal.settings.base import *  # noqa: F403
from interreg_portal.settings.base import LOG_LEVEL, SECRET_KEY, env

if checks.secret_is_weak(SECRET_KEY):
    raise ImproperlyConfigured("SECRET_KEY is a default, or too short: at least 50 random characters.")
if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG shows the inside of the portal to everybody; production has none.")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
PORTAL_URL = env.str("PORTAL_URL").rstrip("/")
CONTACT_EMAIL = env.str("CONTACT_EMAIL")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL")
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=True)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, by plain HTTP
# The proxy in front says who asks and whether by HTTPS; it must append to X-Forwarded-For, never pass it on.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
vars().update(env.email_url("EMAIL_URL"))
LOGGING = logs.configuration(json=True, level=LOG_LEVEL)
STORAGES = {
    "default": files.storage(),
    "staticfiles": {"BACKEND": "core.staticfiles.CompressedHashedStorage"},
}
