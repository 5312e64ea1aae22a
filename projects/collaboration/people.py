"""Changing what a person may do, leaving, and handing one's place to somebody else."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from projects.collaboration.inviting import clean_address, invite
from projects.collaboration.places import Place, together
from projects.collaboration.rights import (
    checked_level,
    facts,
    fresh_of,
    keep_a_manager,
    managed,
    take_off,
)
from projects.locking import locked
from projects.models import Collaborator, Invitation, Partnership
from projects.states import Level


@transaction.atomic
def change_level(
    collaborator: Collaborator, *, by: User, level: str, partner: Partnership | None = None
) -> Collaborator:
    """Give a collaborator another level, in the whole or (with `partner`) in that partner's part only."""
    project = locked(collaborator.project)
    fresh = fresh_of(collaborator)
    managed(project, by, fresh.partnership, partner)
    wanted, old = checked_level(level), facts(fresh)
    if (fresh.level, fresh.partnership_id) == (wanted, partner.pk if partner else None):
        return fresh
    if wanted != Level.MANAGE or partner is not None:
        keep_a_manager(project, fresh)
    fresh.level, fresh.partnership = wanted, partner
    fresh.save(update_fields=["level", "partnership"])
    trail.record(project.chain, "change level", by=by, old=old, new=facts(fresh))
    return fresh


@transaction.atomic
def remove(collaborator: Collaborator, *, by: User) -> None:
    """Take a person off the project; everyone may leave by themselves. The texts stay."""
    project = locked(collaborator.project)
    fresh = fresh_of(collaborator)
    if fresh.user_id != by.pk:
        managed(project, by, fresh.partnership)
    keep_a_manager(project, fresh)
    take_off(fresh, by=by)


@transaction.atomic
def hand_over(collaborator: Collaborator, *, by: User, email: str) -> Invitation | None:
    """Let somebody else take a person's place, with the same level in the same part.

    A person who writes the project already takes it at once (None is returned); anybody else is invited, and
    the one who leaves does so when the invitation is accepted, so that the last manager can leave this way.
    """
    project = locked(collaborator.project)
    fresh = fresh_of(collaborator)
    managed(project, by, fresh.partnership)
    address = clean_address(email)
    if address == fresh.user.email:
        raise DomainError(_("Name somebody other than the person who leaves."))
    writers = project.collaborators.select_related("partnership")
    successor = writers.filter(user__email=address, user__is_active=True).first()
    if successor is None:
        return invite(
            project, by=by, email=address, level=fresh.level, partner=fresh.partnership, replaces=fresh
        )
    place = together(Place.of(successor), Place.of(fresh))
    old = facts(successor)
    if place != Place.of(successor):
        successor.level, successor.partnership = place.level, fresh.partnership
        successor.save(update_fields=["level", "partnership"])
        trail.record(project.chain, "change level", by=by, old=old, new=facts(successor))
    remove(fresh, by=by)
    return None
