"""Reminders to assessors: a week and two days before the date of an assessment, and once it has passed."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assessments import letters
from assessments.models import Assessment
from assessments.queue import IN_ASSESSMENT
from projects.locking import locked

DAYS = (2, 7)  # the nearest first: whoever is invited three days before is not reminded of a week
LOOK_BACK = datetime.timedelta(days=60)  # older dates are for people to talk about
BATCH = 500


def remind(today: datetime.date | None = None) -> int:
    """Write the reminders that are due and were not written yet; how many.

    One for each assessment, date and moment, however often this runs, or none when the moment was missed and
    a nearer one has come. Nobody is reminded of a proposal with a conflict of interest.
    """
    day = today or timezone.localdate()
    soon = Q(due__gte=day, due__lte=day + datetime.timedelta(days=max(DAYS)))
    late = Q(due__lt=day, due__gte=day - LOOK_BACK)
    found = (
        Assessment.objects.filter(
            soon | late,
            finished_at__isnull=True,
            project__state__in=IN_ASSESSMENT,
            assessor__is_active=True,
            assessor__wants_reminders=True,
        )
        .taking_part()
        .order_by("pk")
    )
    return sum(_remind_of(pk, day) for pk in found.values_list("pk", flat=True).iterator(chunk_size=BATCH))


@transaction.atomic
def _remind_of(pk: int, day: datetime.date) -> bool:
    """The project is locked and looked at again: nobody is reminded of what was finished meanwhile."""
    known = Assessment.objects.select_related("project").filter(pk=pk).first()
    if known is None or known.due is None:
        return False
    project = locked(known.project)
    fresh = Assessment.objects.taking_part().select_related("assessor").filter(pk=pk).first()
    if fresh is None or fresh.finished_at is not None or fresh.due is None:
        return False
    fresh.project = project
    left = (fresh.due - day).days
    if left < 0:
        return letters.remind_assessor(fresh, days=-1)
    days = next(days for days in DAYS if left <= days)
    asked = timezone.localdate(fresh.invited_at)
    if asked > fresh.due - datetime.timedelta(days=days):  # the invitation itself named the date
        return False
    return letters.remind_assessor(fresh, days=days)
