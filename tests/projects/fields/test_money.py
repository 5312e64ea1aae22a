"""Cells of the budget: amounts by period, cost items, lump sums."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from projects import dossier, fields
from projects.fields.outcomes import token_of
from projects.models import BudgetLine, CostItem, FieldChange, ItemPeriod, LumpSumShare
from tests.factories.programmes import LumpSumFactory, UnitCostFactory
from tests.factories.projects import (
    AnswerFactory,
    BudgetLineFactory,
    CostItemFactory,
    LumpSumUseFactory,
    complete_project,
    show_fields,
)

EMPTY = token_of("")


@pytest.fixture
def project(db):
    """Two years in four periods of six months."""
    project = complete_project(start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    project.call.budget_form, project.call.period_months = "periods", 6
    project.call.save()
    return project


@pytest.fixture
def partner(project):
    return project.partnerships.first()


@pytest.fixture
def save(project):
    def act(key, value, base=EMPTY):
        return fields.save(project, key, value, base=base, by=project.created_by, language="en")

    return act


@pytest.fixture
def itemised(project):
    project.call.budget_form = "items"
    project.call.save()


def refusal(act, *args):
    with pytest.raises(fields.InvalidValue) as caught:
        act(*args)
    return str(caught.value.text)


def test_an_amount_of_a_period_is_saved_with_its_history(save, partner):
    key = f"budget.{partner.uid}.travel.2"
    saved = save(key, "1,234.5")
    assert BudgetLine.objects.get(partnership=partner, category="travel").period == 2
    save(key, "", saved.token)
    assert not BudgetLine.objects.filter(partnership=partner, category="travel").exists()
    assert [(row.old, row.new) for row in FieldChange.objects.filter(key=key).order_by("pk")] == [
        ("", "1234.50"),
        ("1234.50", ""),
    ]


@pytest.mark.parametrize("period", ["0", "01", "-1", "255", "1.2", "x", "²"])
def test_a_period_that_cannot_be_is_no_field(save, partner, period):
    assert "no such field" in refusal(save, f"budget.{partner.uid}.travel.{period}", "1")


def test_a_period_that_the_project_does_not_have_is_refused(save, partner):
    assert "has 4 periods" in refusal(save, f"budget.{partner.uid}.travel.5", "1")


def test_periods_wait_for_start_and_end(save, project, partner):
    type(project).objects.filter(pk=project.pk).update(end_date=None)
    assert "start and end" in refusal(save, f"budget.{partner.uid}.travel.1", "1")


def test_a_call_without_periods_refuses_them(save, project, partner):
    project.call.period_months = None
    project.call.save()
    assert "into periods" in refusal(save, f"budget.{partner.uid}.travel.1", "1")


def test_an_amount_for_the_whole_is_refused_in_a_call_of_periods_but_can_be_cleared(save, partner):
    key = f"budget.{partner.uid}.staff"
    now = token_of("100000.00")
    assert "by period" in refusal(save, key, "100001", now)
    assert save(key, "50", now).value == "50.00"
    save(key, "", token_of("50.00"))
    assert not BudgetLine.objects.filter(partnership=partner).exists()


def test_a_category_that_the_call_does_not_take_is_refused_but_can_be_lowered(save, project, partner):
    project.call.allowed_categories = ["staff"]
    project.call.save()
    assert "no real costs" in refusal(save, f"budget.{partner.uid}.travel.1", "1")
    BudgetLineFactory(partnership=partner, category="travel", period=1, amount=Decimal("9.00"))
    assert save(f"budget.{partner.uid}.travel.1", "8", token_of("9.00")).value == "8.00"


def test_an_item_keeps_units_price_and_periods(save, partner, itemised):
    item = CostItemFactory(partnership=partner)
    save(f"cost.{item.uid}.units", "1.11", token_of("2.00"))
    save(f"cost.{item.uid}.price", "3.33", token_of("1000.00"))
    save(f"cost.{item.uid}.period.4", "3.69")
    item.refresh_from_db()
    assert (item.units, item.price) == (Decimal("1.11"), Decimal("3.33"))
    assert ItemPeriod.objects.get(item=item).amount == Decimal("3.69")
    assert "has 4 periods" in refusal(save, f"cost.{item.uid}.period.5", "1")


def test_an_item_refuses_more_than_a_budget_can_hold(save, partner, itemised):
    item = CostItemFactory(partnership=partner)
    assert "exceed" in refusal(save, f"cost.{item.uid}.units", "1000000", token_of("2.00"))


def test_a_unit_cost_fixes_the_price(save, project, partner, itemised):
    item = CostItemFactory(partnership=partner, category="staff")
    offer = UnitCostFactory(price=Decimal("50.00"), categories=["staff"])
    assert "Neither this call nor" in refusal(save, f"cost.{item.uid}.unit_cost", str(offer.pk))
    project.call.unit_costs.add(offer)
    save(f"cost.{item.uid}.unit_cost", str(offer.pk))
    item.refresh_from_db()
    assert item.price == Decimal("50.00")
    assert FieldChange.objects.get(key=f"cost.{item.uid}.price").new == "50.00"
    assert "fixes its price" in refusal(save, f"cost.{item.uid}.price", "1", token_of("50.00"))


def test_a_unit_cost_stands_in_its_own_table(save, project, partner, itemised):
    several = UnitCostFactory(categories=["staff", "travel"])
    project.call.unit_costs.add(several)
    staff = CostItemFactory(partnership=partner, category="staff")
    assert "another table" in refusal(save, f"cost.{staff.uid}.unit_cost", str(several.pk))
    row = CostItemFactory(partnership=partner, category="unit_costs", price=Decimal("0.00"))
    assert "Choose the unit cost" in refusal(save, f"cost.{row.uid}.price", "5", token_of("0.00"))
    assert save(f"cost.{row.uid}.unit_cost", str(several.pk)).value == str(several.pk)


def test_texts_of_an_item_are_answers(save, project, partner, itemised):
    item = CostItemFactory(partnership=partner)
    save(f"cost.{item.uid}.description.nl", "Een studie", "0")
    save(f"cost.{item.uid}.unit_type", "dag", "0")
    stored = fields.tokens(project)
    assert stored[f"cost.{item.uid}.description.nl"].value == "Een studie"
    assert stored[f"cost.{item.uid}.unit_type"].value == "dag"
    assert stored[f"cost.{item.uid}.units"].value == "2.00"
    assert "no longer in the proposal" in refusal(save, f"cost.{uuid4()}.unit_type", "dag", "0")


def test_an_item_of_another_project_is_out_of_reach(save, itemised):
    item = CostItemFactory()
    assert "no longer in the proposal" in refusal(save, f"cost.{item.uid}.units", "1")


def test_a_lump_sum_that_is_not_split_goes_to_one_partner(save, project):
    use = LumpSumUseFactory(project=project, lump_sum=LumpSumFactory(is_splittable=False))
    first, second = project.partnerships.all()
    save(f"lump_sum.{use.uid}.share.{first.uid}", "100")
    assert "One partner" in refusal(save, f"lump_sum.{use.uid}.share.{second.uid}", "1")
    assert LumpSumShare.objects.get().amount == Decimal("100.00")


def test_a_lump_sum_has_a_period_of_the_project(save, project):
    use = LumpSumUseFactory(project=project)
    key = f"lump_sum.{use.uid}.period"
    for value in ("0", "4", "255"):
        base = token_of("" if use.period is None else str(use.period))
        save(key, value, base)
        use.refresh_from_db()
        assert use.period == int(value)
    assert "has 4 periods" in refusal(save, key, "5", token_of("255"))


@pytest.mark.parametrize("column", ["units", "period.1", "unit_cost", "description.nl"])
def test_a_cell_takes_six_statements_at_most(
    save, project, partner, column, itemised, django_assert_max_num_queries
):
    item = CostItemFactory(partnership=partner)
    offer = UnitCostFactory(categories=["external"])
    project.call.unit_costs.add(offer)
    values = {"unit_cost": str(offer.pk), "description.nl": "Tekst"}
    base = {"units": token_of("2.00"), "description.nl": "0"}
    with django_assert_max_num_queries(6):
        save(f"cost.{item.uid}.{column}", values.get(column, "3"), base.get(column, EMPTY))
    assert CostItem.objects.count() == 1


def test_tokens_of_one_partner_are_those_of_the_whole_project(project, partner):
    show_fields(project.call, "cost.comment", "partner.staff_rate")
    BudgetLineFactory(partnership=partner, category="travel", period=2)
    item = CostItemFactory(partnership=partner)
    ItemPeriod.objects.create(item=item, period=1, amount=Decimal("5.00"))
    comment = AnswerFactory(
        project=project, field=f"cost.{item.uid}.comment", language="", text="Drie offertes"
    )
    found = dossier.load_money(project)
    one = found.partner(partner.uid)
    assert comment.field in fields.names_of_items(one, found.call)
    own = fields.money_tokens(one, found.call, {(comment.field, ""): comment})
    whole = fields.tokens(project)
    assert {key: whole[key] for key in own} == own
    named = (f"budget.{partner.uid}.", f"rate.{partner.uid}.", f"cost.{item.uid}.")
    given = tuple(f"contribution.{row.pk}." for row in partner.contributions.all())
    assert {key for key in whole if key.startswith((*named, *given))} <= own.keys()
    assert f"partner.{partner.uid}.staff_rate" in own
