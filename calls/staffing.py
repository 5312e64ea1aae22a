"""Who works for one call only, and as what: giving and taking roles that reach no further."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import trail
from accounts.holdings import Holding
from accounts.models import User
from calls.models import Call, CallStaff
from calls.permissions import require_may_set_up
from core.errors import DomainError
from correspondence import outbox
from programmes.states import OF_ONE_CALL, Role


def limited_roles(user: int) -> QuerySet[CallStaff, tuple[str, int, str]]:
    """Named in settings.LIMITED_ROLES: programme, call and role of each role that reaches one call.

    `user` is the key of the person.
    """
    rows = CallStaff.objects.filter(user=user).annotate(limited_to=F("call_id"))
    return rows.values_list("call__programme_period__programme_id", "limited_to", "role")


@transaction.atomic
def give(user: User, call: Call, role: Role, *, by: User) -> CallStaff:
    """Let a person work for one call as `role`; counts from their next request on. By a programme manager."""
    fresh = _managed(call, by)
    if not user.is_active:
        raise DomainError(_("This account is closed. Ask the person to sign up again."))
    if role not in OF_ONE_CALL:
        raise DomainError(_("This role cannot be limited to one call. Give it in the programme."))
    held, is_new = CallStaff.objects.get_or_create(
        user=user, call=fresh, role=role, defaults={"given_by": by}
    )
    if is_new:
        entry = trail.record(fresh.chain, "give role", by=by, new=_facts(user, role))
        with override(user.language):
            label = str(Role(role).label)
        outbox.write(
            "role",
            to=user,
            template="call_role_given",
            context={"call": fresh, "role": label},
            about=fresh.chain,
            programme=fresh.programme_period.programme_id,
            by=by,
            dedupe_key=f"call role:{fresh.code}:{entry.sequence}",
            confirmed=True,
        )
    return held


@transaction.atomic
def take(user: User, call: Call, role: Role, *, by: User) -> None:
    """Take a role away; the person's next request is refused."""
    fresh = _managed(call, by)
    held = CallStaff.objects.filter(user=user, call=fresh, role=role)
    if not held.exists():
        raise DomainError(_("This person no longer has this role. Reload the page."))
    held.delete()
    trail.record(fresh.chain, "take role", by=by, old=_facts(user, role))


class CallRoles(Holding):
    """The roles that a person has in single calls."""

    name = "call_roles"

    def export(self, user: User) -> Any:
        return [
            {"call": held.call.code, "role": held.role, "since": held.given_at.isoformat()}
            for held in CallStaff.objects.filter(user=user).select_related("call").order_by("given_at", "pk")
        ]

    def forget(self, user: User) -> None:
        CallStaff.objects.filter(user=user).delete()


def _managed(call: Call, by: User) -> Call:
    fresh = Call.objects.select_for_update(of=("self",)).select_related("programme_period").get(pk=call.pk)
    require_may_set_up(by, fresh.programme_period.programme_id)
    return fresh


def _facts(user: User, role: Role) -> dict[str, str]:
    return {"person": f"user:{user.uid}", "role": str(role)}
