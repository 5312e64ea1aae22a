"""Whom declarations of interests keep away from a proposal, for what is listed, mailed and told about it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from calls.models import CallStaff
from programmes.models import StaffRole
from programmes.permissions import calls_where
from programmes.states import SEES_UNDECLARED, Role
from projects.models import Interest, Project


def hidden_chains(user: User) -> QuerySet[Project, str]:
    """Named in settings.OUTBOX_HIDDEN: what the mails are about that this member of staff must not see."""
    return Project.objects.closed_to(user).chains()


def limited_chains(user: User) -> QuerySet[Project, str] | None:
    """Named in settings.OUTBOX_LIMITED: what mails are about that roles of one call let the person read."""
    calls = calls_where(user, SEES_UNDECLARED)
    return Project.objects.visible_to_staff(user).filter(call__in=calls).chains() if calls else None


def staff_told(project: Project, roles: Iterable[Role]) -> QuerySet[User]:
    """The people of the programme or call with one of `roles` who may hear of the project now.

    For mails and tasks. Nobody with a conflict of interest; assessors and members of the committee once they
    declared none.
    """
    whole = StaffRole.objects.filter(
        user=OuterRef("pk"), programme=project.programme_code, role__in=set(roles)
    )
    limited = CallStaff.objects.filter(user=OuterRef("pk"), call=project.call_id, role__in=set(roles))
    declared = Interest.objects.filter(project=project, person=OuterRef("pk"))
    unasked = {"role__in": SEES_UNDECLARED}
    may_hear = (
        Exists(whole.filter(**unasked))
        | Exists(limited.filter(**unasked))
        | Q(Exists(declared.filter(has_conflict=False)))
    )
    return User.objects.filter(
        may_hear,
        Exists(whole) | Exists(limited),
        ~Exists(declared.filter(has_conflict=True)),
        is_active=True,
    ).order_by("pk")
