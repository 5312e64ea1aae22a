"""Which roles a person has in which programme, and which reach one of its calls only.

Roles of one call are kept by an app above (settings.LIMITED_ROLES). They never count as roles of the
programme: only what names them opens to who has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import IntegerField, QuerySet, Value
from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.access import ask_for_second_factor, needs_second_factor
from accounts.models import User
from core.errors import NotAllowed
from core.http import Rule
from core.prepared import Prepared
from programmes.models import StaffRole
from programmes.states import EDITORS, SECRETARIAT, SEES_ALL_SUBMITTED, TAKES_DATA, Role


def _held(user: int) -> QuerySet[Any, Any]:
    """Programme, call (None for the whole programme) and role of each role of the person with this key."""
    whole = StaffRole.objects.filter(user=user).annotate(
        limited_to=Value(None, output_field=IntegerField(null=True))
    )
    limited = import_string(settings.LIMITED_ROLES)(user)
    return whole.values_list("programme_id", "limited_to", "role").union(limited, all=True)


_HELD: Prepared[Any] = Prepared(_held, user=-1)


def roles_of(user: User | AnonymousUser) -> dict[str, frozenset[Role]]:
    """The person's roles by programme code; one query for each user object."""
    if not isinstance(user, User) or not user.is_active:
        return {}
    _know(user)
    return user.held_roles  # type: ignore[attr-defined, no-any-return]


def limited_roles_of(user: User | AnonymousUser) -> dict[int, frozenset[Role]]:
    """The person's roles that reach one call only, by the call's key; the same query."""
    if not isinstance(user, User) or not user.is_active:
        return {}
    _know(user)
    return user.held_limited_roles  # type: ignore[attr-defined, no-any-return]


def _know(user: User) -> None:
    if hasattr(user, "held_roles"):
        return
    rows = _HELD.answer(user=user.pk)
    keep_roles(
        user,
        ((programme, role) for programme, call, role in rows if call is None),
        ((call, role) for _programme, call, role in rows if call is not None),
    )


def keep_roles(user: User, rows: Iterable[tuple[str, str]], limited: Iterable[tuple[int, str]]) -> None:
    """Remember an active person's roles (by programme code, and by call) that another query read along."""
    found: dict[str, set[Role]] = {}
    for programme, role in rows:
        found.setdefault(programme, set()).add(Role(role))
    by_call: dict[int, set[Role]] = {}
    for call, role in limited:
        by_call.setdefault(call, set()).add(Role(role))
    user.held_roles = {code: frozenset(roles) for code, roles in found.items()}  # type: ignore[attr-defined]
    user.held_limited_roles = {call: frozenset(roles) for call, roles in by_call.items()}  # type: ignore[attr-defined]


def calls_where(user: User | AnonymousUser, roles: Iterable[Role]) -> list[int]:
    """The keys of the calls to which one of `roles` of the person is limited."""
    return sorted(call for call, held in limited_roles_of(user).items() if not held.isdisjoint(roles))


def role_key(user: User | AnonymousUser) -> frozenset[tuple[str | int, frozenset[Role]]]:
    """All that is known of a person's roles as one value, for what is kept by it."""
    return frozenset({*roles_of(user).items(), *limited_roles_of(user).items()})


def has_role(user: User | AnonymousUser, programme: str, roles: Iterable[Role]) -> bool:
    """Whether the person has one of `roles` in the programme with this code."""
    return not roles_of(user).get(programme, frozenset()).isdisjoint(roles)


def require_editor(user: User, programme: str) -> None:
    """NotAllowed unless the person holds events and sends newsletters of the programme with this code."""
    if not has_role(user, programme, EDITORS):
        raise NotAllowed(_("Only the secretariat and the editors of the programme may do this."))


def programmes_where(user: User | AnonymousUser, roles: Iterable[Role]) -> list[str]:
    """The codes of the programmes in which the person has one of `roles`."""
    return sorted(code for code, held in roles_of(user).items() if not held.isdisjoint(roles))


def outbox_programmes(user: User | AnonymousUser) -> list[str]:
    """The codes of the programmes whose mails the person reads, confirms and cancels."""
    return programmes_where(user, SECRETARIAT)


def letter_programmes(user: User | AnonymousUser) -> list[str]:
    """The codes of the programmes whose letters the person words."""
    return programmes_where(user, [Role.MANAGER])


def staff(*roles: Role, of_call: bool = False) -> Rule:
    """A rule for views: one of `roles` (any role when none is named) in some programme.

    With `of_call`, a role that is limited to one call is enough: the view must ask which call it is about.
    """
    wanted = frozenset(roles) or frozenset(Role)

    def test(request: HttpRequest) -> bool | HttpResponseBase:
        holds = programmes_where(request.user, wanted) or (of_call and calls_where(request.user, wanted))
        if not holds:
            return False
        return ask_for_second_factor(request) if needs_second_factor(request.user) else True

    named = "staff: " + ", ".join(sorted(wanted))
    return Rule(f"{named}, also of one call" if of_call else named, test)


def audience(request: HttpRequest) -> dict[str, bool]:
    """For every page: whether the person works for a programme, so that the navigation can say so.

    Who is limited to calls sees what deals with proposals, and nothing of the programme.
    """
    user = getattr(request, "user", None)
    held = frozenset[Role]().union(*roles_of(user).values()) if user is not None else frozenset[Role]()
    limited = frozenset[Role]().union(*limited_roles_of(user).values()) if user is not None else held
    return {
        "is_staff_somewhere": bool(held | limited),
        "sees_submitted": not (held | limited).isdisjoint(SEES_ALL_SUBMITTED),
        "sees_programme": not held.isdisjoint(SEES_ALL_SUBMITTED),
        "is_assessor": Role.ASSESSOR in held | limited,
        "declares_interests": not (held | limited).isdisjoint({Role.ASSESSOR, Role.COMMITTEE}),
        "is_manager": Role.MANAGER in held,
        "is_secretariat": not held.isdisjoint(SECRETARIAT),
        "is_editor": not held.isdisjoint(EDITORS),
        "takes_data": not held.isdisjoint(TAKES_DATA),
    }
