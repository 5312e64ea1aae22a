"""How long a document will still take: its place in the queue, and the recent pace of the workers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone

from documents.models import Document
from documents.states import UNFINISHED, DocumentState

RECENT = timedelta(minutes=10)
FEWEST = 3  # documents made recently, below which nothing is said of how long it takes


@dataclass(frozen=True)
class Wait:
    """So many documents are before it; `minutes` roughly until it is ready, None when that is not known."""

    before: int
    minutes: int | None


def wait_for(document: Document | None) -> Wait | None:
    """What can be said to who waits for the document; None when it does not stand in a queue."""
    if document is None or document.state != DocumentState.QUEUED:
        return None
    queue, now = Document.objects.filter(is_bulk=document.is_bulk), timezone.now()
    before = queue.filter(state__in=UNFINISHED, requested_at__lt=document.requested_at).count()
    made = queue.filter(state=DocumentState.READY, finished_at__gte=now - RECENT).aggregate(
        number=Count("pk"), since=Min("started_at")
    )
    if made["number"] < FEWEST or made["since"] is None:
        return Wait(before, None)
    each = (now - max(made["since"], now - RECENT)).total_seconds() / made["number"]
    return Wait(before, max(math.ceil((before + 1) * each / 60), 1))
