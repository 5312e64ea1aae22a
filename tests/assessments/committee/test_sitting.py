"""From planned to convened, open and closed; and called off."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import TrailEntry
from assessments.committee import agenda, sitting, voting
from assessments.models import Delegation, Session
from assessments.states import Majority, Outcome, Position, SessionKind, SessionState
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from programmes.states import Role
from projects.states import State
from tests.factories.committee import (
    SessionFactory,
    committee,
    convened,
    facts,
    item_of,
    opened,
    person_with,
    planned,
    voted,
)
from tests.factories.projects import VersionFactory

pytestmark = pytest.mark.django_db


def test_plan_copies_what_is_said_and_makes_one_session_for_one_key(programme, officer):
    key = uuid4()
    first = sitting.plan(programme, facts(majority=Majority.SIMPLE), by=officer, key=key)
    again = sitting.plan(programme, facts(), by=officer, key=key)
    assert (again.pk, Session.objects.count()) == (first.pk, 1)
    assert (first.state, first.majority, first.quorum_percent) == (SessionState.PLANNED, "simple", 50)


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.AUDITOR, Role.ASSESSOR])
def test_plan_is_for_the_secretariat(programme, role):
    with pytest.raises(NotAllowed):
        sitting.plan(programme, facts(), by=person_with(programme, role), key=uuid4())


def test_written_procedure_needs_a_deadline_after_its_beginning(programme, officer):
    starts = timezone.now() + timedelta(days=1)
    for deadline in (None, starts, starts - timedelta(hours=1)):
        said = facts(kind=SessionKind.WRITTEN, starts_at=starts, deadline=deadline)
        with pytest.raises(DomainError):
            sitting.plan(programme, said, by=officer, key=uuid4())


def test_convene_needs_an_agenda_and_a_voting_delegation(project, programme, officer):
    session = sitting.plan(programme, facts(), by=officer, key=uuid4())
    with pytest.raises(DomainError, match="agenda is empty"):
        sitting.convene(session, by=officer)
    agenda.add_project(session, project, by=officer)
    with pytest.raises(DomainError, match="No delegation"):
        sitting.convene(session, by=officer)


def test_convene_tells_members_freezes_papers_and_names_no_proposal(project, programme, officer):
    members = committee(programme, voting=2, advisory=1)
    session = convened(project, officer)
    assert session.state == SessionState.CONVENED
    assert [row.has_vote for row in session.attendances.all()] == [True, True, False]
    assert session.papers["items"][0]["sheet"]["code"] == project.code
    mails = Message.objects.filter(about=session.chain)
    assert set(mails.values_list("recipient", flat=True)) == {member.pk for member in members}
    assert not any(project.acronym in mail.subject + mail.body for mail in mails)


def test_convene_pins_the_newest_version_and_what_is_recommended(project, programme, officer):
    committee(programme)
    session = planned(project, officer)
    assert item_of(session).motion == Outcome.APPROVED
    newer = VersionFactory(project=project, number=2, data=project.versions.get().data)
    sitting.convene(session, by=officer)
    item = item_of(session)
    assert (item.version, item.motion) == (newer, "")


def test_convene_refuses_a_proposal_with_nothing_to_decide(project, programme, officer):
    committee(programme)
    session = planned(project, officer)
    project.state = State.WITHDRAWN
    project.save()
    with pytest.raises(DomainError, match=f"on {project.code}"):
        sitting.convene(session, by=officer)
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED


def test_later_changes_of_the_committee_leave_a_convened_session_alone(project, programme, officer):
    committee(programme, voting=2)
    session = convened(project, officer)
    Delegation.objects.update(has_vote=False)
    committee(programme, voting=1)
    assert [row.has_vote for row in session.attendances.all()] == [True, True]


def test_change_tells_the_members_once_they_were_told(project, programme, officer):
    committee(programme, voting=1)
    session = convened(project, officer)
    elsewhere = facts(place="Elsewhere", starts_at=session.starts_at)
    sitting.change(session, elsewhere, by=officer, seen=sitting.revision_of(session))
    newest = Message.objects.filter(about=session.chain).order_by("pk").last()
    assert newest.subject == "Changed: Spring session"
    assert "Elsewhere" in newest.body


def test_agenda_is_fixed_once_convened(project, programme, officer):
    committee(programme)
    session = convened(project, officer)
    with pytest.raises(DomainError, match="Convened"):
        agenda.add_point(session, by=officer, title="Any other business")


def test_close_waits_for_every_vote(project, programme, officer):
    committee(programme)
    session = opened(project, officer)
    with pytest.raises(DomainError, match="vote on 1 proposal is"):
        sitting.close(session, by=officer)
    voted(item_of(session), officer, *[Position.FOR] * 3)
    sitting.close(session, by=officer)
    session.refresh_from_db()
    assert session.state == SessionState.CLOSED


def test_cancel_needs_a_reason_and_tells_the_members(project, programme, officer):
    committee(programme, voting=1)
    session = convened(project, officer)
    with pytest.raises(DomainError, match="Say why"):
        sitting.cancel(session, by=officer, note=" ")
    sitting.cancel(session, by=officer, note="Too few proposals.")
    newest = Message.objects.filter(about=session.chain).order_by("pk").last()
    assert "Too few proposals." in newest.body
    with pytest.raises(DomainError):
        sitting.open_(session, by=officer)


def test_every_act_is_in_the_trail(project, programme, officer):
    committee(programme)
    session = opened(project, officer)
    voted(item_of(session), officer, *[Position.FOR] * 3)
    sitting.close(session, by=officer)
    actions = list(TrailEntry.objects.filter(chain=session.chain).values_list("action", flat=True))
    assert actions == [
        "plan session",
        "add to agenda",
        "convene session",
        "open session",
        "record attendance",
        "vote",
        "vote",
        "vote",
        "close item",
        "close session",
    ]


def test_attendance_can_be_corrected(project, programme, officer):
    committee(programme, voting=1)
    session = opened(project, officer)
    row = session.attendances.get()
    voting.attend(session, by=officer, present={row.delegation_id: (False, "  Nobody \n came ")})
    row.refresh_from_db()
    assert (row.is_present, row.people) == (False, "Nobody came")


def test_database_keeps_no_written_procedure_without_a_deadline(programme):
    with pytest.raises(IntegrityError, match="session_written_has_deadline"):
        SessionFactory(programme=programme, kind=SessionKind.WRITTEN, deadline=None)
