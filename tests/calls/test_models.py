"""What a call knows of itself."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone

from calls.models import Call
from calls.states import CallState
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db


def test_open_holds_only_published_calls_between_their_moments():
    now = timezone.now()
    open_call = CallFactory()
    CallFactory(state=CallState.DRAFT)
    CallFactory(opens_at=now + timedelta(days=1))
    CallFactory(opens_at=now - timedelta(days=3), closes_at=now)

    assert list(Call.objects.open()) == [open_call]
    assert open_call.is_open


def test_factory_call_has_one_objective_and_erdf_at_sixty_percent():
    call = CallFactory()

    assert call.objectives.get().priority.programme_period == call.programme_period
    assert [(row.fund_id, row.rate) for row in call.funds.all()] == [("ERDF", Decimal("60.00"))]


def test_call_that_closes_before_it_opens_is_refused():
    now = timezone.now()
    with pytest.raises(IntegrityError, match="call_opens_before_it_closes"):
        CallFactory(opens_at=now, closes_at=now - timedelta(hours=1))
