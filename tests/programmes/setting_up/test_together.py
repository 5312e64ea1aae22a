"""Two managers at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import TrailEntry
from accounts.trail import verify_chain
from programmes.models import LumpSum
from programmes.setting_up.facts import facts_of
from programmes.setting_up.money_parts import LUMP_SUMS
from programmes.setting_up.verbs import Stale, change, create
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import LumpSumFactory, ProgrammePeriodFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition():
    return ProgrammePeriodFactory()


@pytest.fixture
def managers(edition):
    roles = [
        StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.MANAGER) for _ in "ab"
    ]
    return [role.user for role in roles]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gave, or the refusal it met."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(120)
        try:
            return act()
        except Stale as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_form_sent_twice_at_once_adds_one_row(edition, managers):
    key = uuid4()
    values = {
        "name": {"en": "Once"},
        "amount": Decimal(1),
        "phase": "closure",
        "categories": ["staff", "travel"],
    }
    rows = at_once(*(lambda: create(LUMP_SUMS, edition, values, by=managers[0], key=key),) * 2)
    assert rows[0] == rows[1] == LumpSum.objects.get()


def test_of_two_changes_at_once_one_is_told_of_the_other(edition, managers):
    row = LumpSumFactory(programme_period=edition)
    seen = facts_of(row, LUMP_SUMS)
    found = at_once(
        lambda: change(row, LUMP_SUMS, {"amount": Decimal(1)}, by=managers[0], seen=seen),
        lambda: change(row, LUMP_SUMS, {"amount": Decimal(2)}, by=managers[1], seen=seen),
    )
    assert sorted(isinstance(one, Stale) for one in found) == [False, True]
    kept = LumpSum.objects.get().amount
    refusal = next(one for one in found if isinstance(one, Stale))
    assert refusal.now["amount"] == str(kept.quantize(Decimal("0.01")))
    assert TrailEntry.objects.filter(chain=f"edition:{edition.pk}").count() == 1
    assert verify_chain(f"edition:{edition.pk}") == []
