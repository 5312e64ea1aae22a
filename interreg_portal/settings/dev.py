"""For `make run`: the demo world on this machine, mails into a folder, services started beside it."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-this-machine-and-never-in-production")

from interreg_portal.settings.base import *  # noqa: F403
from interreg_portal.settings.base import env

DEBUG = env.bool("DEBUG", default=False)
DEMO = True
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
EMAIL_BACKEND = "core.mailfolder.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "core.staticfiles.HashedStorage"},
}
