"""A monitoring committee with its delegations, and sessions of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import factory
from django.utils import timezone

from accounts.models import User
from assessments.committee import agenda, sitting, voting
from assessments.models import (
    AgendaItem,
    Delegation,
    DelegationMember,
    Session,
)
from assessments.states import Majority, Position, SessionKind
from programmes.models import Programme
from programmes.states import Role
from projects.models import Interest, Project
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory


class DelegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegation

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: {"en": f"Delegation {n}"})
    position = factory.Sequence(lambda n: n)


class SessionFactory(factory.django.DjangoModelFactory):
    """A planned meeting of tomorrow."""

    class Meta:
        model = Session

    programme = factory.SubFactory(ProgrammeFactory)
    title = factory.Sequence(lambda n: f"Session {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    created_by = factory.SubFactory(UserFactory)


def person_with(programme: Programme, *roles: Role, **fields: Any) -> User:
    """A person with these roles in the programme."""
    user: User = UserFactory(**fields)
    for role in roles:
        StaffRoleFactory(user=user, programme=programme, role=role)
    return user


def seated(delegation: Delegation, *, is_deputy: bool = False) -> User:
    """A committee member who speaks for the delegation."""
    user = person_with(delegation.programme, Role.COMMITTEE)
    DelegationMember.objects.create(delegation=delegation, user=user, is_deputy=is_deputy)
    return user


def committee(programme: Programme, voting: int = 3, advisory: int = 0) -> list[User]:
    """Delegations with one member each, the voting ones first; their members."""
    return [
        seated(DelegationFactory(programme=programme, has_vote=number < voting, position=number))
        for number in range(voting + advisory)
    ]


def facts(**said: Any) -> sitting.Facts:
    """Facts of a session: a meeting of tomorrow, half of the delegations, consensus."""
    usual: dict[str, Any] = {
        "kind": SessionKind.MEETING,
        "title": "Spring session",
        "starts_at": timezone.now() + timedelta(days=1),
        "deadline": None,
        "place": "Town hall",
        "is_online": False,
        "link": "",
        "quorum_percent": 50,
        "majority": Majority.CONSENSUS,
        "silence_is_consent": True,
    }
    return sitting.Facts(**{**usual, **said})


def planned(project: Project, by: User, **said: Any) -> Session:
    """A session with this proposal as its only item."""
    programme = project.call.programme_period.programme
    session = sitting.plan(programme, facts(**said), by=by, key=uuid4(), call=project.call)
    agenda.add_project(session, project, by=by)
    return session


def convened(project: Project, by: User, **said: Any) -> Session:
    """The same, of which the members were told."""
    return sitting.convene(planned(project, by, **said), by=by)


def opened(project: Project, by: User, **said: Any) -> Session:
    """The same, open for votes, every delegation present."""
    session = sitting.open_(convened(project, by, **said), by=by)
    voting.attend(
        session, by=by, present={row.delegation_id: (True, "") for row in session.attendances.all()}
    )
    return session


def item_of(session: Session) -> AgendaItem:
    """The only proposal of the session."""
    return session.items.select_related("session", "project").get(project__isnull=False)


def cleared(user: User, *projects: Project) -> None:
    """The person declares to have no conflict of interest in these."""
    for project in projects:
        Interest.objects.create(project=project, person=user, has_conflict=False)


def conflicted(user: User, project: Project) -> None:
    """The person declares a conflict of interest."""
    Interest.objects.create(project=project, person=user, has_conflict=True, note="Worked there.")


def voted(item: AgendaItem, by: User, *positions: Position) -> AgendaItem:
    """The secretariat records these votes in the order of the table, and closes the item."""
    rows = item.session.attendances.filter(has_vote=True)
    said = {row.delegation_id: position for row, position in zip(rows, positions, strict=True)}
    voting.record(item, by=by, positions=said)
    return voting.close_item(item, by=by)
