"""Whom declarations of interests keep away from a proposal, for what is listed, mailed and told about it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from programmes.models import StaffRole
from programmes.states import SEES_UNDECLARED, Role
from projects.models import Interest, Project


def hidden_chains(user: User) -> QuerySet[Project, str]:
    """Named in settings.OUTBOX_HIDDEN: what the mails are about that this member of staff must not see."""
    return Project.objects.closed_to(user).chains()


def staff_told(project: Project, roles: Iterable[Role]) -> QuerySet[User]:
    """The people of the programme with one of `roles` who may hear of the project now: for mails and tasks.

    Nobody with a conflict of interest; assessors and members of the committee once they declared none.
    """
    held = StaffRole.objects.filter(
        user=OuterRef("pk"), programme=project.programme_code, role__in=set(roles)
    )
    declared = Interest.objects.filter(project=project, person=OuterRef("pk"))
    may_hear = Exists(held.filter(role__in=SEES_UNDECLARED)) | Q(Exists(declared.filter(has_conflict=False)))
    return User.objects.filter(
        may_hear, Exists(held), ~Exists(declared.filter(has_conflict=True)), is_active=True
    ).order_by("pk")
