"""Reminders before the moment until which corrections were asked, and those that the secretariat sends."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from programmes.states import SECRETARIAT
from projects.corrections import letters
from projects.locking import locked
from projects.mails import managers_of
from projects.models import Correction, Project
from projects.permissions import standing
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
def remind_now(project: Project, *, by: User) -> int:
    """Remind each manager at once of the round that is with the applicant; how many. For the secretariat.

    DomainError when there is none, it has no reader, or everybody was reminded within a day.
    """
    fresh, now = locked(project), timezone.now()
    held = standing(by, fresh)
    if held.level is not None or held.roles.isdisjoint(SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    found = Correction.objects.asked().filter(project=fresh).first()
    if found is None or found.due is None:
        raise DomainError(_("No corrections of this proposal are with the applicant."))
    people = list(managers_of(fresh))
    if not people:
        raise DomainError(_("Nobody with an open account manages this proposal, so there is no reader."))
    told = Message.objects.filter(
        dedupe_key__startswith=f"correction:{found.uid}:",
        kind="correction_reminder",
        created_at__gt=now - timedelta(days=1),
    )
    known = set(told.values_list("recipient", flat=True))
    left = [person for person in people if person.pk not in known]
    if not left:
        raise DomainError(_("Everybody who manages this proposal was reminded within the last day."))
    for person in left:
        words = _left(found.due - now, person)
        letters.remind(found, fresh, to=person, by=by, key=f"hand-{now:%Y%m%d%H%M%S%f}", left=words)
    trail.record(fresh.chain, "remind of corrections", by=by, new={"people": len(left)})
    return len(left)


def _left(left: timedelta, person: User) -> str:
    """The time left in the person's words; blank when it has passed."""
    with translation.override(person.language):
        return left_in_words(left) if left > timedelta(0) else ""


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
        letters.remind(found, found.project, to=person, by=None, key=name, left=_left(left, person))
        count += 1
    return count
