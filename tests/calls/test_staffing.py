"""Roles that reach one call: given by managers, counted for that call's proposals, and for nothing else."""

import pytest

from accounts import holdings
from calls import staffing
from calls.models import CallStaff
from calls.permissions import calls_for, people_of, readable_calls, roles_in
from core.errors import DomainError, NotAllowed
from correspondence import outbox
from correspondence.models import Message
from programmes.permissions import calls_where, programmes_where, roles_of
from programmes.states import OF_ONE_CALL, SECRETARIAT, SEES_ALL_SUBMITTED, Role
from projects.models import Project
from projects.permissions import standing
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, CallStaffFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import InterestFactory, ProjectFactory
from tests.projects.people import again

pytestmark = pytest.mark.django_db


def with_role_in(call, role):
    person = UserFactory()
    StaffRoleFactory(user=person, programme=call.programme_period.programme, role=role)
    return person


def manager_of(call):
    return with_role_in(call, Role.MANAGER)


def test_manager_gives_and_takes_and_the_person_is_told():
    call, person = CallFactory(), UserFactory()
    manager = manager_of(call)
    staffing.give(person, call, Role.OFFICER, by=manager)
    staffing.give(person, call, Role.OFFICER, by=manager)
    assert Message.objects.filter(recipient=person, kind="role").count() == 1
    assert calls_where(again(person), SECRETARIAT) == [call.pk]
    staffing.take(person, call, Role.OFFICER, by=manager)
    assert calls_where(again(person), SECRETARIAT) == []
    with pytest.raises(DomainError, match="no longer has this role"):
        staffing.take(person, call, Role.OFFICER, by=manager)


@pytest.mark.parametrize("role", [role for role in Role if role not in OF_ONE_CALL])
def test_roles_of_the_whole_programme_cannot_be_limited(role):
    call = CallFactory()
    with pytest.raises(DomainError, match="cannot be limited to one call"):
        staffing.give(UserFactory(), call, role, by=manager_of(call))


def test_who_is_limited_to_a_call_gives_no_roles():
    held = CallStaffFactory(role=Role.MANAGER)
    with pytest.raises(NotAllowed):
        staffing.give(UserFactory(), held.call, Role.OFFICER, by=held.user)


def test_limited_role_is_no_role_in_the_programme():
    held = CallStaffFactory(role=Role.MANAGER)
    assert roles_of(held.user) == {}
    assert programmes_where(held.user, Role) == []
    assert not readable_calls(held.user).exists()
    assert list(calls_for(held.user, SEES_ALL_SUBMITTED)) == [held.call]


@pytest.mark.parametrize("role", sorted(OF_ONE_CALL))
def test_limited_role_counts_for_proposals_of_its_call_alone(role):
    held = CallStaffFactory(role=role)
    inside = ProjectFactory(call=held.call, submitted=True)
    beside = ProjectFactory(call=CallFactory(programme_period=held.call.programme_period), submitted=True)
    draft = ProjectFactory(call=held.call)
    assert standing(held.user, inside).roles == {role}
    assert [standing(held.user, one).roles for one in (beside, draft)] == [frozenset(), frozenset()]
    seen = {inside} if role in SEES_ALL_SUBMITTED else set()
    assert set(Project.objects.visible_to_staff(held.user)) == seen
    assert set(Project.objects.visible_to(held.user)) == seen


def test_conflict_of_interest_closes_a_proposal_to_limited_staff():
    held = CallStaffFactory()
    project = ProjectFactory(call=held.call, submitted=True)
    InterestFactory(project=project, person=held.user, has_conflict=True, note="My sister's company.")
    assert standing(held.user, project).roles == frozenset()
    assert not Project.objects.visible_to_staff(held.user).exists()


def test_committee_of_another_programme_does_not_close_the_call():
    held = CallStaffFactory()
    StaffRoleFactory(user=held.user, role=Role.COMMITTEE)
    project = ProjectFactory(call=held.call, submitted=True)
    person = again(held.user)
    assert list(Project.objects.visible_to_staff(person)) == [project]
    assert not Project.objects.closed_to(person).exists()


def test_letters_of_the_call_alone_are_read():
    held = CallStaffFactory()
    inside = ProjectFactory(call=held.call, submitted=True)
    beside = ProjectFactory(call=CallFactory(programme_period=held.call.programme_period), submitted=True)
    mine, _other = (MessageFactory(about=one.chain, programme=one.programme_code) for one in (inside, beside))
    assert list(outbox.visible_to(held.user)) == [mine]
    assessor = CallStaffFactory(call=held.call, role=Role.ASSESSOR).user
    assert not outbox.visible_to(assessor).exists()


def test_call_with_people_of_its_own_is_assessed_by_them():
    call = CallFactory()
    programme = with_role_in(call, Role.ASSESSOR)
    assert list(people_of(call, {Role.ASSESSOR})) == [programme]
    own = CallStaffFactory(call=call, role=Role.ASSESSOR).user
    assert list(people_of(call, {Role.ASSESSOR})) == [own]
    assert roles_in(programme, call) == {Role.ASSESSOR}


def test_person_takes_limited_roles_along_and_is_forgotten():
    held = CallStaffFactory()
    kept = staffing.CallRoles()
    assert kept.export(held.user) == [
        {"call": held.call.code, "role": "officer", "since": held.given_at.isoformat()}
    ]
    assert any(isinstance(one, staffing.CallRoles) for one in holdings.holdings())
    kept.forget(held.user)
    assert not CallStaff.objects.exists()
