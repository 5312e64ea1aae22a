"""Who may see, change and move one project now: the same answers as `visible_to` and `editable_by` give."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from programmes.permissions import roles_of
from programmes.states import SEES_ALL_SUBMITTED, Role
from projects.models import Collaborator, Project
from projects.preconditions import own_obstacle
from projects.states import Level, Step, allows, reaches, steps_for


class Standing(NamedTuple):
    """What a person is to a project: staff roles in its programme, and a level as collaborator."""

    roles: frozenset[Role]
    level: Level | None


NOBODY = Standing(frozenset(), None)


def standing(user: User | AnonymousUser, project: Project) -> Standing:
    """The person's standing as of now. Staff have none in a draft never submitted, nor in a rehearsal."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    level = Collaborator.objects.filter(project=project, user=user).values_list("level", flat=True).first()
    was_submitted = project.first_submitted_at is not None and not project.is_rehearsal
    roles = roles_of(user).get(project.programme_code, frozenset()) if was_submitted else frozenset[Role]()
    return Standing(roles, Level(level) if level else None)


def may_view(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person may read the whole dossier. Assessors: see assessments.permissions."""
    roles, level = standing(user, project)
    return level is not None or not roles.isdisjoint(SEES_ALL_SUBMITTED)


def may_edit(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person may change the dossier in its present state."""
    return project.is_editable and reaches(standing(user, project).level, Level.EDIT)


def may_manage(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person may invite and remove collaborators, in whatever state."""
    return reaches(standing(user, project).level, Level.MANAGE)


def may_take(user: User | AnonymousUser, project: Project, step: Step) -> bool:
    """Whether role, level and state allow the step, and the project's history does not forbid it."""
    return allows(step, project.state, *standing(user, project)) and own_obstacle(project, step) is None


def available_steps(project: Project, user: User | AnonymousUser) -> list[Step]:
    """The steps to offer to the person. `preconditions.obstacle` tells what one of them still waits for."""
    steps = steps_for(project.state, *standing(user, project))
    return [step for step in steps if own_obstacle(project, step) is None]
