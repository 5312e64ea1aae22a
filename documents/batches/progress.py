"""How far a batch is: made, failed, left, and the minutes that the rest will take at the recent pace."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from documents.models import Batch
from documents.models.batches import UNSETTLED, ItemState

RECENT = timedelta(minutes=3)


@dataclass(frozen=True)
class Progress:
    """Numbers of items. `minutes` is null while nothing is known of the pace, or nothing is left."""

    total: int
    made: int
    failed: int
    left_out: int
    minutes: int | None

    @property
    def settled(self) -> int:
        return self.made + self.failed + self.left_out

    @property
    def left(self) -> int:
        return self.total - self.settled


def progress(batch: Batch) -> Progress:
    """How far the batch is now, in one statement."""
    now = timezone.now()
    since = max(now - RECENT, batch.asked_at)
    found = batch.items.aggregate(
        total=Count("pk"),
        recent=Count("pk", filter=Q(made_at__gte=since)),
        **{state.value: Count("pk", filter=Q(state=state)) for state in ItemState},
    )
    left = sum(found[state] for state in UNSETTLED)
    return Progress(
        total=found["total"],
        made=found["made"],
        failed=found["failed"],
        left_out=found["left_out"],
        minutes=_minutes(left, found["recent"], now - since),
    )


def _minutes(left: int, recent: int, span: timedelta) -> int | None:
    """How many minutes `left` documents take when `recent` were made in `span`; at least one."""
    if not left or not recent:
        return None
    return max(1, math.ceil(left * span.total_seconds() / recent / 60))
