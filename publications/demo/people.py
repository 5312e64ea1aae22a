"""Who acts in the demo world: the demo people by kind, for each programme."""

from __future__ import annotations

from functools import cached_property

from accounts.models import User
from programmes.models import StaffRole
from programmes.states import Role


class Cast:
    """The people who take the proposals of one programme through the portal, found when first needed.

    A programme without writers of its own borrows those of Vlaanderen-Nederland; staff it must have.
    """

    def __init__(self, programme: str) -> None:
        self.programme = programme

    @cached_property
    def applicant(self) -> User:
        return self._writer("applicant")

    @cached_property
    def colleague(self) -> User:
        return self._writer("colleague")

    @cached_property
    def officer(self) -> User:
        return self._staff(Role.OFFICER)[0]

    @cached_property
    def manager(self) -> User:
        return self._staff(Role.MANAGER)[0]

    @cached_property
    def committee(self) -> User:
        return self._staff(Role.COMMITTEE)[0]

    @cached_property
    def assessors(self) -> list[User]:
        return self._staff(Role.ASSESSOR)[:2]

    def _writer(self, kind: str) -> User:
        own = User.objects.filter(is_demo=True, email=f"{kind}1.{self.programme.lower()}@demo.example")
        return own.first() or User.objects.get(email=f"{kind}1.vlned@demo.example")

    def _staff(self, role: Role) -> list[User]:
        held = StaffRole.objects.filter(programme=self.programme, role=role, user__is_demo=True)
        return [one.user for one in held.select_related("user").order_by("user__email")]
