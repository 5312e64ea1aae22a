"""Whose task a vote is."""

import pytest

from assessments.committee import voting
from assessments.committee.todo import to_vote
from assessments.models import DelegationMember
from assessments.states import Position
from tests.factories.committee import DelegationFactory, cleared, conflicted, item_of, opened, seated
from tests.factories.projects import CollaboratorFactory

pytestmark = pytest.mark.django_db


def test_to_vote_is_no_task_when_a_colleague_recuses_the_delegation(project, officer, members):
    colleague = seated(members[0].delegation_seats.get().delegation)
    opened(project, officer)
    assert len(to_vote(members[0])) == 1
    conflicted(colleague, project)
    assert [list(to_vote(person)) for person in (members[0], colleague)] == [[], []]
    assert len(to_vote(members[1])) == 1


def test_to_vote_stays_a_task_when_a_deputy_has_a_conflict(project, officer, members):
    deputy = seated(members[0].delegation_seats.get().delegation, is_deputy=True)
    opened(project, officer)
    conflicted(deputy, project)
    assert (len(to_vote(members[0])), len(to_vote(deputy))) == (1, 0)


def test_to_vote_is_a_task_until_each_of_the_members_delegations_voted(project, programme, officer, members):
    second = DelegationFactory(programme=programme)
    DelegationMember.objects.create(delegation=second, user=members[0])
    item = item_of(opened(project, officer))
    cleared(members[0], project)
    first = members[0].delegation_seats.exclude(delegation=second).get().delegation_id
    for delegation, left in ((first, 1), (second.pk, 0)):
        voting.cast(item, by=members[0], delegation=delegation, position=Position.FOR)
        assert len(to_vote(members[0])) == left


def test_to_vote_is_no_task_of_a_member_who_writes_the_proposal(project, officer, members):
    deputy = seated(members[0].delegation_seats.get().delegation, is_deputy=True)
    opened(project, officer)
    CollaboratorFactory(project=project, user=deputy)
    assert (len(to_vote(members[0])), len(to_vote(deputy))) == (1, 0)
