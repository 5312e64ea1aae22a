"""Modifications of approved and contracted projects: open, approve, or reject and put back what held."""

from __future__ import annotations

import datetime

from django.db import transaction

from accounts.models import User
from core.retry import retried
from projects import dossier, mails
from projects.lifecycle.deciding import take
from projects.lifecycle.moves import Act, Seen, check, mirror, move
from projects.lifecycle.restoring import restore
from projects.lifecycle.submitting import freeze
from projects.locking import locked
from projects.models import Project, Version


def open_modification(project: Project, *, by: User, seen: Seen, note: str) -> Project:
    """Let the applicant change an approved or contracted project; the approved version holds meanwhile."""
    return take(project, "open_modification", Act(by, seen, note))


def approve_modification(
    project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str = ""
) -> Project:
    """The submitted version takes the place of the approved one."""
    return take(project, "approve_modification", Act(by, seen, note, decided_on))


@retried
@transaction.atomic
def reject_modification(
    project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str
) -> Project:
    """Put back the last approved version, as a version of its own; what was submitted stays on file."""
    fresh = locked(project)
    act = Act(by, seen, note, decided_on)
    step = check(fresh, "reject_modification", act)
    approved = Version.objects.approved_of(fresh)
    if approved is None:  # every way into a modification starts from an approved version
        raise AssertionError(fresh.pk)
    restore(fresh, dossier.from_data(approved.data), by=by)
    freeze(fresh, dossier.from_data(approved.data), by=by, reason="restored")
    change = move(fresh, step, act)
    mails.draft_step_letter(fresh, change)
    return mirror(project, fresh)
