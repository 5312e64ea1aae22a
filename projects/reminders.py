"""Reminders before a deadline, to those who may submit a draft: saved is not submitted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import ngettext

from accounts.models import User
from calls.states import CallState
from correspondence import outbox
from correspondence.models import Message
from projects import dossier, eligibility
from projects.models import Collaborator, Project
from projects.moments import moment
from projects.states import Level, State

# How long before the deadline; the reminder of a moment that was missed is never sent after the next.
MOMENTS = (timedelta(hours=2), timedelta(hours=24), timedelta(hours=72), timedelta(days=7))


def remind(now: datetime | None = None) -> int:
    """Write the reminders that are due and were not written yet; how many.

    One for each project, deadline, moment and person, however often this runs. A person is reminded of the
    nearest moment that has passed, when the draft was there already and the person worked on it by then.
    """
    at = now or timezone.now()
    return sum(_remind_of(project, at) for project in _drafts_near(at))


def switch(project: Project, *, by: User, wanted: bool) -> None:
    """Whether a person who writes the project wants to be reminded of its deadline."""
    Collaborator.objects.filter(project=project, user=by).update(wants_reminders=wanted)


def moment_passed(closes_at: datetime, now: datetime) -> timedelta | None:
    """The nearest of the moments that have passed at `now`; None when none has, or the deadline itself."""
    left = closes_at - now
    if left <= timedelta(0):
        return None
    return next((before for before in MOMENTS if left <= before), None)


def left_in_words(left: timedelta) -> str:
    """The time left in the unit that matters, in the active language."""
    minutes = max(int(left.total_seconds() // 60), 1)
    hours, days = minutes // 60, left.days
    if days >= 3:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if hours >= 1:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def _drafts_near(now: datetime) -> Iterator[Project]:
    """Drafts whose step closes within the longest of the moments."""
    until = now + MOMENTS[-1]
    published = Project.objects.real().filter(call__state=CallState.PUBLISHED).for_page()
    yield from published.filter(
        state=State.STEP1_DRAFT, call__step1_closes_at__gt=now, call__step1_closes_at__lte=until
    ).iterator(chunk_size=200)
    yield from published.filter(
        state=State.DRAFT, call__closes_at__gt=now, call__closes_at__lte=until
    ).iterator(chunk_size=200)


def _remind_of(project: Project, now: datetime) -> int:
    before = moment_passed(project.closes_at, now)
    if before is None:
        return 0
    keys = {_key(project, before, one): one for one in _readers(project, project.closes_at - before)}
    written = set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    waiting = {key: one for key, one in keys.items() if key not in written}
    if not waiting:
        return 0
    return _write(project, waiting, now)


def _readers(project: Project, since: datetime) -> QuerySet[Collaborator]:
    """Those who may submit it and want to be reminded, unless they or the draft came only after `since`."""
    return Collaborator.objects.filter(
        project=project,
        project__created_at__lte=since,
        since__lte=since,
        level__in=[Level.EDIT, Level.MANAGE],
        partnership__isnull=True,
        wants_reminders=True,
        user__is_active=True,
        user__wants_reminders=True,
    ).select_related("user")


@transaction.atomic
def _write(project: Project, waiting: dict[str, Collaborator], now: datetime) -> int:
    """The project is locked and looked at again: nobody is reminded of what was submitted meanwhile."""
    locked = Project.objects.select_for_update(of=("self",), no_key=True).filter(pk=project.pk)
    if locked.values_list("state", flat=True).first() != project.state:
        return 0
    checks = eligibility.findings(dossier.load(project))
    missing = sum(1 for check in checks if check.verdict == "error")
    for key, one in waiting.items():
        zone = project.call.time_zone
        with translation.override(one.user.language):
            facts = {
                "project": project,
                "call": str(project.call.title),
                "step": project.step if project.call.is_two_step else 0,
                "closes": moment(project.closes_at, zone),
                "zone": zone,
                "left": left_in_words(project.closes_at - now),
                "missing": missing,
            }
        outbox.write(
            "reminder",
            to=one.user,
            template="deadline_reminder",
            context=facts,
            about=project.chain,
            programme=project.programme_code,
            by=None,
            dedupe_key=key,
            confirmed=True,
        )
    return len(waiting)


def _key(project: Project, before: timedelta, one: Collaborator) -> str:
    """A deadline that is moved is another one, of which people are reminded anew."""
    hours = int(before.total_seconds() // 3600)
    return f"reminder:{project.uid}:{project.closes_at.timestamp():.0f}:{hours}:{one.user_id}"
