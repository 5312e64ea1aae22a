"""`manage.py first_manager`: the one role that no manager gives."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import TrailEntry
from programmes.models import StaffRole
from programmes.permissions import has_role
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db


def test_first_manager_manages_and_is_in_the_trail():
    programme, person = ProgrammeFactory(code="VLNED"), UserFactory()
    for _twice in range(2):
        said = io.StringIO()
        call_command("first_manager", person.email.upper(), "VLNED", stdout=said)
        assert said.getvalue() == f"{person.email} manages VLNED.\n"
    assert has_role(person, programme.code, {Role.MANAGER})
    entry = TrailEntry.objects.get(chain="programme:VLNED")
    assert (entry.action, entry.actor, entry.new) == (
        "give role",
        None,
        {"person": person.chain, "role": "manager"},
    )


def test_first_manager_is_refused_where_somebody_manages():
    held = StaffRoleFactory(user=UserFactory(), programme=ProgrammeFactory(code="VLNED"), role=Role.MANAGER)
    with pytest.raises(CommandError, match="has a manager"):
        call_command("first_manager", UserFactory().email, "VLNED")
    assert list(StaffRole.objects.all()) == [held]


def test_first_manager_names_what_is_not_known():
    ProgrammeFactory(code="VLNED")
    with pytest.raises(CommandError, match="Ask the person to sign up first"):
        call_command("first_manager", "nobody@example.org", "VLNED")
    with pytest.raises(CommandError, match="Known: VLNED"):
        call_command("first_manager", UserFactory().email, "FWVL")
