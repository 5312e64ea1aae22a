"""Taking up strategies from the fixed list."""

import pytest

from core.errors import DomainError, NotAllowed
from programmes.models import KnownStrategy, Strategy
from programmes.setting_up.strategies import take_up
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.programmes import ProgrammePeriodFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    for code in ("eusair", "green-deal", "other"):
        KnownStrategy.objects.create(code=code, kind="policy", title={"en": code.title()})
    return ProgrammePeriodFactory()


@pytest.fixture
def manager(edition):
    return StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.MANAGER).user


def offered():
    return sorted(Strategy.objects.offered().values_list("code", flat=True))


def test_ticks_are_taken_up_with_their_titles_and_dropped_again(edition, manager):
    take_up(edition, ["green-deal", "other"], by=manager, seen=[])
    assert offered() == ["green-deal", "other"]
    assert str(Strategy.objects.get(code="green-deal").title) == "Green-Deal"
    take_up(edition, ["other"], by=manager, seen=["green-deal", "other"])
    assert list(Strategy.objects.values_list("code", flat=True)) == ["other"]


def test_dropped_one_that_a_call_uses_is_retired_and_comes_back(edition, manager):
    take_up(edition, ["other"], by=manager, seen=[])
    CallFactory(programme_period=edition).strategies.add(Strategy.objects.get())
    take_up(edition, [], by=manager, seen=["other"])
    assert (offered(), Strategy.objects.get().retired) == ([], True)
    take_up(edition, ["other"], by=manager, seen=[])
    assert offered() == ["other"]


def test_stale_page_unknown_code_and_strangers_are_refused(edition, manager):
    take_up(edition, ["other"], by=manager, seen=[])
    with pytest.raises(DomainError, match="Somebody else"):
        take_up(edition, ["eusair"], by=manager, seen=[])
    with pytest.raises(DomainError, match="fixed list"):
        take_up(edition, ["other", "x\x00"], by=manager, seen=["other"])
    with pytest.raises(NotAllowed):
        take_up(edition, [], by=UserFactory(), seen=["other"])
    assert offered() == ["other"]
