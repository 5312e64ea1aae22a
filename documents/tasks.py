"""What beat has done for documents: take up those that were left behind, make stale ones anew."""

from __future__ import annotations

from datetime import timedelta

import structlog
from celery import current_app, shared_task
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from documents import expiring, queues, refreshing, rendering
from documents.models import Document
from documents.queues import render
from documents.states import UNFINISHED, DocumentState

__all__ = ["clean", "refresh", "render", "sweep"]

log = structlog.get_logger(__name__)

PATIENCE = timedelta(seconds=15)  # a waiting document is left to its first message for so long
AT_ONCE = 200  # messages that the broker is filled up to


@shared_task(soft_time_limit=30, time_limit=60)
def sweep() -> int:
    """Enqueue again what waits or was left half made; how many that were.

    The rows are the truth: a lost or emptied Redis costs time, never a document. While a queue still holds
    messages nothing was lost, so it is only filled up to `AT_ONCE`.
    """
    now = timezone.now()
    lost = Document.objects.filter(state=DocumentState.RENDERING, started_at__lt=now - rendering.LEASE)
    lost.filter(attempts__gte=rendering.MAX_ATTEMPTS).update(
        state=DocumentState.FAILED, finished_at=now, error="Each worker that took it up was stopped."
    )
    waiting = Document.objects.filter(
        state__in=UNFINISHED, due_at__lte=now, requested_at__lt=now - PATIENCE
    ).order_by("-requested_at")
    return _fill(waiting.filter(is_bulk=False), queues.WAITED) + _fill(
        waiting.filter(is_bulk=True), queues.BULK
    )


@shared_task(soft_time_limit=60, time_limit=90)
def refresh() -> int:
    """Ask anew for documents whose subject changed, the last changed first; how many subjects.

    No more at once than the bulk workers make in a while, so that a later change still comes before these.
    """
    return refreshing.refresh(most=max(AT_ONCE - messages_waiting(queues.BULK), 0))


@shared_task(soft_time_limit=1800, time_limit=1860)
def clean() -> int:
    """Take away what expired, and files that no row knows; how many."""
    return expiring.expire() + expiring.sweep_orphans()


def messages_waiting(queue: str) -> int:
    """How many messages the broker holds; as many as it may while it does not answer."""
    if settings.CELERY_TASK_ALWAYS_EAGER:
        return 0
    try:
        with current_app.connection_or_acquire() as broker:
            return int(broker.default_channel.client.llen(queue))
    except OperationalError as error:
        log.warning("queue away", error=str(error))
        return AT_ONCE


def _fill(waiting: QuerySet[Document], queue: str) -> int:
    found = list(waiting.defer("data")[: max(AT_ONCE - messages_waiting(queue), 0)])
    for document in found:
        queues.send(document)
    return len(found)
