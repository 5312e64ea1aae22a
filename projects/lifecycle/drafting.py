"""What stays with the applicants of a proposal: start, go on to step 2, delete, withdraw."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls.models import Call
from core.errors import DomainError, NotAllowed
from core.retry import retried
from projects import mails
from projects.lifecycle.moves import Act, check, clean_text, mirror, move
from projects.locking import locked
from projects.models import Collaborator, Project, StateChange
from projects.states import Level, State

ACRONYM_LENGTH = 25


@retried
@transaction.atomic
def start_draft(call: Call, *, by: User, acronym: str, creation_key: uuid.UUID) -> Project:
    """A new draft, managed by who starts it. The same `creation_key` gives the same draft, however often."""
    known = Project.objects.filter(creation_key=creation_key).first()
    if known is not None:
        return own(known, by)
    if not by.is_active:
        raise NotAllowed(_("Your account is closed."))
    fresh = Call.objects.get(pk=call.pk)
    if not fresh.accepts_drafts:
        raise DomainError(_("This call is not open. Choose a call that accepts proposals now."))
    project, is_new = Project.objects.get_or_create(
        creation_key=creation_key,
        defaults={
            "call": fresh,
            "acronym": _acronym(acronym),
            "created_by": by,
            "is_demo": fresh.is_demo,
            "state": first_state(fresh),
        },
    )
    if not is_new:
        return own(project, by)
    Collaborator.objects.create(project=project, user=by, level=Level.MANAGE)
    StateChange.objects.create(project=project, step="start_draft", target=project.state, by=by)
    new = {"call": fresh.code, "acronym": project.acronym, "state": project.state}
    trail.record(project.chain, "start_draft", by=by, new=new)
    return project


@retried
@transaction.atomic
def start_step_two(project: Project, *, by: User) -> Project:
    """Go on to step 2 with everything that was written; what was submitted in step 1 stays frozen."""
    fresh = locked(project)
    act = Act(by)
    move(fresh, check(fresh, "start_step_two", act), act)
    return mirror(project, fresh)


@retried
@transaction.atomic
def delete_draft(project: Project, *, by: User) -> None:
    """Delete a draft that was never submitted, with all its texts. The trail keeps that it existed."""
    fresh = locked(project)
    check(fresh, "delete_draft", Act(by))
    old = {"call": fresh.call.code, "acronym": fresh.acronym, "state": fresh.state}
    trail.record(fresh.chain, "delete_draft", by=by, old=old)
    fresh.delete()


@retried
@transaction.atomic
def withdraw(project: Project, *, by: User, note: str = "") -> Project:
    """The applicant takes back a submitted proposal before it is funded. Tells all its managers by mail."""
    fresh = locked(project)
    act = Act(by, note=note)
    change = move(fresh, check(fresh, "withdraw", act), act)
    mails.tell_withdrawn(fresh, change)
    return mirror(project, fresh)


def first_state(call: Call) -> State:
    """The state in which a proposal to this call begins."""
    return State.STEP1_DRAFT if call.is_two_step else State.DRAFT


def own(project: Project, by: User) -> Project:
    """The project that this person's form made before; nobody else's."""
    if project.created_by_id != by.pk:
        raise DomainError(_("This form has already been used. Open the call again and start from there."))
    return project


def _acronym(text: str) -> str:
    """One line of 1 to 25 characters."""
    acronym = " ".join(clean_text(text, 1000).split())
    if not acronym:
        raise DomainError(_("Give the project an acronym."))
    if len(acronym) > ACRONYM_LENGTH:
        raise DomainError(_("Keep the acronym to %(limit)d characters.") % {"limit": ACRONYM_LENGTH})
    return acronym
