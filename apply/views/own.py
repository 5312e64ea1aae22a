"""Fetching one's own proposals: a person who does not write a proposal is told that it is not there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from calls.models import CallField, CallStaff
from core.errors import DomainError, NotAllowed
from core.prepared import Prepared
from core.rows import JsonRows
from programmes.models import StaffRole
from programmes.permissions import keep_roles
from projects import lifecycle
from projects.form import Use, uses_from
from projects.models import Collaborator, Project
from projects.permissions import level_in
from projects.preconditions import own_obstacle
from projects.states import BY_KEY, Level, reaches


class PersonRequest(HttpRequest):
    """A request of somebody signed in, as the rule of the view makes sure."""

    user: User
    collaboration: Collaborator  # known after `own_project` or `own_part`


def _collaborations(user: int, uid: UUID) -> QuerySet[Collaborator]:
    """The person's place in a proposal, with roles, what the frame of its pages shows and the call asks."""
    changed = CallField.objects.filter(call=OuterRef("project__call"))
    held = StaffRole.objects.filter(user=OuterRef("user"))
    limited = CallStaff.objects.filter(user=OuterRef("user"))
    return (
        Collaborator.objects.filter(user_id=user, user__is_active=True, project__uid=uid)
        .select_related("project__call__programme_period__programme", "partnership")
        .annotate(
            call_fields=JsonRows(changed, key="key", use="use", step="step"),
            held_roles=JsonRows(held, programme="programme_id", role="role"),
            held_limited=JsonRows(limited, call="call_id", role="role"),
        )
    )


COLLABORATIONS = Prepared(_collaborations, user=-1, uid=UUID(int=1))


def own_project(request: PersonRequest, uid: UUID) -> tuple[Project, Level]:
    """The project and the person's level in the whole of it; one query. 404 for anybody else, staff included.

    Who writes only one partner's part may view the whole: pages of one partner ask `own_part` instead.
    """
    found = COLLABORATIONS.rows(user=request.user.pk, uid=uid)
    if not found:
        raise Http404
    (request.collaboration,) = found
    roles: list[dict[str, str]] = request.collaboration.held_roles  # type: ignore[attr-defined]
    limited: list[dict[str, Any]] = request.collaboration.held_limited  # type: ignore[attr-defined]
    keep_roles(
        request.user,
        ((row["programme"], row["role"]) for row in roles),
        ((row["call"], row["role"]) for row in limited),
    )
    return request.collaboration.project, level_in(request.collaboration)


def uses_in(request: PersonRequest) -> dict[str, Use]:
    """What the call makes of each field in the project's step, as `own_project` read it; no query."""
    rows: list[dict[str, Any]] = request.collaboration.call_fields  # type: ignore[attr-defined]
    step = request.collaboration.project.step
    return uses_from(((row["key"], row["use"], row["step"]) for row in rows), step)


def own_part(request: PersonRequest, uid: UUID, partner: UUID) -> tuple[Project, Level]:
    """The project and the person's level in one partner's own part; the same query."""
    project, _whole = own_project(request, uid)
    return project, level_in(request.collaboration, partner)


def need_step(request: PersonRequest, project: Project, key: str) -> None:
    """Refuses the page of a step that the person can't take now, in words."""
    if key in {step.key for step in lifecycle.available_steps(project, request.user)}:
        return
    step = BY_KEY[key]
    if project.state in step.sources:
        obstacle = own_obstacle(project, step)
        if obstacle is not None:
            raise DomainError(obstacle)
        raise NotAllowed(_("You may not take the step “%(step)s” here.") % {"step": step.label})
    raise DomainError(
        _("“%(step)s” is not possible while the proposal is “%(state)s”.")
        % {"step": step.label, "state": project.get_state_display()}
    )


def need_whole(request: PersonRequest) -> None:
    """Refuses who does not manage the whole proposal."""
    if not reaches(level_in(request.collaboration), Level.MANAGE):
        raise NotAllowed(_("Only people who manage the whole proposal may do this."))


def need_some_edit(request: PersonRequest, project: Project) -> None:
    """Refuses who may change nothing at all in the project; the save judges each field."""
    need_edit(project, Level(request.collaboration.level))


def need_edit(project: Project, level: Level) -> None:
    """Refuses the page of a change that the person can't make now, in words."""
    if not reaches(level, Level.EDIT):
        raise NotAllowed(
            _(
                "You may read this proposal, but not change it. "
                "Ask a person who manages it for the right to edit."
            )
        )
    if not project.is_editable:
        raise DomainError(
            _("The proposal can't be changed while it is “%(state)s”.")
            % {"state": project.get_state_display()}
        )


def need_manage(request: PersonRequest) -> None:
    """Refuses who may not say who writes the proposal, nor even one partner's part; the verb judges which."""
    if not reaches(request.collaboration.level, Level.MANAGE):
        raise NotAllowed(_("Only people who manage the proposal may say who works on it."))
