"""Who may see, change and move one project now: the same answers as `visible_to` and `editable_by` give.

A collaborator writes the whole, or one partner's own part. Whoever is bound to a partner reads everything and
counts for the whole as somebody who may view; what belongs to that partner alone asks for the part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User
from calls.permissions import roles_in
from programmes.states import SECRETARIAT, Role
from projects.models import Collaborator, Interest, Partnership, Project
from projects.preconditions import own_obstacle
from projects.states import CONTRACTING, Level, State, Step, reaches, steps_for


class Standing(NamedTuple):
    """What a person is to a project: staff roles in its programme, a collaborator's level in the whole."""

    roles: frozenset[Role]
    level: Level | None


NOBODY = Standing(frozenset(), None)
# The first part of a full key (projects.form) whose row belongs to one partner, and the way from that partner
# to the row.
PARTS: Mapping[str, str] = {
    "partner": "partnership__uid",
    "budget": "partnership__uid",
    "rate": "partnership__uid",
    "contribution": "partnership__contributions",
    "cost": "partnership__cost_items__uid",
}
ANY_PART = Q(partnership__isnull=False)


def standing(user: User | AnonymousUser, project: Project) -> Standing:
    """The person's standing as of now. Staff have none in a draft never submitted, nor in a rehearsal.

    A declared conflict of interest takes all roles away; the committee's asks for a declaration of none.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    found = Collaborator.objects.filter(project=project, user=user).first()
    was_submitted = project.first_submitted_at is not None and not project.is_rehearsal
    roles = roles_in(user, project.call) if was_submitted else frozenset[Role]()
    return Standing(_after_interests(user, project, roles), level_in(found) if found else None)


def _after_interests(user: User, project: Project, roles: frozenset[Role]) -> frozenset[Role]:
    """The roles that the person's declaration about the project leaves. One query for staff, none else."""
    if not roles:
        return roles
    declared = Interest.objects.filter(project=project, person=user).values_list("has_conflict", flat=True)
    has_conflict = declared.first()
    if has_conflict:
        return frozenset()
    return roles if has_conflict is False else roles - {Role.COMMITTEE}


def level_in(collaborator: Collaborator, partner: Partnership | UUID | None = None) -> Level:
    """What a collaborator may do in the whole project, or in the part of one partner. No query for a uid."""
    if collaborator.partnership_id is None:
        return Level(collaborator.level)
    if isinstance(partner, UUID):
        is_own = collaborator.partnership is not None and collaborator.partnership.uid == partner
    else:
        is_own = partner is not None and collaborator.partnership_id == partner.pk
    return Level(collaborator.level) if is_own else Level.VIEW


def part_of(group: str, row: str) -> Q | None:
    """The condition on a collaborator bound to the partner of a field's row; None for fields of the whole.

    `group` is the first part of the field's full key and `row` the identity in its middle.
    """
    way = PARTS.get(group)
    if way is None or not row:
        return None
    if way.endswith("uid"):
        try:
            return Q(**{way: UUID(row)})
        except ValueError:
            return None
    is_number = row.isascii() and row.isdigit() and len(row) < 19
    return Q(**{way: int(row)}) if is_number else None


def may_edit(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person may change the whole dossier in its present state."""
    return project.is_editable and reaches(standing(user, project).level, Level.EDIT)


def may_edit_part(user: User | AnonymousUser, partner: Partnership) -> bool:
    """Whether the person may change what belongs to this partner, in the project's present state."""
    return partner.project.is_editable and _reaches_part(user, partner, Level.EDIT)


def may_manage(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person may invite and remove collaborators, in whatever state."""
    return reaches(standing(user, project).level, Level.MANAGE)


def may_manage_part(user: User | AnonymousUser, partner: Partnership) -> bool:
    """Whether the person may say who writes this partner's part."""
    return _reaches_part(user, partner, Level.MANAGE)


def has_contract(project: Project) -> bool:
    """Whether the project has come so far that there is a contract to prepare, or one that holds."""
    return not project.is_rehearsal and (project.is_funded or project.state in CONTRACTING)


def may_file(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person may add papers of the contract: an applicant of the whole, or the secretariat.

    Nobody may once the project is closed.
    """
    if not has_contract(project) or project.state == State.CLOSED:
        return False
    who = standing(user, project)
    return reaches(who.level, Level.EDIT) or (who.level is None and not who.roles.isdisjoint(SECRETARIAT))


def available_steps(project: Project, user: User | AnonymousUser) -> list[Step]:
    """The steps to offer to the person. `preconditions.obstacle` tells what one of them still waits for."""
    steps = steps_for(project.state, *standing(user, project))
    return [step for step in steps if own_obstacle(project, step) is None]


def _reaches_part(user: User | AnonymousUser, partner: Partnership, least: Level) -> bool:
    if not isinstance(user, User) or not user.is_active:
        return False
    found = Collaborator.objects.filter(project=partner.project_id, user=user).first()
    return found is not None and reaches(level_in(found, partner), least)
