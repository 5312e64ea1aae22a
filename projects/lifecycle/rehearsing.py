"""Rehearsals: staff try a call as applicants would. None is counted, listed, numbered or published."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls.models import Call
from core.errors import DomainError, NotAllowed
from core.retry import retried
from programmes.permissions import has_role
from programmes.states import SECRETARIAT
from projects.lifecycle.drafting import ACRONYM_LENGTH, first_state, own
from projects.locking import locked
from projects.models import Collaborator, Project, StateChange
from projects.permissions import may_manage
from projects.states import Level, State


@retried
@transaction.atomic
def start_rehearsal(call: Call, *, by: User, creation_key: uuid.UUID | None = None, step: int = 1) -> Project:
    """A draft in which the programme's staff try the call, whether it is published or not.

    `step=2` begins in the second step of a two-step call at once. The same key gives the same rehearsal.
    """
    programme = call.programme_period.programme_id
    if not by.is_active or not has_role(by, programme, SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of the programme may try out its calls."))
    project, is_new = Project.objects.get_or_create(
        creation_key=creation_key or uuid.uuid4(),
        defaults={
            "call": call,
            "acronym": f"TEST {call.code}"[:ACRONYM_LENGTH],
            "created_by": by,
            "is_rehearsal": True,
            "is_demo": call.is_demo,
            "state": State.DRAFT if step == 2 else first_state(call),
        },
    )
    if not is_new:
        return own(project, by)
    Collaborator.objects.create(project=project, user=by, level=Level.MANAGE)
    StateChange.objects.create(project=project, step="start_rehearsal", target=project.state, by=by)
    trail.record(project.chain, "start_rehearsal", by=by, new={"call": call.code, "state": project.state})
    return project


@retried
@transaction.atomic
def delete_rehearsal(project: Project, *, by: User) -> None:
    """Delete a rehearsal with all that was frozen of it, in whatever state it is."""
    fresh = locked(project)
    if not fresh.is_rehearsal:
        raise DomainError(_("Only a rehearsal can be deleted in this way."))
    if not may_manage(by, fresh) and not has_role(by, fresh.programme_code, SECRETARIAT):
        raise NotAllowed(_("Only the people who manage the rehearsal, or the secretariat, may delete it."))
    old = {"call": fresh.call.code, "code": fresh.code, "state": fresh.state}
    trail.record(fresh.chain, "delete_rehearsal", by=by, old=old)
    fresh.state_changes.all().delete()  # they hold the versions
    fresh.delete()
