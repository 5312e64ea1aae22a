"""The two queues of documents: for people who wait, and for what nobody waits for.

They have workers of their own (`interreg_portal/press.py`), which load what documents need and nothing else.
"""

from __future__ import annotations

from celery import shared_task

from core.queue import enqueue
from documents import rendering
from documents.kinds import kind_of
from documents.models import Document

WAITED, BULK = "documents", "documents-bulk"
GRACE = 30  # seconds between asking a worker to stop and stopping it


@shared_task(name="documents.tasks.render", soft_time_limit=60, time_limit=90)
def render(pk: int) -> None:
    """Make one document, if it still waits."""
    rendering.render(pk)


def send(document: Document) -> None:
    """Have the document made after commit, within the time of its kind."""
    seconds = kind_of(document.kind).seconds
    enqueue(render, document.pk, queue=BULK if document.is_bulk else WAITED, seconds=seconds, grace=GRACE)
