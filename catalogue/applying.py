"""The way to apply: the calls that are open, those that come next, and where to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from calls.models import Call, CallQuerySet
from calls.states import CallState, Phase

AT_MOST = 12  # calls that a page names; the timetable has them all


@dataclass(frozen=True)
class Ways:
    """Calls by what can be done now. `website` is the programme's own, blank when not known."""

    open: list[Call]
    next: list[Call]
    website: str = ""


def still_to_close() -> CallQuerySet:
    """Calls that are open, to come or planned, the first to close first, in one statement."""
    found: CallQuerySet = (
        Call.objects.announced()
        .filter(Q(closes_at__gt=timezone.now()) | Q(state=CallState.PLANNED))
        .with_programme()
        .order_by("closes_at", "pk")
    )
    return found


def ways(calls: CallQuerySet | None = None, *, website: str = "") -> Ways:
    """What is open and what comes next among `calls` (all when not given)."""
    found = list((still_to_close() if calls is None else calls)[:AT_MOST])
    return Ways(
        open=[call for call in found if call.phase == Phase.OPEN],
        next=[call for call in found if call.phase != Phase.OPEN],
        website=website,
    )


def of_editions(keys: Iterable[str]) -> CallQuerySet:
    return still_to_close().filter(programme_period__in=list(keys))


def of_objectives(keys: Iterable[Any]) -> CallQuerySet:
    """Those in which one of these objectives can be chosen."""
    return still_to_close().filter(objectives__in=list(keys)).distinct()
