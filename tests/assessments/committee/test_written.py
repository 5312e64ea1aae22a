"""Written procedures: moved, extended, missed, reminded of, and what members are told of their end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.committee import clock, sitting, voting
from assessments.models import Vote
from assessments.states import Position, SessionKind, SessionState
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from tests.factories.committee import cleared, conflicted, convened, facts, item_of, opened

pytestmark = pytest.mark.django_db


def written(project, officer, *, begins=timedelta(minutes=-1), lasts=timedelta(days=5), **said):
    """A written procedure of which the members were told."""
    starts = timezone.now() + begins
    moments = {"starts_at": starts, "deadline": starts + lasts}
    return convened(project, officer, kind=SessionKind.WRITTEN, **moments, **said)


def running(project, officer, **said):
    """The same, open for votes, of which nobody was told anything since."""
    session = written(project, officer, **said)
    clock.sweep()
    session.refresh_from_db()
    Message.objects.all().delete()
    return session


def told(session):
    return Message.objects.filter(about=session.chain)


def test_change_cannot_put_the_end_of_a_convened_procedure_into_the_past(project, officer, members):
    session = written(project, officer, begins=timedelta(days=1))
    starts = timezone.now() - timedelta(days=9)
    past = {"starts_at": starts, "deadline": starts + timedelta(days=1)}
    said, seen = facts(kind=SessionKind.WRITTEN, **past), sitting.revision_of(session)
    with pytest.raises(DomainError, match="has passed"):
        sitting.change(session, said, by=officer, seen=seen)
    clock.sweep()
    session.refresh_from_db()
    assert session.state == SessionState.CONVENED


def test_silence_is_no_consent_where_nobody_could_vote(project, officer, members):
    session = written(project, officer)
    session.starts_at, session.deadline = (timezone.now() - timedelta(days=days) for days in (6, 1))
    session.save()
    assert clock.sweep() == 0
    session.refresh_from_db()
    assert (session.state, session.was_missed, Vote.objects.count()) == (SessionState.CONVENED, True, 0)


def test_extend_moves_the_end_keeps_votes_and_tells_the_members_why(project, officer, members):
    session = running(project, officer)
    cleared(members[0], project)
    seat = members[0].delegation_seats.get().delegation_id
    voting.cast(item_of(session), by=members[0], delegation=seat, position=Position.AGAINST)
    later = session.deadline + timedelta(days=3)
    sitting.extend(session, by=officer, deadline=later, note="The translation came late.")
    session.refresh_from_db()
    assert (session.deadline, Vote.objects.get().position) == (later, Position.AGAINST)
    assert [mail.recipient for mail in told(session).order_by("recipient")] == members
    assert all("The translation came late." in mail.body for mail in told(session))


@pytest.mark.parametrize("days", [-1, 0])
def test_extend_only_moves_to_a_later_time(project, officer, members, days):
    session = running(project, officer)
    deadline = session.deadline + timedelta(days=days)
    with pytest.raises(DomainError, match="later time"):
        sitting.extend(session, by=officer, deadline=deadline, note="Sooner.")


def test_extend_needs_a_reason_the_secretariat_and_a_procedure_that_runs(project, officer, members):
    session = running(project, officer)
    later = session.deadline + timedelta(days=1)
    with pytest.raises(DomainError, match="Say why"):
        sitting.extend(session, by=officer, deadline=later, note=" ")
    with pytest.raises(NotAllowed):
        sitting.extend(session, by=members[0], deadline=later, note="More time.")
    session.starts_at, session.deadline = timezone.now() - timedelta(hours=2), timezone.now()
    session.save()
    with pytest.raises(DomainError, match="has passed"):
        sitting.extend(session, by=officer, deadline=later, note="More time.")


def test_a_meeting_has_nothing_to_extend(project, officer, members):
    session = opened(project, officer)
    with pytest.raises(DomainError, match="Only a written procedure"):
        sitting.extend(session, by=officer, deadline=timezone.now() + timedelta(days=1), note="More time.")


def test_members_are_reminded_once_before_each_deadline(project, officer, members):
    session = running(project, officer, lasts=timedelta(days=1))
    assert told(session).count() == 0  # the reminder of the first deadline was among those before
    sitting.extend(session, by=officer, deadline=session.deadline + timedelta(hours=2), note="A holiday.")
    Message.objects.filter(subject__startswith="Changed").delete()
    clock.sweep()
    clock.sweep()
    subjects = [mail.subject.partition(":")[0] for mail in told(session)]
    assert subjects == ["Your vote is missing"] * 3


def test_nobody_is_reminded_of_items_in_which_the_delegation_takes_no_part(project, officer, members):
    conflicted(members[0], project)
    session = running(project, officer)
    assert sorted(clock.behind(session).values_list("pk", flat=True)) == [one.pk for one in members[1:]]


def test_members_are_told_that_a_procedure_ended_and_no_proposal_is_named(project, officer, members):
    session = running(project, officer)
    session.starts_at, session.deadline = timezone.now() - timedelta(hours=2), timezone.now()
    session.save()
    clock.sweep()
    clock.sweep()
    assert [mail.recipient for mail in told(session).order_by("recipient")] == members
    assert {mail.subject for mail in told(session)} == {"Written procedure ended: Spring session"}
    assert not any(project.acronym in mail.body for mail in told(session))


def test_the_secretariat_records_no_vote_of_a_procedure_after_its_deadline(project, officer, members):
    session = running(project, officer)
    session.starts_at, session.deadline = timezone.now() - timedelta(hours=2), timezone.now()
    session.save()
    seat = members[0].delegation_seats.get().delegation_id
    with pytest.raises(DomainError, match="deadline"):
        voting.record(item_of(session), by=officer, positions={seat: Position.FOR})
