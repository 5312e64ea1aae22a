"""Who acts in the demo world: the demo people by kind, for each programme."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from programmes.models import StaffRole
from programmes.states import Role


@dataclass(frozen=True)
class Cast:
    """The people who take one proposal through the portal."""

    applicant: User
    colleague: User
    officer: User
    manager: User
    committee: User
    assessors: tuple[User, ...]


def cast(programme: str) -> Cast:
    """The demo people of a programme; where it has none of its own, those of Vlaanderen-Nederland."""

    def writer(kind: str) -> User:
        found = User.objects.filter(is_demo=True, email=f"{kind}1.{programme.lower()}@demo.example").first()
        return found or User.objects.get(email=f"{kind}1.vlned@demo.example")

    def staff(role: Role) -> list[User]:
        roles = StaffRole.objects.filter(programme=programme, role=role, user__is_demo=True)
        return [held.user for held in roles.select_related("user").order_by("user__email")]

    return Cast(
        writer("applicant"),
        writer("colleague"),
        staff(Role.OFFICER)[0],
        staff(Role.MANAGER)[0],
        staff(Role.COMMITTEE)[0],
        tuple(staff(Role.ASSESSOR)[:2]),
    )
