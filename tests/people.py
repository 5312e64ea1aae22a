"""A person of every kind, with what the kind rests on in one programme."""

from functools import cached_property

from accounts.models import User
from programmes.models import Programme
from programmes.states import OF_ONE_CALL, Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, CallStaffFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory, StaffRoleFactory

PEOPLE = (
    "anonymous",
    "applicant",  # manages the proposals
    "colleague",  # may view them
    "stranger",  # signed in, no role anywhere
    "officer",
    "officer_elsewhere",  # of another programme
    "manager",
    "assessor",  # of the programme, not invited to assess anything
    "committee",
    "auditor",
    "editor",  # writes pages, events and newsletters; no proposals
    "cascade_officer",  # every role that can be limited to one call, in another call of the programme
)


class People:
    """Everybody is made when first asked for."""

    def person(self, kind: str) -> User | None:
        """The person of that kind; None for the anonymous one."""
        return None if kind == "anonymous" else getattr(self, kind)

    @cached_property
    def programme(self) -> Programme:
        return ProgrammeFactory(code="HERE")

    @cached_property
    def applicant(self) -> User:
        return UserFactory(email="applicant@example.org")

    @cached_property
    def colleague(self) -> User:
        return UserFactory(email="colleague@example.org")

    @cached_property
    def stranger(self) -> User:
        return UserFactory(email="stranger@example.org")

    @cached_property
    def officer(self) -> User:
        return self._staff("officer", Role.OFFICER)

    @cached_property
    def officer_elsewhere(self) -> User:
        person = UserFactory(email="elsewhere@example.org")
        StaffRoleFactory(user=person, programme=ProgrammeFactory(code="ELSEWHERE"), role=Role.OFFICER)
        return person

    @cached_property
    def manager(self) -> User:
        return self._staff("manager", Role.MANAGER)

    @cached_property
    def assessor(self) -> User:
        return self._staff("assessor", Role.ASSESSOR)

    @cached_property
    def committee(self) -> User:
        return self._staff("committee", Role.COMMITTEE)

    @cached_property
    def auditor(self) -> User:
        return self._staff("auditor", Role.AUDITOR)

    @cached_property
    def editor(self) -> User:
        return self._staff("editor", Role.EDITOR)

    @cached_property
    def cascade_officer(self) -> User:
        person = UserFactory(email="cascade@example.org")
        edition = ProgrammePeriodFactory(programme=self.programme)
        call = CallFactory(programme_period=edition, code="here-sub")
        for role in sorted(OF_ONE_CALL):
            CallStaffFactory(user=person, call=call, role=role)
        return person

    def _staff(self, name: str, role: Role) -> User:
        person = UserFactory(email=f"{name}@example.org")
        StaffRoleFactory(user=person, programme=self.programme, role=role)
        return person
