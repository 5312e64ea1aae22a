"""Recording that a contract holds, closing the project, and opening it again."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.retry import retried
from programmes.states import Role
from projects import lifecycle
from projects.contracting.access import opened
from projects.contracting.days import contracted_on
from projects.contracting.filling import kept
from projects.contracting.words import text
from projects.lifecycle import Seen
from projects.locking import locked
from projects.models import Project
from projects.permissions import standing
from projects.states import State

NOTE_LENGTH = 5000


@retried
@transaction.atomic
def override(project: Project, *, by: User, note: str) -> None:
    """Let the contract be recorded although points are missing. For managers, with a reason."""
    fresh = opened(project, by)
    _require_manager(fresh, by)
    why = text(note, NOTE_LENGTH)
    if not why:
        raise DomainError(_("Write why the contract may be recorded although something is missing."))
    if fresh.state != State.APPROVED:
        raise DomainError(_("Only the contract of an approved project waits to be recorded."))
    contract = kept(fresh)
    contract.override_note, contract.override_by, contract.override_at = why, by, timezone.now()
    contract.save(update_fields=["override_note", "override_by", "override_at"])
    trail.record(fresh.chain, "override contract checklist", by=by, note=why)


def set_contracted(
    project: Project, *, by: User, seen: Seen, decided_on: datetime.date, note: str = ""
) -> Project:
    """Record that the contract holds, with its date. The checklist is met, or a manager overrode it."""
    return lifecycle.set_contracted(project, by=by, seen=seen, decided_on=decided_on, note=note)


@retried
@transaction.atomic
def close(
    project: Project,
    *,
    by: User,
    seen: Seen,
    note: str,
    finished_on: datetime.date,
    closed_on: datetime.date,
    last_payment_on: datetime.date | None = None,
) -> Project:
    """Close a project with its final days and the reason; from then on its contract is locked."""
    fresh = locked(project)
    if not text(note, NOTE_LENGTH):
        raise DomainError(_("Write why the project is closed: how it ended, and what was checked."))
    today = timezone.localdate(timezone=fresh.call.zone)
    if any(day is not None and day > today for day in (finished_on, closed_on, last_payment_on)):
        raise DomainError(_("The days given for closing a project cannot lie in the future."))
    signed = contracted_on(fresh)
    if signed is not None and (finished_on < signed or closed_on < signed):
        raise DomainError(_("A project cannot end before its contract."))
    lifecycle.close(project, by=by, seen=seen, note=note)
    contract = kept(fresh)
    contract.finished_on, contract.closed_on = finished_on, closed_on
    contract.last_payment_on = last_payment_on
    contract.save(update_fields=["finished_on", "closed_on", "last_payment_on"])
    new = {"finished_on": finished_on, "closed_on": closed_on, "last_payment_on": last_payment_on}
    trail.record(fresh.chain, "close contract", by=by, new=new)
    return project


@retried
@transaction.atomic
def reopen(project: Project, *, by: User, seen: Seen, note: str) -> Project:
    """Let a closed project go on; the day on which it was closed goes, and stays in the trail."""
    fresh = locked(project)
    lifecycle.reopen(project, by=by, seen=seen, note=note)
    contract = kept(fresh)
    old = {"closed_on": contract.closed_on}
    contract.closed_on = None
    contract.save(update_fields=["closed_on"])
    trail.record(fresh.chain, "reopen contract", by=by, old=old, note=note.strip())
    return project


def _require_manager(project: Project, by: User) -> None:
    who = standing(by, project)
    if who.level is not None or Role.MANAGER not in who.roles:
        raise NotAllowed(_("Only the programme's manager may override the checklist."))
