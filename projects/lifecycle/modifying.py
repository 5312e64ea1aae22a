"""Modifications of approved and contracted projects: open, approve, or put back what held."""

from __future__ import annotations

import datetime

from django.db import transaction

from accounts.models import User
from core.retry import retried
from projects import dossier, mails
from projects.lifecycle import kept_modifications as kept
from projects.lifecycle.confirming import drop_request
from projects.lifecycle.kept_modifications import Plan
from projects.lifecycle.moves import Act, Seen, check, mirror, move
from projects.lifecycle.restoring import restore
from projects.lifecycle.submitting import freeze
from projects.locking import locked
from projects.models import Project, Version

_EVERYTHING = Plan()


@retried
@transaction.atomic
def open_modification(
    project: Project, *, by: User, seen: Seen, note: str, plan: Plan = _EVERYTHING
) -> Project:
    """Let the applicant change an approved or contracted project; the approved version holds meanwhile.

    Opens the modification that was asked for, if one was. `plan` says what may be changed, and until when.
    """
    fresh = locked(project)
    act = Act(by, seen, note)
    change = move(fresh, check(fresh, "open_modification", act), act)
    kept.opened(fresh, change, plan)
    mails.draft_step_letter(fresh, change)
    return mirror(project, fresh)


@retried
@transaction.atomic
def hand_back(project: Project, *, by: User, seen: Seen, note: str) -> Project:
    """Give submitted conditions or a submitted modification back for further changes."""
    fresh = locked(project)
    act = Act(by, seen, note)
    change = move(fresh, check(fresh, "hand_back", act), act)
    kept.handed_back(fresh)
    mails.draft_step_letter(fresh, change)
    return mirror(project, fresh)


@retried
@transaction.atomic
def approve_modification(
    project: Project,
    *,
    by: User,
    seen: Seen,
    decided_on: datetime.date,
    note: str = "",
    in_force_on: datetime.date | None = None,
) -> Project:
    """The submitted version takes the place of the approved one.

    The public sees it from `in_force_on`, which is the day of the decision unless a later one is named.
    """
    fresh = locked(project)
    act = Act(by, seen, note, decided_on)
    change = move(fresh, check(fresh, "approve_modification", act), act)
    kept.decided(fresh, change, is_approved=True, in_force_on=in_force_on)
    mails.draft_step_letter(fresh, change)
    return mirror(project, fresh)


@retried
@transaction.atomic
def reject_modification(
    project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str
) -> Project:
    """Put back the last approved version, as a version of its own; what was submitted stays on file."""
    fresh = locked(project)
    act = Act(by, seen, note, decided_on)
    step = check(fresh, "reject_modification", act)
    approved = _approved(fresh)
    restore(fresh, dossier.from_data(approved.data), by=by)
    freeze(fresh, dossier.from_data(approved.data), by=by, reason="restored")
    change = move(fresh, step, act)
    kept.decided(fresh, change, is_approved=False)
    mails.draft_step_letter(fresh, change)
    return mirror(project, fresh)


@retried
@transaction.atomic
def cancel_modification(project: Project, *, by: User, seen: Seen, note: str) -> Project:
    """End a modification that the applicants are still writing: state and rows as before it was opened.

    What was written meanwhile stays in the history of each text. A version is added only when one was
    submitted and handed back since: then the approved one is frozen again, after it.
    """
    fresh = locked(project)
    act = Act(by, seen, note)
    step = check(fresh, "cancel_modification", act)
    approved = _approved(fresh)
    restore(fresh, dossier.from_data(approved.data), by=by)
    if Version.objects.newest_number_of(fresh) != approved.number:
        freeze(fresh, dossier.from_data(approved.data), by=by, reason="restored")
    drop_request(fresh, by=by)
    change = move(fresh, step, act)
    kept.cancelled(fresh, change)
    mails.draft_step_letter(fresh, change)
    return mirror(project, fresh)


def _approved(project: Project) -> Version:
    found = Version.objects.approved_of(project)
    if found is None:  # every way into a modification starts from an approved version
        raise AssertionError(project.pk)
    return found
