"""For `make test`: real PostgreSQL and Redis, quick password hashing, mails kept in memory."""

import atexit
import os
import shutil

os.environ.setdefault("SECRET_KEY", "only-for-tests")

from core import logs
from interreg_portal.settings.base import *  # noqa: F403
from interreg_portal.settings.base import CACHES, CELERY_BROKER_TRANSPORT_OPTIONS, DATABASES, STATE_DIR

DEMO = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = STATE_DIR / "test-files" / str(os.getpid())  # made when a test writes into it
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
CACHES["pictures"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
STATIC_ROOT = STATE_DIR / "test-static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = True  # static files come from their packages, without collectstatic
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
# A busy machine is no fault of the code: what is there may take a minute to answer.
CELERY_BROKER_TRANSPORT_OPTIONS |= {"socket_connect_timeout": 60, "socket_timeout": 60}
DATABASES["default"]["OPTIONS"]["connect_timeout"] = 60
CHANGES_ARE_TOLD = False  # a test asks in the same millisecond in which it changed something
LOGGING = logs.configuration(json=False, level="WARNING")
