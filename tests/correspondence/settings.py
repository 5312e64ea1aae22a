"""For workers that tests start and kill: mails go to the test's own mail server."""

import os

from interreg_portal.settings.test import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("TEST_MAIL_PORT", "25"))
CELERY_TASK_ALWAYS_EAGER = False
