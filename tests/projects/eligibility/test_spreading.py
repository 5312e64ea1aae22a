"""Checks of how a budget is written: categories, rows, periods, lump sums."""

from datetime import date
from decimal import Decimal

import pytest

from projects import dossier, eligibility
from projects.models import BudgetLine
from tests.factories.programmes import LumpSumFactory, UnitCostFactory
from tests.factories.projects import BudgetLineFactory, CostItemFactory, LumpSumUseFactory, complete_project

D = Decimal


@pytest.fixture
def project(db):
    """Two years in four periods, every cost in the first."""
    project = complete_project(start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    project.call.budget_form, project.call.period_months = "periods", 6
    project.call.save()
    BudgetLine.objects.update(period=1)
    return project


@pytest.fixture
def partner(project):
    return project.partnerships.first()


@pytest.fixture
def found(project):
    """The reasons of the checks of one kind that fail, by the field to mend."""

    def of(key):
        checks = eligibility.evaluate(dossier.load(project))
        return {
            check.where: check.reason for check in checks if check.key == key and check.verdict == "error"
        }

    return of


def test_a_budget_in_order_passes_every_check(project):
    assert eligibility.findings(dossier.load(project)) == ()


def test_amounts_without_a_period_are_named(found, partner):
    BudgetLineFactory(partnership=partner, category="travel", amount=D("7.00"))
    reason = "PARTNER 1: €7.00 under “Travel and accommodation” has no period yet. Spread it."
    assert found("spread") == {f"budget.{partner.uid}.travel": reason}


def test_amounts_in_a_period_that_is_gone_are_named(found, partner):
    BudgetLineFactory(partnership=partner, category="travel", period=5, amount=D("7.00"))
    assert list(found("spread")) == [f"budget.{partner.uid}.travel.5"]


def test_costs_in_a_category_that_the_call_does_not_take_are_named(found, project, partner):
    project.call.allowed_categories = ["travel"]
    project.call.save()
    assert list(found("categories")) == [f"budget.{row.uid}.staff.1" for row in project.partnerships.all()]
    project.partnerships.update(staff_rate=20)
    assert found("categories") == {}


def test_rows_need_units_price_and_their_periods(found, project, partner):
    project.call.budget_form = "items"
    project.call.save()
    BudgetLine.objects.all().delete()
    whole = CostItemFactory(partnership=partner)
    whole.periods.create(period=1, amount=D("2000.00"))
    short = CostItemFactory(partnership=partner)
    short.periods.create(period=1, amount=D("1999.99"))
    empty = CostItemFactory(partnership=partner, units=0)
    free = CostItemFactory(partnership=partner, price=0)
    unchosen = CostItemFactory(partnership=partner, category="unit_costs", units=0, price=0)
    texts = {
        f"cost.{row.uid}.description.{code}" for row in (whole, short, empty, free) for code in ("nl", "fr")
    }
    assert set(found("items")) == texts | {
        f"cost.{empty.uid}.units",
        f"cost.{free.uid}.price",
        f"cost.{unchosen.uid}.unit_cost",
    }
    reason = "PARTNER 1: the periods of this row come to €1,999.99 instead of €2,000.00."
    assert found("spread") == {f"cost.{short.uid}.units": reason}


def test_unit_costs_are_no_real_costs(found, project, partner):
    project.call.budget_form, project.call.allowed_categories = "items", []
    project.call.save()
    BudgetLine.objects.all().delete()
    offer = UnitCostFactory(categories=["staff"])
    item = CostItemFactory(partnership=partner, category="staff", unit_cost=offer)
    assert found("categories") == {}
    real = CostItemFactory(partnership=partner, category="staff")
    assert list(found("categories")) == [f"cost.{real.uid}.units"]
    assert item.unit_cost == offer


def test_amounts_that_the_form_of_budget_does_not_ask_for_are_named(found, project, partner):
    project.call.budget_form = "items"
    project.call.save()
    assert list(found("form")) == [f"budget.{row.uid}.staff.1" for row in project.partnerships.all()]


@pytest.mark.parametrize(
    ("amount", "period", "reasons"),
    [
        ("1000.00", 0, 0),
        ("999.99", 0, 1),
        ("1000.01", 255, 1),
        ("1000.00", None, 1),
        ("0.00", None, 2),
        ("1000.00", 4, 0),
        ("1000.00", 5, 1),
    ],
)
def test_lump_sums_are_taken_whole_and_have_a_period(found, project, partner, amount, period, reasons):
    offer = LumpSumFactory(amount=D("1000.00"))
    use = LumpSumUseFactory(project=project, lump_sum=offer, period=period)
    use.shares.create(partnership=partner, amount=D(amount))
    assert len(found("lump_sums")) == reasons
