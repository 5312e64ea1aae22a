"""The workers' side of documents: make one, and take up those that were left behind."""

from __future__ import annotations

from datetime import timedelta

import structlog
from celery import current_app, shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.queue import enqueue
from documents import rendering
from documents.models import Document
from documents.states import UNFINISHED, DocumentState

log = structlog.get_logger(__name__)

PATIENCE = timedelta(seconds=15)  # a waiting document is left to its first message for so long
AT_ONCE = 200


@shared_task(soft_time_limit=60, time_limit=90)
def render(pk: int) -> None:
    """Make one document, if it still waits."""
    rendering.render(pk)


@shared_task(soft_time_limit=30, time_limit=60)
def sweep() -> int:
    """Enqueue again what waits or was left half made; how many that were.

    The rows are the truth: a lost or emptied Redis costs time, never a document. While the queue still holds
    messages nothing was lost, so it is only filled up to `AT_ONCE`.
    """
    now = timezone.now()
    lost = Document.objects.filter(state=DocumentState.RENDERING, started_at__lt=now - rendering.LEASE)
    lost.filter(attempts__gte=rendering.MAX_ATTEMPTS).update(
        state=DocumentState.FAILED, finished_at=now, error="Each worker that took it up was stopped."
    )
    left_behind = (
        Document.objects.filter(state__in=UNFINISHED, due_at__lte=now, requested_at__lt=now - PATIENCE)
        .order_by("-requested_at")
        .values_list("pk", flat=True)
    )
    found = list(left_behind[: max(AT_ONCE - _messages_waiting(), 0)])
    for pk in found:
        enqueue(render, pk)
    return len(found)


def _messages_waiting() -> int:
    """How many messages the broker holds; nothing is added while it does not answer."""
    if settings.CELERY_TASK_ALWAYS_EAGER:
        return 0
    try:
        with current_app.connection_or_acquire() as broker:
            return int(broker.default_channel.client.llen(current_app.conf.task_default_queue))
    except OperationalError as error:
        log.warning("queue away", error=str(error))
        return AT_ONCE
