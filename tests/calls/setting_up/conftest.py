"""A call in preparation and the manager who sets it up."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from calls.models import Call
from calls.states import CallState
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.programmes import ProgrammeFundFactory, StaffRoleFactory

BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture(autouse=True)
def catalogue(settings):
    settings.CALL_FORM = {
        "defaults": "tests.calls.catalogue.DEFAULTS",
        "standard": "tests.calls.catalogue.STANDARD",
    }


@pytest.fixture
def call():
    call = CallFactory(
        state=CallState.DRAFT,
        opens_at=datetime(2027, 2, 1, 9, tzinfo=BRUSSELS),
        closes_at=datetime(2027, 10, 1, 12, tzinfo=BRUSSELS),
    )
    ProgrammeFundFactory(
        programme_period=call.programme_period, fund=call.funds.get().fund, max_rate=Decimal("80.00")
    )
    return Call.objects.get(pk=call.pk)


@pytest.fixture
def manager(call):
    programme = call.programme_period.programme
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER).user
