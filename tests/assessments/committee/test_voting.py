"""Votes of delegations: who casts them, until when, and what they come to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from assessments.committee import clock, sitting, table, voting
from assessments.committee.tally import Result
from assessments.models import Vote
from assessments.states import Majority, Position, SessionKind, SessionState
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from programmes.states import Role
from tests.factories.committee import (
    cleared,
    committee,
    conflicted,
    convened,
    item_of,
    opened,
    person_with,
    seated,
    voted,
)
from tests.factories.projects import CollaboratorFactory

pytestmark = pytest.mark.django_db


def delegation_of(member):
    return member.delegation_seats.get().delegation_id


def cast(session, member, position=Position.FOR, **said):
    return voting.cast(
        item_of(session), by=member, delegation=delegation_of(member), position=position, **said
    )


def written(project, officer, **said):
    """A written procedure that is open and ends in an hour."""
    now = timezone.now()
    session = convened(
        project,
        officer,
        kind=SessionKind.WRITTEN,
        starts_at=now - timedelta(minutes=1),
        deadline=now + timedelta(hours=1),
        **said,
    )
    clock.sweep()
    session.refresh_from_db()
    return session


def end(session):
    """Let the deadline pass."""
    session.starts_at, session.deadline = timezone.now() - timedelta(hours=2), timezone.now()
    session.save()
    clock.sweep()
    session.refresh_from_db()


def result_of(session):
    [row] = table.rows_of(session, session.items.all())
    return row.tally


def test_cast_needs_a_declaration_of_interests_first(project, officer, members):
    session = opened(project, officer)
    with pytest.raises(DomainError, match="Declare first"):
        cast(session, members[0])
    cleared(members[0], project)
    assert cast(session, members[0]).position == Position.FOR


def test_cast_may_be_changed_and_every_change_is_in_the_trail(project, officer, members):
    session = opened(project, officer)
    cleared(members[0], project)
    cast(session, members[0])
    cast(session, members[0], Position.AGAINST, seen=Position.FOR, note="On second thoughts.")
    entries = TrailEntry.objects.filter(chain=session.chain, action="vote").order_by("sequence")
    said = [(entry.old["position"], entry.new["position"], entry.note) for entry in entries]
    assert said == [("", "for", ""), ("for", "against", "On second thoughts.")]


def test_cast_is_refused_when_the_page_showed_another_vote(project, officer, members):
    session = opened(project, officer)
    cleared(members[0], project)
    cast(session, members[0])
    with pytest.raises(DomainError, match="voted meanwhile"):
        cast(session, members[0], Position.AGAINST)


@pytest.mark.parametrize("position", [Position.RECUSED, Position.ABSENT, "", "maybe"])
def test_members_say_for_against_or_abstention(project, officer, members, position):
    session = opened(project, officer)
    cleared(members[0], project)
    with pytest.raises(DomainError, match="Choose for"):
        cast(session, members[0], position)


def test_cast_for_another_delegation_is_refused(project, officer, members):
    session = opened(project, officer)
    cleared(members[0], project)
    with pytest.raises(NotAllowed):
        voting.cast(
            item_of(session), by=members[0], delegation=delegation_of(members[1]), position=Position.FOR
        )


def test_cast_is_refused_to_who_lost_the_role(project, officer, members):
    session = opened(project, officer)
    cleared(members[0], project)
    members[0].staff_roles.all().delete()
    with pytest.raises(NotAllowed):
        cast(session, members[0])


def test_advisory_delegations_have_no_vote(project, programme, officer, members):
    [adviser] = committee(programme, voting=0, advisory=1)
    session = opened(project, officer)
    cleared(adviser, project)
    with pytest.raises(NotAllowed):
        cast(session, adviser)


def test_deputy_votes_until_the_full_member_does(project, officer, members):
    delegation = members[0].delegation_seats.get().delegation
    deputy = seated(delegation, is_deputy=True)
    session = opened(project, officer)
    cleared(members[0], project)
    cleared(deputy, project)
    cast(session, deputy)
    cast(session, members[0], Position.AGAINST, seen=Position.FOR)
    with pytest.raises(DomainError, match="full member"):
        cast(session, deputy, seen=Position.AGAINST)


def test_conflict_of_a_member_recuses_the_delegation(project, officer, members):
    deputy = seated(members[0].delegation_seats.get().delegation, is_deputy=True)
    session = opened(project, officer)
    conflicted(members[0], project)
    cleared(deputy, project)
    with pytest.raises(DomainError, match="recused"):
        cast(session, deputy)
    rows = session.attendances.filter(has_vote=True)
    voting.record(item_of(session), by=officer, positions={row.delegation_id: "for" for row in rows})
    voting.close_item(item_of(session), by=officer)
    kept = dict(Vote.objects.values_list("delegation", "position"))
    assert kept[delegation_of(members[0])] == Position.RECUSED
    assert (result_of(session).recused, result_of(session).votes_for) == (1, 2)


def test_conflict_of_a_deputy_leaves_the_delegation_its_vote(project, officer, members):
    deputy = seated(members[0].delegation_seats.get().delegation, is_deputy=True)
    session = opened(project, officer)
    conflicted(deputy, project)
    cleared(members[0], project)
    cast(session, members[0])
    with pytest.raises(DomainError, match="Declare first"):
        cast(session, deputy, seen=Position.FOR)
    assert result_of(session).recused == 0


def test_who_writes_the_proposal_recuses_the_delegation(project, officer, members):
    session = opened(project, officer)
    CollaboratorFactory(project=project, user=members[0])
    assert result_of(session).recused == 1
    cleared(members[0], project)
    with pytest.raises(NotAllowed, match="people who write"):
        cast(session, members[0])


def test_record_writes_what_was_heard_in_the_room(project, officer, members):
    session = opened(project, officer)
    item = item_of(session)
    first, second, third = (delegation_of(member) for member in members)
    assert voting.record(item, by=officer, positions={first: "for", second: "abstain", third: ""}) == 2
    assert voting.record(item, by=officer, positions={first: "for", second: ""}) == 1
    assert dict(item.votes.values_list("delegation", "position")) == {first: "for"}


def test_vote_of_a_delegation_that_is_not_there_is_not_recorded(project, officer, members):
    session = opened(project, officer)
    item, gone = item_of(session), delegation_of(members[2])
    voting.attend(session, by=officer, present={gone: (False, "")})
    with pytest.raises(DomainError, match="not marked as present"):
        voting.record(item, by=officer, positions={delegation_of(members[0]): "for", gone: "for"})
    assert not item.votes.exists()
    assert voting.record(item, by=officer, positions={gone: "absent"}) == 1


def test_close_item_names_who_has_not_voted(project, officer, members):
    session = opened(project, officer)
    with pytest.raises(DomainError, match="No vote is recorded yet for Delegation"):
        voting.close_item(item_of(session), by=officer)


def test_closed_item_takes_no_votes_until_it_is_reopened(project, officer, members):
    session = opened(project, officer)
    item = voted(item_of(session), officer, Position.FOR, Position.FOR, Position.ABSTAIN)
    assert result_of(session).result == Result.CARRIED
    cleared(members[0], project)
    with pytest.raises(DomainError, match="closed"):
        cast(session, members[0], Position.AGAINST, seen=Position.FOR)
    voting.reopen_item(item, by=officer, note="A delegation asked for it.")
    assert cast(session, members[0], Position.AGAINST, seen=Position.FOR).position == Position.AGAINST


def test_votes_need_an_open_session(project, officer, members):
    session = convened(project, officer)
    cleared(members[0], project)
    with pytest.raises(DomainError, match="Convened"):
        cast(session, members[0])


def test_written_procedure_ends_by_itself_and_silence_consents(project, officer, members):
    session = written(project, officer)
    cleared(members[0], project)
    cast(session, members[0])
    assert result_of(session).result == Result.OPEN
    end(session)
    assert session.state == SessionState.CLOSED
    assert result_of(session).words == (
        "3 of 3 delegations take part: the quorum of 2 is reached. 1 for, 2 consents by silence. Carried."
    )


def test_silence_counts_as_absence_when_the_rules_say_so(project, officer, members):
    session = written(project, officer, silence_is_consent=False, majority=Majority.SIMPLE)
    cleared(members[0], project)
    cast(session, members[0])
    end(session)
    assert result_of(session).result == Result.NO_QUORUM


def test_written_vote_counts_until_the_deadline_to_the_second(project, officer, members):
    session = written(project, officer)
    cleared(members[0], project)
    session.starts_at, session.deadline = timezone.now() - timedelta(hours=2), timezone.now()
    session.save()
    with pytest.raises(DomainError, match="deadline"):
        cast(session, members[0])


def test_reminder_goes_once_to_who_has_not_voted(project, officer, members):
    session = written(project, officer)
    cleared(members[0], project)
    cast(session, members[0])
    Message.objects.all().delete()
    session.reminded_at = None
    session.save()
    clock.sweep()
    clock.sweep()
    told = Message.objects.filter(about=session.chain).values_list("recipient", flat=True)
    assert sorted(told) == sorted(member.pk for member in members[1:])


def test_written_procedure_cannot_be_closed_by_hand(project, officer, members):
    session = written(project, officer)
    with pytest.raises(DomainError, match="by itself"):
        sitting.close(session, by=officer)
    with pytest.raises(DomainError, match="by itself"):
        voting.close_item(item_of(session), by=officer)


def test_only_the_secretariat_records_votes(project, programme, officer, members):
    session = opened(project, officer)
    with pytest.raises(NotAllowed):
        voting.record(item_of(session), by=members[0], positions={delegation_of(members[0]): "for"})
    with pytest.raises(NotAllowed):
        voting.record(item_of(session), by=person_with(programme, Role.AUDITOR), positions={})
