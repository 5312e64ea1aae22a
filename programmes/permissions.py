"""Which roles a person has in which programme."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase

from accounts.access import ask_for_second_factor, needs_second_factor
from accounts.models import User
from core.http import Rule
from programmes.models import StaffRole
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED, TAKES_DATA, Role


def roles_of(user: User | AnonymousUser) -> dict[str, frozenset[Role]]:
    """The person's roles by programme code; one query for each user object."""
    if not isinstance(user, User) or not user.is_active:
        return {}
    if not hasattr(user, "held_roles"):
        keep_roles(user, StaffRole.objects.filter(user=user).values_list("programme_id", "role"))
    return user.held_roles  # type: ignore[attr-defined, no-any-return]


def keep_roles(user: User, rows: Iterable[tuple[str, str]]) -> None:
    """Remember an active person's roles (by programme code) that another query read along."""
    found: dict[str, set[Role]] = {}
    for programme, role in rows:
        found.setdefault(programme, set()).add(Role(role))
    user.held_roles = {code: frozenset(roles) for code, roles in found.items()}  # type: ignore[attr-defined]


def has_role(user: User | AnonymousUser, programme: str, roles: Iterable[Role]) -> bool:
    """Whether the person has one of `roles` in the programme with this code."""
    return not roles_of(user).get(programme, frozenset()).isdisjoint(roles)


def programmes_where(user: User | AnonymousUser, roles: Iterable[Role]) -> list[str]:
    """The codes of the programmes in which the person has one of `roles`."""
    return sorted(code for code, held in roles_of(user).items() if not held.isdisjoint(roles))


def outbox_programmes(user: User | AnonymousUser) -> list[str]:
    """The codes of the programmes whose mails the person reads, confirms and cancels."""
    return programmes_where(user, SECRETARIAT)


def letter_programmes(user: User | AnonymousUser) -> list[str]:
    """The codes of the programmes whose letters the person words."""
    return programmes_where(user, [Role.MANAGER])


def staff(*roles: Role) -> Rule:
    """A rule for views: one of `roles` (any role when none is named) in some programme."""
    wanted = frozenset(roles) or frozenset(Role)

    def test(request: HttpRequest) -> bool | HttpResponseBase:
        if not programmes_where(request.user, wanted):
            return False
        return ask_for_second_factor(request) if needs_second_factor(request.user) else True

    return Rule("staff: " + ", ".join(sorted(wanted)), test)


def audience(request: HttpRequest) -> dict[str, bool]:
    """For every page: whether the person works for a programme, so that the navigation can say so."""
    user = getattr(request, "user", None)
    held = frozenset[Role]().union(*roles_of(user).values()) if user is not None else frozenset[Role]()
    return {
        "is_staff_somewhere": bool(held),
        "sees_submitted": not held.isdisjoint(SEES_ALL_SUBMITTED),
        "is_assessor": Role.ASSESSOR in held,
        "declares_interests": not held.isdisjoint({Role.ASSESSOR, Role.COMMITTEE}),
        "is_manager": Role.MANAGER in held,
        "is_secretariat": not held.isdisjoint(SECRETARIAT),
        "takes_data": not held.isdisjoint(TAKES_DATA),
    }
