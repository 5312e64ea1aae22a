"""A call copied from an earlier one: everything set up comes along, moments keep their time on the clock."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from accounts.models import TrailEntry
from calls import setting_up
from calls.facts import changes, facts_of
from calls.models import Call
from calls.setting_up import Wrong
from calls.setting_up.copying import shifted
from calls.states import CallState
from core.errors import NotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.calls import (
    CallAnnexFactory,
    CallFieldFactory,
    CallFlatRateFactory,
    CallObjectiveBudgetFactory,
    CallRuleFactory,
    CallTextFactory,
    CriterionFactory,
)

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # winter time, summer time, and the nights between them
        ("2027-02-01T12:00:00", 7, "2027-02-08T12:00:00"),
        ("2027-03-27T12:00:00", 1, "2027-03-28T12:00:00"),
        ("2027-10-30T12:00:00", 1, "2027-10-31T12:00:00"),
        ("2027-10-01T23:59:59", 180, "2028-03-29T23:59:59"),
        ("2027-10-01T12:00:00", -270, "2027-01-04T12:00:00"),
        # 02:30 does not exist in the night to 28 March 2027
        ("2027-03-27T02:30:00", 1, "2027-03-28T03:30:00"),
    ],
)
def test_moments_keep_their_time_on_the_clock(start, days, end):
    moment = datetime.fromisoformat(start).replace(tzinfo=BRUSSELS).astimezone(UTC)

    moved = shifted(moment, days, BRUSSELS).astimezone(BRUSSELS)

    assert moved.strftime("%Y-%m-%dT%H:%M:%S") == end


def test_copy_takes_everything_along_but_proposals(call, manager):
    call.objectives.get()
    CallObjectiveBudgetFactory(call=call, objective=call.objectives.get())
    CallFlatRateFactory(call=call)
    CallRuleFactory(call=call)
    CriterionFactory(call=call)
    CallFieldFactory(call=call, key="theme")
    CallAnnexFactory(call=call)
    CallTextFactory(call=call)
    call.state, call.last_number = CallState.PUBLISHED, 12
    call.save()

    copy = setting_up.copy(call, code="second", number=50, days=365, by=manager)

    found = Call.objects.get(pk=copy.pk)
    assert (found.state, found.last_number, found.copied_from, found.published_at) == ("draft", 0, call, None)
    differing = changes(facts_of(Call.objects.get(pk=call.pk)), facts_of(found))
    assert set(differing) == {"code", "number", "opens_at", "closes_at"}
    assert found.closes_at.astimezone(BRUSSELS) == datetime(2028, 9, 30, 12, tzinfo=BRUSSELS)
    assert found.funds.get().rate == Decimal("60.00")
    assert call.funds.count() == 1
    assert TrailEntry.objects.get(chain="call:second").new == {"from": call.code, "days": 365}


def test_copy_needs_its_own_code_and_number(call, manager):
    with pytest.raises(Wrong, match="code"):
        setting_up.copy(call, code=call.code, number=50, days=1, by=manager)
    with pytest.raises(Wrong, match="number"):
        setting_up.copy(call, code="second", number=call.number, days=1, by=manager)
    with pytest.raises(NotAllowed):
        setting_up.copy(call, code="second", number=50, days=1, by=UserFactory())
    assert Call.objects.count() == 1
