"""A scheme is changed while an award is on its way: the change waits, and counts what the award took."""

from decimal import Decimal
from threading import Thread

import pytest
from django.db import connections, transaction

from calls.models import Call
from calls.setting_up import Wrong
from calls.states import CallState
from cascade.models import Scheme
from programmes.states import Role
from tests.at_once import wait_until_somebody_waits
from tests.cascade.test_awarding import NOWHERE, approve, sub_call
from tests.cascade.test_changing import change
from tests.factories.assessments import eligible_project, staff_of


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_change_waits_for_an_award_and_counts_what_it_took(settings):
    settings.REDIS_URL = NOWHERE
    made = sub_call(total_budget=Decimal("200000.00"))
    project = eligible_project(call=made.call)
    Call.objects.filter(pk=made.call_id).update(state=CallState.DRAFT)  # promises nothing
    manager = staff_of(project, Role.MANAGER)
    told = []

    def lower():
        try:
            change(made.scheme, manager, total_budget=Decimal("119999.99"))
            told.append("changed")
        except Wrong as refused:
            told.append(str(refused.text))
        finally:
            connections.close_all()

    other = Thread(target=lower)
    with transaction.atomic():
        approve(project, manager)
        other.start()
        wait_until_somebody_waits()
    other.join(timeout=120)
    assert told == ["At least €120,000.00: €120,000.00 are awarded, and calls that run hold €0.00 more."]
    assert Scheme.objects.get(pk=made.scheme_id).total_budget == Decimal("200000.00")
