"""A call in preparation, its manager signed in, and what a browser would send back."""

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


@pytest.fixture
def call():
    call = CallFactory(
        code="spring",
        state=CallState.DRAFT,
        opens_at=datetime(2027, 2, 1, 9, tzinfo=BRUSSELS),
        closes_at=datetime(2027, 10, 1, 12, tzinfo=BRUSSELS),
    )
    ProgrammeFundFactory(
        programme_period=call.programme_period, fund=call.funds.get().fund, max_rate=Decimal("80.00")
    )
    return Call.objects.get(pk=call.pk)


@pytest.fixture
def manager(call, client):
    programme = call.programme_period.programme
    user = StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER).user
    client.force_login(user)
    return user


@pytest.fixture
def officer(call):
    return StaffRoleFactory(user=UserFactory(), programme=call.programme_period.programme).user


def as_sent(form):
    """What a browser sends of a form that nobody touched."""
    sent = {}
    for field in form:
        value = field.value()
        if value is None or value is False:
            continue
        widget = getattr(field.field.widget, "format_value", None)
        if isinstance(value, list):
            sent[field.html_name] = value
        elif value is True:
            sent[field.html_name] = "on"
        else:
            sent[field.html_name] = widget(value) if widget and not hasattr(field.field, "choices") else value
    return {name: value for name, value in sent.items() if value is not None}
