"""The steps of the secretariat and the committee up to contract and closure.

Funding decisions with their record and letter are taken through assessments.decisions, which calls these.
"""

from __future__ import annotations

import datetime

from django.db import transaction

from accounts.models import User
from core.retry import retried
from projects import mails
from projects.lifecycle.moves import Act, Seen, check, mirror, move
from projects.lifecycle.restoring import put_back
from projects.locking import locked
from projects.models import Project, StateChange
from projects.states import State


@retried
@transaction.atomic
def take(project: Project, key: str, act: Act) -> Project:
    """Take a staff step that moves the project and no more; drafts the letter that belongs to it."""
    fresh = locked(project)
    step = check(fresh, key, act)
    target = None
    if key == "return_to_applicant":
        fresh.returned_from = fresh.state
    elif key == "revert":
        target = _target_of_revert(fresh)
    elif key == "take_back":
        target = State(fresh.returned_from)
        put_back(fresh, by=act.by)
    change = move(fresh, step, act, target=target)
    mails.draft_step_letter(fresh, change)
    return mirror(project, fresh)


def return_to_applicant(project: Project, *, by: User, seen: Seen, note: str) -> Project:
    """Ask the applicant to complete a proposal; it comes back to the state it was returned from."""
    return take(project, "return_to_applicant", Act(by, seen, note))


def take_back(project: Project, *, by: User, seen: Seen, note: str) -> Project:
    """Take a returned proposal back unanswered: what was submitted last stands, what was begun since goes."""
    return take(project, "take_back", Act(by, seen, note))


def declare_eligible(
    project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str = ""
) -> Project:
    """Needs a concluded screening, with which it need not agree."""
    return take(project, "declare_eligible", Act(by, seen, note, decided_on))


def declare_ineligible(
    project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str
) -> Project:
    """Needs a concluded screening, with which it need not agree."""
    return take(project, "declare_ineligible", Act(by, seen, note, decided_on))


def approve(project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str = "") -> Project:
    """The project gets its money."""
    return take(project, "approve", Act(by, seen, note, decided_on))


def approve_with_conditions(
    project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str
) -> Project:
    """The project gets its money once it has met the conditions in `note`."""
    return take(project, "approve_with_conditions", Act(by, seen, note, decided_on))


def put_on_reserve(
    project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str = ""
) -> Project:
    """Good enough, but there is no money for it now."""
    return take(project, "put_on_reserve", Act(by, seen, note, decided_on))


def refuse(project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str) -> Project:
    """The project does not get money; `note` is the reason."""
    return take(project, "refuse", Act(by, seen, note, decided_on))


def revert(project: Project, *, by: User, seen: Seen, note: str) -> Project:
    """Undo the last decision: the project goes back to the state in which it was taken."""
    return take(project, "revert", Act(by, seen, note))


def return_for_conditions(project: Project, *, by: User, seen: Seen, note: str) -> Project:
    """Open a conditionally approved project, so that the applicant can meet the conditions."""
    return take(project, "return_for_conditions", Act(by, seen, note))


def set_contracted(
    project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str = ""
) -> Project:
    """Record the subsidy contract; `decided_on` is its date."""
    return take(project, "set_contracted", Act(by, seen, note, decided_on))


def close(project: Project, *, by: User, seen: Seen, note: str = "") -> Project:
    """The project is over."""
    return take(project, "close", Act(by, seen, note))


def reopen(project: Project, *, by: User, seen: Seen, note: str) -> Project:
    """A closed project goes on after all."""
    return take(project, "reopen", Act(by, seen, note))


def _target_of_revert(project: Project) -> State:
    decision = StateChange.objects.decision_behind(project)
    if decision is None:  # `check` refused already
        raise AssertionError(project.state)
    return State(decision.source)
