"""Reminders of the days by which conditions are due: a week before to those who must act, once when past."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from assessments import letters
from assessments.conditions import ANSWERABLE
from assessments.models import Condition, Decision
from assessments.states import ConditionState
from calls.permissions import roles_in
from programmes.states import SECRETARIAT
from projects.locking import locked
from projects.mails import managers_of
from projects.models import Interest, Project

BEFORE = datetime.timedelta(days=7)
LOOK_BACK = datetime.timedelta(days=60)  # older days are for people to talk about


def remind(today: datetime.date | None = None) -> int:
    """Write the reminders that are due and were not written yet; how many mails.

    One for each decision, day, moment and person, however often this runs: conditions of one day stand in one
    mail. A condition that was answered waits for the secretariat, so that its officer alone hears of it.
    """
    day = today or timezone.localdate()
    near = Condition.objects.unsettled().filter(
        Q(due__gte=day, due__lte=day + BEFORE) | Q(due__lt=day, due__gte=day - LOOK_BACK),
        decision__project__state__in=ANSWERABLE,
    )
    found = near.order_by("decision", "due").values_list("decision", "due").distinct()
    return sum(_remind_of(decision, due, day) for decision, due in list(found) if due is not None)


@transaction.atomic
def _remind_of(pk: int, due: datetime.date, day: datetime.date) -> int:
    """The project is locked and looked at again: nobody is reminded of what was closed meanwhile."""
    decision = Decision.objects.select_related("project").get(pk=pk)
    project = locked(decision.project)
    if project.state not in ANSWERABLE or not _is_time(decision, due, day):
        return 0
    terms = list(Condition.objects.unsettled().filter(decision=decision, due=due).order_by("position"))
    is_late = due < day
    return sum(
        letters.remind_of_conditions(project, mine, to=person, due=due, is_late=is_late, of_staff=of_staff)
        for person, mine, of_staff in _readers(project, terms)
    )


def _is_time(decision: Decision, due: datetime.date, day: datetime.date) -> bool:
    """Whoever got the decision inside the last week read the day in it; once past, everybody is told."""
    return due < day or timezone.localdate(decision.recorded_at) <= due - BEFORE


def _readers(
    project: Project, terms: Sequence[Condition]
) -> Iterator[tuple[User, Sequence[Condition], bool]]:
    """Who is told of which conditions, and whether as staff: managers of what is open, the officer of all."""
    waiting = [term for term in terms if term.state == ConditionState.OPEN]
    if waiting:
        for person in managers_of(project).filter(wants_reminders=True):
            yield person, waiting, False
    officer = project.officer
    if terms and officer is not None and _hears(officer, project):
        yield officer, terms, True


def _hears(officer: User, project: Project) -> bool:
    """An officer who left, wants no reminders or has a conflict of interest hears nothing."""
    if not officer.is_active or not officer.wants_reminders:
        return False
    if roles_in(officer, project.call).isdisjoint(SECRETARIAT):
        return False
    return not Interest.objects.conflicts_of(officer).filter(project=project).exists()
