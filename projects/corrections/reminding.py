"""Reminders before the day until which corrections were asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from correspondence.models import Message
from projects.corrections import letters
from projects.mails import managers_of
from projects.models import Correction
from projects.reminders import left_in_words

# How long before the day; of several that have passed only the nearest is told.
MOMENTS = (timedelta(days=1), timedelta(days=3))


def remind(now: datetime | None = None) -> int:
    """Write the reminders that are due and were not written yet; how many.

    One for each round, moment and manager, however often this runs; a moved day is reminded of anew.
    """
    at = now or timezone.now()
    near = Correction.objects.asked().filter(due__gt=at, due__lte=at + MOMENTS[-1])
    return sum(_remind(pk, at) for pk in near.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, now: datetime) -> int:
    rows = Correction.objects.select_for_update(of=("self",), no_key=True).asked()
    found = rows.select_related("project__call__programme_period__programme").filter(pk=pk).first()
    if found is None or found.due is None or found.asked_at is None:
        return 0
    left = found.due - now
    before = next((moment for moment in MOMENTS if timedelta(0) < left <= moment), None)
    if before is None or found.asked_at > found.due - before:
        return 0
    count = 0
    name = f"{found.due.timestamp():.0f}-{before.days}"
    for person in managers_of(found.project).filter(wants_reminders=True):
        if Message.objects.filter(dedupe_key=f"correction:{found.uid}:{name}:{person.pk}").exists():
            continue
        with translation.override(person.language):
            words = left_in_words(left)
        letters.remind(found, found.project, to=person, key=name, left=words)
        count += 1
    return count
