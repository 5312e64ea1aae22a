"""What a person is to a request, and taking its row for a step that this person may take."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError, NotAllowed
from knowledge.models import Expert, ServicePlace, ServiceRequest
from knowledge.service_states import (
    BY_KEY,
    HOLDS_PLACE,
    Part,
    PlaceState,
    ServiceStep,
    steps_for,
)
from programmes.permissions import has_role
from programmes.states import SECRETARIAT


def is_team(user: User, request: ServiceRequest) -> bool:
    """Whether the person is of the platform's team: the secretariat of its programme."""
    return has_role(user, request.service.platform_id, SECRETARIAT)


def place_of(user: User, request: ServiceRequest) -> ServicePlace | None:
    """The person's place in it, while it is held."""
    return request.places.filter(person=user, state__in=HOLDS_PLACE).first()


def parts_of(user: User, request: ServiceRequest, place: ServicePlace | None = None) -> frozenset[Part]:
    """What the person is to the request; `place` is the person's own, if there is one."""
    held = {
        Part.ASKER: request.asker_id == user.pk,
        Part.EXPERT: request.expert_id == user.pk,
        Part.TEAM: is_team(user, request),
        Part.GUEST: place is not None and place.state == PlaceState.ACCEPTED,
        Part.INVITED: place is not None and place.state == PlaceState.INVITED,
    }
    return frozenset(part for part, is_held in held.items() if is_held)


def open_steps(user: User, request: ServiceRequest) -> list[ServiceStep]:
    """The steps that the person may take now."""
    return steps_for(parts_of(user, request), request.kind, request.state)


def experts_for(request: ServiceRequest) -> QuerySet[Expert]:
    """Those whom it may be given to: experts of the platform today, but not the one who asks."""
    found = Expert.objects.active().filter(platform=request.service.platform_id)
    return found.exclude(user=request.asker_id).select_related("user")


def locked(request: ServiceRequest) -> ServiceRequest:
    """The request as it is now, its row locked until the transaction ends."""
    found = (
        ServiceRequest.objects.select_for_update(of=("self",))
        .select_related("service__platform__programme", "asker", "expert", "topic")
        .filter(pk=request.pk)
        .first()
    )
    if found is None:
        raise DomainError(_("This request no longer exists."))
    return found


def for_step(request: ServiceRequest, key: str, by: User) -> ServiceRequest:
    """The request, locked, if this person may take this step from where it stands now."""
    step, fresh = BY_KEY[key], locked(request)
    if step.who not in parts_of(by, fresh):
        raise NotAllowed(_("You may not do this. Only the following may: %(who)s.") % {"who": step.who.label})
    if not step.is_open(fresh.kind, fresh.state):
        raise DomainError(
            _("“%(step)s” is not possible while the request is “%(state)s”. Reload the page.")
            % {"step": step.label, "state": fresh.get_state_display()}
        )
    return fresh


def for_team(request: ServiceRequest, by: User, states: Collection[str]) -> ServiceRequest:
    """The request, locked, for work of the team that is no step, in one of these states."""
    fresh = locked(request)
    if not is_team(by, fresh):
        raise NotAllowed(_("Only the team of the platform may do this."))
    if fresh.state not in states:
        raise DomainError(
            _("This is not possible while the request is “%(state)s”. Reload the page.")
            % {"state": fresh.get_state_display()}
        )
    return fresh
