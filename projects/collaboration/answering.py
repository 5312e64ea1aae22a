"""Accepting and declining an invitation, by whoever has confirmed the address that it went to."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import NotAllowed
from projects.collaboration.places import Place, together
from projects.collaboration.rights import facts, has_other_manager, take_off
from projects.locking import locked
from projects.models import Collaborator, Invitation, Project
from projects.states import Level


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Collaborator:
    """Take up an invitation to an address that the person has confirmed. Never lowers what the person may do.

    Accepting twice gives the same place once. Whom the invitation replaces leaves in the same moment.
    """
    project = locked(invitation.project)
    held = project.collaborators.select_related("partnership").filter(user=by).first()
    fresh = Invitation.objects.select_related("partnership", "replaces").get(pk=invitation.pk)
    if held is not None and fresh.accepted_by_id == by.pk:
        return held
    _need_own(fresh, by)
    offered = Place.of(fresh)
    if held is None:
        held = Collaborator(project=project, user=by, invited_by_id=fresh.invited_by_id)
        place = offered
    else:
        place = together(Place.of(held), offered)
    if held.pk is None or place != Place.of(held):
        held.level, held.partnership = (
            place.level,
            fresh.partnership if place == offered else held.partnership,
        )
        held.save()
    fresh.accepted_by, fresh.accepted_at = by, timezone.now()
    fresh.save(update_fields=["accepted_by", "accepted_at"])
    new = {"invitation": str(fresh.uid), **facts(held)}
    trail.record(project.chain, "accept invitation", by=by, new=new)
    if fresh.replaces is not None:
        _replace(project, fresh.replaces, by)
    return held


@transaction.atomic
def decline(invitation: Invitation, *, by: User) -> None:
    """Say no. Who invited sees it in the list of people, and may invite again."""
    project = locked(invitation.project)
    fresh = Invitation.objects.get(pk=invitation.pk)
    if fresh.declined_at is not None:
        return
    _need_own(fresh, by)
    fresh.declined_at = timezone.now()
    fresh.save(update_fields=["declined_at"])
    trail.record(project.chain, "decline invitation", by=by, old={"invitation": str(fresh.uid)})


def _need_own(invitation: Invitation, by: User) -> None:
    """Refuses an invitation that is not open, or went to an address that the person has not confirmed."""
    is_open = Invitation.objects.open().filter(pk=invitation.pk).exists()
    if not is_open or not by.is_active or invitation.email not in _confirmed_addresses(by):
        raise NotAllowed(_("This invitation is not valid for you, or no longer valid. Ask for a new one."))


def _replace(project: Project, leaving: Collaborator, by: User) -> None:
    """Takes off who handed over, unless that would leave nobody who manages the whole."""
    manages = leaving.level == Level.MANAGE and leaving.partnership_id is None
    if leaving.user_id == by.pk or (manages and not has_other_manager(project, leaving)):
        return
    take_off(leaving, by=by, note="replaced")


def _confirmed_addresses(user: User) -> set[str]:
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {email.lower() for email in confirmed}
