"""The Celery application: workers take documents and mails from Redis."""

import os

from celery import Celery
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interreg_portal.settings.dev")

app = Celery("interreg_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(
    [
        "assessments.committee",
        "assessments.exports",
        "documents.batches",
        "editorial.newsletters",
        "knowledge.services",
        "projects.attachments",
        "projects.printing",
        "publications.exports",
    ]
)
app.steps["worker"].add(DjangoStructLogInitStep)
