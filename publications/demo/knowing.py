"""What the assessors of the demo world know, and how many proposals of a call they take."""

from __future__ import annotations

from django.db import transaction

from assessments import expertise
from assessments.models import Expertise
from core.loading.writing import Report
from programmes.models import StaffRole
from programmes.states import Role

CAPACITY = 20


@transaction.atomic
def load(report: Report) -> None:
    """Each demo assessor knows every second objective of the programme, the first of them all."""
    noted = report.kind("demo expertise")
    held = StaffRole.objects.filter(role=Role.ASSESSOR, user__is_demo=True).select_related(
        "user", "programme"
    )
    for number, role in enumerate(held.order_by("programme", "user__email")):
        if Expertise.objects.filter(user=role.user, programme=role.programme).exists():
            noted.unchanged += 1
            continue
        objectives = list(expertise.objectives_of(role.programme))
        expertise.describe(
            role.user,
            role.programme,
            by=role.user,
            objectives=objectives[:: 1 + number % 2],
            themes=expertise.themes_of(role.programme) if number % 2 else (),
            capacity=CAPACITY,
            note="Demo.",
        )
        noted.added.append(role.user.email)
