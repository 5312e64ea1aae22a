"""What the database itself refuses of a call's set-up."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from calls.models import Call, CallField, CallObjectiveBudget
from calls.states import BudgetForm, CallState, FormStep, Use
from tests.factories.calls import (
    CallAnnexFactory,
    CallFactory,
    CallFieldFactory,
    CallObjectiveBudgetFactory,
    CallTextFactory,
)

pytestmark = pytest.mark.django_db


def test_call_without_further_words_is_as_calls_were_before():
    call = Call.objects.get(pk=CallFactory().pk)

    assert (call.period_months, call.step1_closes_at, call.is_two_step) == (None, None, False)
    assert call.allowed_categories == ["staff", "travel", "external", "equipment", "infrastructure"]
    assert (call.several_funds, call.needs_second_confirmation) == (False, False)
    assert call.budget_form == BudgetForm.TOTALS
    assert (call.kind, call.is_ordinary) == ("ordinary", True)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"period_months": 0}, "call_period_1_to_99_months"),
        ({"period_months": 100}, "call_period_1_to_99_months"),
        ({"budget_form": "sheets"}, "call_budget_form_known"),
        ({"kind": "usual"}, "call_kind_known"),
        ({"state": "gone"}, "call_state_known"),
        ({"allowed_categories": ["staff", "wine"]}, "call_categories_known"),
    ],
)
def test_impossible_call_is_refused(change, constraint):
    call = CallFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**change)


@pytest.mark.parametrize("days", [0, 91])
def test_first_step_closes_between_opening_and_closing(days):
    call = CallFactory()

    with pytest.raises(IntegrityError, match="call_first_step_closes_between"), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(step1_closes_at=call.opens_at + timedelta(days=days))


def test_what_hangs_on_a_call_stands_once():
    call = CallFactory()
    objective = call.objectives.get()
    rows = [
        (CallFieldFactory, {"key": "title"}),
        (CallAnnexFactory, {"key": "letter"}),
        (CallTextFactory, {"kind": "receipt"}),
        (CallObjectiveBudgetFactory, {"objective": objective}),
    ]

    for make, values in rows:
        make(call=call, **values)
        with pytest.raises(IntegrityError), transaction.atomic():
            make(call=call, **values)


def test_field_has_a_known_use_and_step():
    field = CallFieldFactory()

    for change in ({"use": "maybe"}, {"step": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CallField.objects.filter(pk=field.pk).update(**change)
    assert (field.use, field.step) == (Use.OPTIONAL, FormStep.FIRST)


def test_money_of_an_objective_is_not_negative():
    call = CallFactory()
    budget = CallObjectiveBudgetFactory(call=call, objective=call.objectives.get())

    with pytest.raises(IntegrityError, match="not_negative"), transaction.atomic():
        CallObjectiveBudget.objects.filter(pk=budget.pk).update(amount=-1)


def test_planned_call_is_announced_and_not_published():
    planned = CallFactory(state=CallState.PLANNED)
    CallFactory(state=CallState.DRAFT)
    published = CallFactory()

    assert set(Call.objects.announced()) == {planned, published}
    assert list(Call.objects.published()) == [published]
    assert not planned.is_open
