"""Every setting of the portal. The environment is read only here and in the thin files beside it."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from core import logs
from interreg_portal.settings import caches
from interreg_portal.settings.kinds import *  # noqa: F403
from interreg_portal.settings.open_data import *  # noqa: F403
from interreg_portal.settings.schedule import SCHEDULE as CELERY_BEAT_SCHEDULE  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# --- Identity ---------------------------------------------------------------------------------------------
ROOT_URLCONF = "interreg_portal.urls"
WSGI_APPLICATION = "interreg_portal.wsgi.application"
PORTAL_NAME = env.str("PORTAL_NAME", default="") or _("Interreg portal")
PORTAL_URL = env.str("PORTAL_URL", default="http://localhost:8000")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="secretariat@example.org")
SITE_ID = 1
DEBUG = False
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="demo-portal-2027")  # of all demo people, when DEMO
DEMO = False  # the demo world may be loaded, and pages say that it is a demo

# --- Apps -------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "catalogue",
    "secretariat",
    "apply",
    "cascade",
    "ideas",
    "knowledge",
    "events",
    "editorial",
    "publications",
    "assessments",
    "projects",
    "calls",
    "programmes",
    "partners",
    "documents",
    "correspondence",
    "accounts",
    "core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_structlog",
]

MIDDLEWARE = [
    "core.timing.ServerTimingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.request_log.RequestLogMiddleware",
    "core.logs.RequestIdMiddleware",
    # Kept pages were stored with the headers of all that follows, and get those of what stands above.
    "catalogue.kept.KeptPagesMiddleware",
    # Headers first, then the language: pages of refusals and outages below have both.
    "core.guards.PrivateAnswersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "catalogue.refusals.ProblemsMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.outage.OutageMiddleware",
    "core.guards.HostileRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sessions.SessionLifetimeMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.http.ClosedByDefaultMiddleware",
    "core.http.DomainErrorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.http.portal",
                "core.frame.frame",
            ],
            "builtins": [
                f"core.templatetags.{name}" for name in ("ui", "tables", "frame", "stencils", "pages")
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data -------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # seconds
# Compiling a statement takes the database longer than running ours: exports and imports spent most of it so.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATE_DIR = Path(env.str("STATE_DIR", default=str(BASE_DIR / "var")))
CACHES = caches.of(STATE_DIR)
MEDIA_ROOT = STATE_DIR / "files"
STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(STATE_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "core.packaged.PackagedFinder",
]
# Static name: the installed package and the file in it. Pages and PDFs get nothing else from packages.
PACKAGED_ASSETS = {
    "bootstrap/css/bootstrap.min.css": ("bootstrap", "css/bootstrap.min.css"),
    "bootstrap/css/bootstrap.min.css.map": ("bootstrap", "css/bootstrap.min.css.map"),
    "fonts/source-sans-3.ttf": ("fontpkg_source_sans_3", "files/SourceSans3[wght].ttf"),
    "fonts/source-sans-3-italic.ttf": ("fontpkg_source_sans_3", "files/SourceSans3-Italic[wght].ttf"),
}
# Static name: the packaged font and the part of it (core.fonts). Pages use these.
WEB_FONTS = {
    f"fonts/{name}-{part}.woff2": (f"fonts/{name}.ttf", part)
    for name in ("source-sans-3", "source-sans-3-italic")
    for part in ("latin", "rest")
}
# Static name: the packaged font and its weight; documents are made with these (core.fonts).
PRINT_FONTS = {
    "fonts/print-400.ttf": ("fonts/source-sans-3.ttf", 400),
    "fonts/print-600.ttf": ("fonts/source-sans-3.ttf", 600),
    "fonts/print-700.ttf": ("fonts/source-sans-3.ttf", 700),
    "fonts/print-400-italic.ttf": ("fonts/source-sans-3-italic.ttf", 400),
}

# --- People -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.asked_each_time.Backend"]
SESSION_ENGINE = "accounts.asked_each_time"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "apply:dashboard"
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=False)
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds without a request
SESSION_LONGEST = 7 * 24 * 60 * 60  # seconds after signing in, however busy
# How many proxies of our own append to X-Forwarded-For; with 0 the header counts for nothing.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# What lower apps need from higher ones.
CARD_RENDERER = "catalogue.cards.card"  # how lists show a record (publications/fragments.py)
FRAME_AUDIENCE = "programmes.permissions.audience"  # for whom the frame of pages is drawn (core/frame.py)
ACCOUNT_MAILS = "correspondence.outbox.write_account_mail"
LANDING_PAGE = "interreg_portal.landing.after_sign_in"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"signup": "accounts.forms.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {
    # accounts.throttle counts sign-ins, so that nobody is locked out by somebody else. What remains here
    # under "login_failed" is the second factor, which only somebody with the password reaches.
    "login": None,
    "login_failed": "10/15m/key",
    "reset_password": "60/h/ip,5/h/key",
    "signup": "60/h/ip",
}
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be 30 seconds off
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- Languages --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("nl", _("Dutch")), ("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["interreg_portal.formats"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

# --- Work in the background -------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL")  # redis://, rediss:// or unix://
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for Redis as long as it takes
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING holds in workers too
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # kombu looks for unacknowledged messages only every 100 s unless told otherwise
    "visibility_timeout": 600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
}
CELERY_TASK_ALWAYS_EAGER = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# KiB of memory after which a worker child makes way for a fresh one, once its task is done: what a long
# document took is given back this way.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = env.int("WORKER_MEMORY", default=400_000)
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240

# --- Mail -------------------------------------------------------------------------------------------------
EMAIL_FILE_PATH = STATE_DIR / "mails"  # where core.mailfolder puts them, when that is the back end
EMAIL_TIMEOUT = 20  # seconds; a mail's row stays locked while the server answers
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Interreg portal <portal@example.org>")

# --- Security ---------------------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_FAILURE_VIEW = "core.errorpages.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "microphone": [],
    "geolocation": [],
    "payment": [],
    "usb": [],
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
UPLOAD_MAX_BODY = 51 * 1024 * 1024  # bytes of a request that brings files; one file has at most 50 MB
FILE_UPLOAD_HANDLERS = ["core.uploads.arriving.DiskUploadHandler"]
# Opens uploaded files to judge them; named here so that only workers load it.
UPLOAD_INSPECTOR = "core.uploads.inspection.inspect"
# The scanner for viruses (clamd): tcp://host:port or unix:///path. Without one, files are checked for type
# and structure only; with one that is away, they wait.
CLAMD_URL = env.str("CLAMD_URL", default="")
PAGES_KEPT = env.int("PAGES_KEPT", default=6_000_000)  # bytes of public pages in each process; 0 keeps none
# Web processes listen for changes of public data; off, the database is asked for each page.
CHANGES_ARE_TOLD = env.bool("CHANGES_ARE_TOLD", default=True)
SERVER_TIMING = env.bool("SERVER_TIMING", default=False)

# --- Logs: one structured line for each event, with the id of its request ---------------------------------
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = logs.configuration(json=env.bool("LOG_JSON", default=False), level=LOG_LEVEL)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # debug: the line of the end says it all
DJANGO_STRUCTLOG_USER_ID_FIELD = None  # core.logs adds the person where already known
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # an address is personal data, and a header can make it up
