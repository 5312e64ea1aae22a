"""The Celery application: workers take documents and mails from Redis."""

import gc
import os
from typing import Any

from celery import Celery, bootsteps
from django.conf import settings
from django.utils.module_loading import import_string
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interreg_portal.settings.dev")
# Checks load every page of the portal, 40 MiB in each worker: deployment runs them, workers need not.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")
# Objects made before the collector looks for unreachable ones. Laying out a page makes thousands that stay
# for a moment: Python's own 700 cost a twelfth of the time of a document.
YOUNG_OBJECTS = 5_000

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


class ReadyForDocuments(bootsteps.Step):
    """Loads what documents are made with before children are started, which then share its memory."""

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        for maker in (settings.DOCUMENT_RENDERER, settings.DOCUMENT_BINDER):
            import_string(maker)
        gc.collect()
        gc.freeze()  # what is there stays: the collector needs to look at it no more
        gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])


app.steps["worker"].add(DjangoStructLogInitStep)
app.steps["worker"].add(ReadyForDocuments)
