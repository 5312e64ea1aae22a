"""Giving and taking roles."""

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from programmes import staffing
from programmes.models import StaffRole
from programmes.permissions import has_role
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(code="FWVL")


@pytest.fixture
def manager(programme):
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER).user


def test_give_role_counts_is_recorded_and_told(programme, manager):
    person = UserFactory(language="fr")
    staffing.give_role(person, programme, Role.OFFICER, by=manager)
    assert has_role(person, "FWVL", {Role.OFFICER})
    entry = TrailEntry.objects.get(chain="programme:FWVL")
    assert (entry.action, entry.actor) == ("give role", manager)
    assert entry.new == {"person": person.chain, "role": "officer"}
    message = Message.objects.get()
    assert (message.recipient, message.language, message.state) == (person, "fr", "confirmed")


def test_give_role_twice_is_one_role_one_entry_one_mail(programme, manager):
    person = UserFactory()
    for _ in range(2):
        staffing.give_role(person, programme, Role.OFFICER, by=manager)
    assert StaffRole.objects.filter(user=person).count() == 1
    assert TrailEntry.objects.filter(action="give role").count() == 1
    assert Message.objects.count() == 1


def test_give_role_after_taking_it_tells_again(programme, manager):
    person = UserFactory()
    staffing.give_role(person, programme, Role.OFFICER, by=manager)
    staffing.take_role(person, programme, Role.OFFICER, by=manager)
    staffing.give_role(person, programme, Role.OFFICER, by=manager)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR])
def test_only_a_manager_gives_and_takes(programme, manager, role):
    other = StaffRoleFactory(user=UserFactory(), programme=programme, role=role).user
    with pytest.raises(NotAllowed):
        staffing.give_role(other, programme, Role.MANAGER, by=other)
    with pytest.raises(NotAllowed):
        staffing.take_role(manager, programme, Role.MANAGER, by=other)


def test_a_manager_of_another_programme_is_refused(programme):
    stranger = StaffRoleFactory(user=UserFactory(), programme=ProgrammeFactory(), role=Role.MANAGER).user
    with pytest.raises(NotAllowed):
        staffing.give_role(stranger, programme, Role.MANAGER, by=stranger)


def test_a_manager_whose_role_was_taken_meanwhile_is_refused(programme, manager):
    assert has_role(manager, "FWVL", {Role.MANAGER})
    StaffRole.objects.filter(user=manager).delete()
    with pytest.raises(NotAllowed):
        staffing.give_role(UserFactory(), programme, Role.OFFICER, by=manager)


def test_the_last_manager_stays(programme, manager):
    with pytest.raises(DomainError, match="needs a manager"):
        staffing.take_role(manager, programme, Role.MANAGER, by=manager)
    StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER)
    staffing.take_role(manager, programme, Role.MANAGER, by=manager)
    assert not StaffRole.objects.filter(user=manager).exists()


def test_a_closed_manager_does_not_count_as_another(programme, manager):
    StaffRoleFactory(user=UserFactory(is_active=False), programme=programme, role=Role.MANAGER)
    with pytest.raises(DomainError, match="needs a manager"):
        staffing.take_role(manager, programme, Role.MANAGER, by=manager)


def test_take_role_that_is_gone_says_so(programme, manager):
    with pytest.raises(DomainError, match="no longer"):
        staffing.take_role(UserFactory(), programme, Role.OFFICER, by=manager)


def test_give_role_to_a_closed_account_is_refused(programme, manager):
    with pytest.raises(DomainError, match="closed"):
        staffing.give_role(UserFactory(is_active=False), programme, Role.OFFICER, by=manager)
