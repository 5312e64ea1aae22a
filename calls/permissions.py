"""Who may set up calls, and who may read what is being set up."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from calls.models import Call, CallQuerySet, CallStaff
from core.errors import NotAllowed
from programmes.models import StaffRole
from programmes.permissions import calls_where, has_role, limited_roles_of, programmes_where, roles_of
from programmes.states import SECRETARIAT, Role


def may_set_up(user: User, programme: str) -> bool:
    """Whether the person sets up the calls of the programme with this code."""
    return user.is_active and has_role(user, programme, {Role.MANAGER})


def require_may_set_up(user: User, programme: str) -> None:
    """NotAllowed, in words, for everybody but managers of the programme."""
    if not may_set_up(user, programme):
        raise NotAllowed(_("Only a manager of the programme sets up its calls. Ask one of them."))


def readable_calls(user: User) -> CallQuerySet:
    """The calls of the programmes for which the person works in the secretariat, drafts included."""
    return Call.objects.of_programmes(programmes_where(user, SECRETARIAT))


def calls_for(user: User | AnonymousUser, roles: Iterable[Role]) -> CallQuerySet:
    """The calls in which the person has one of `roles`: in their programme, or limited to the call."""
    return Call.objects.filter(reach(user, roles, "pk", "programme_period__programme"))


def reach(user: User | AnonymousUser, roles: Iterable[Role], call: str, programme: str) -> Q:
    """The condition that a person has one of `roles`, by the ways from a row to call and programme."""
    wanted = frozenset(roles)
    whole = Q(**{f"{programme}__in": programmes_where(user, wanted)})
    limited = calls_where(user, wanted)
    return whole | Q(**{f"{call}__in": limited}) if limited else whole


def roles_in(user: User | AnonymousUser, call: Call) -> frozenset[Role]:
    """The person's roles towards one call, those of its programme included."""
    programme = call.programme_period.programme_id
    held = roles_of(user).get(programme, frozenset[Role]())
    return held | limited_roles_of(user).get(call.pk, frozenset[Role]())


def people_of(call: Call, roles: Iterable[Role]) -> QuerySet[User]:
    """Who has one of `roles` for a call: its own people; where it has none of its own, the programme's."""
    own = CallStaff.objects.filter(call=call)
    whole = StaffRole.objects.filter(programme=call.programme_period.programme_id, role__in=set(roles))
    mine = Exists(own.filter(role__in=set(roles), user=OuterRef("pk")))
    return User.objects.filter(
        mine | (Exists(whole.filter(user=OuterRef("pk"))) & ~Exists(own)), is_active=True
    )
