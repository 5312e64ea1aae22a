"""The Celery application: workers take mails, jobs and what beat sends from Redis."""

import gc
import os
from typing import Any

from celery import Celery, bootsteps
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interreg_portal.settings.dev")
# Checks load every page of the portal, 40 MiB in each worker: deployment runs them, workers need not.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

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


class Settled(bootsteps.Step):
    """What was read before children are started stays: they share it, and the collector skips it."""

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        gc.collect()
        gc.freeze()


app.steps["worker"].add(DjangoStructLogInitStep)
app.steps["worker"].add(Settled)
