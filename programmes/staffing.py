"""Who works for a programme, and as what: giving and taking roles."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import trail
from accounts.holdings import Holding
from accounts.models import User
from core.errors import DomainError, NotAllowed
from correspondence import outbox
from programmes.models import Programme, StaffRole
from programmes.permissions import has_role
from programmes.states import Role


@transaction.atomic
def give_role(user: User, programme: Programme, role: Role, *, by: User) -> StaffRole:
    """Let a person work for the programme as `role`; counts from their next request on."""
    programme = _managed(programme, by)
    if not user.is_active:
        raise DomainError(_("This account is closed. Ask the person to sign up again."))
    held, is_new = StaffRole.objects.get_or_create(user=user, programme=programme, role=role)
    if is_new:
        entry = trail.record(_chain(programme), "give role", by=by, new=_facts(user, role))
        with override(user.language):
            label = str(Role(role).label)
        outbox.write(
            "role",
            to=user,
            template="role_given",
            context={"programme": programme, "role": label},
            about=_chain(programme),
            programme=programme.code,
            by=by,
            dedupe_key=f"role:{programme.code}:{entry.sequence}",
            confirmed=True,
        )
    return held


@transaction.atomic
def name_first_manager(user: User, programme: Programme) -> StaffRole:
    """Let a person manage a programme that nobody manages yet; for whoever keeps the server."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if not user.is_active:
        raise DomainError("This account is closed. Ask the person to sign up again.")
    if _other_managers(programme, user):
        raise DomainError("The programme has a manager, who gives further roles on the page Staff.")
    held, is_new = StaffRole.objects.get_or_create(user=user, programme=programme, role=Role.MANAGER)
    if is_new:
        trail.record(_chain(programme), "give role", by=None, new=_facts(user, Role.MANAGER))
    return held


@transaction.atomic
def take_role(user: User, programme: Programme, role: Role, *, by: User) -> None:
    """Take a role away; the person's next request is refused. The last manager stays."""
    programme = _managed(programme, by)
    held = StaffRole.objects.filter(user=user, programme=programme, role=role)
    if not held.exists():
        raise DomainError(_("This person no longer has this role. Reload the page."))
    if role == Role.MANAGER and not _other_managers(programme, user):
        raise DomainError(_("The programme needs a manager. Give somebody else that role first."))
    held.delete()
    trail.record(_chain(programme), "take role", by=by, old=_facts(user, role))


def may_manage(user: User, programme: Programme) -> bool:
    """Whether the person may give and take roles in the programme."""
    return has_role(user, programme.code, {Role.MANAGER})


class Roles(Holding):
    """The roles that a person has in programmes."""

    name = "roles"

    def export(self, user: User) -> Any:
        return [
            {"programme": held.programme_id, "role": held.role, "since": held.given_at.isoformat()}
            for held in StaffRole.objects.filter(user=user).order_by("given_at")
        ]

    def objections(self, user: User) -> list[str]:
        """A programme without a manager could give no roles any more."""
        managed = StaffRole.objects.filter(user=user, role=Role.MANAGER).select_related("programme")
        return [
            _("You are the only manager of %(programme)s. Give somebody else that role first.")
            % {"programme": held.programme.name}
            for held in managed
            if not _other_managers(held.programme, user)
        ]

    def forget(self, user: User) -> None:
        StaffRole.objects.filter(user=user).delete()


def _managed(programme: Programme, by: User) -> Programme:
    """The programme, locked, so that two managers can't take each other's role at once."""
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    if (
        not by.is_active
        or not StaffRole.objects.filter(user=by, programme=locked, role=Role.MANAGER).exists()
    ):
        raise NotAllowed(_("Only a manager of the programme gives and takes roles."))
    return locked


def _other_managers(programme: Programme, user: User) -> bool:
    managers = StaffRole.objects.filter(programme=programme, role=Role.MANAGER, user__is_active=True)
    return managers.exclude(user=user).exists()


def _chain(programme: Programme) -> str:
    return f"programme:{programme.code}"


def _facts(user: User, role: Role) -> dict[str, str]:
    return {"person": f"user:{user.uid}", "role": str(role)}
