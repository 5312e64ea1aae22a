"""A partner's costs: fixed figures worked out by hand, and what must always hold."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from projects.budget import (
    CATEGORIES,
    Costs,
    FlatRates,
    Step,
    clashes,
    flat,
    partner_budget,
    replaced,
    row_amount,
)
from tests.projects.budget import strategies

COSTS = Costs(
    staff=Decimal("100000.55"),
    travel=Decimal("7000.10"),
    external=Decimal("20000.33"),
    equipment=Decimal("5000.07"),
    infrastructure=Decimal("3000.01"),
    lump_sums=Decimal("1000.00"),
    unit_costs=Decimal("500.00"),
)


@pytest.mark.parametrize(
    ("units", "price", "amount"),
    [("1.11", "3.33", "3.69"), ("3", "33.33", "99.99"), ("0.01", "0.99", "0.00"), ("0", "5", "0.00")],
)
def test_row_amount_is_cut_to_the_cent(units, price, amount):
    assert row_amount(Decimal(units), Decimal(price)) == Decimal(amount)


def test_flat_is_cut_not_rounded():
    assert flat(Decimal("0.99"), 15) == Decimal("0.14")
    assert flat(Decimal("33.33"), 20) == Decimal("6.66")


def test_partner_budget_without_rates_is_what_was_entered():
    budget = partner_budget(COSTS, FlatRates())
    assert (budget.staff, budget.office, budget.other) == (Decimal("100000.55"), Decimal(0), Decimal(0))
    assert budget.total == Decimal("136501.06")


def test_partner_budget_puts_office_on_staff():
    budget = partner_budget(COSTS, FlatRates(office_on_staff=15))
    assert budget.office == Decimal("15000.08")  # 15 % of 100,000.55 is 15,000.0825
    assert budget.total == Decimal("151501.14")


def test_partner_budget_counts_travel_in_the_base_of_staff():
    # 20 % of 7,000.10 + 20,000.33 + 5,000.07 + 3,000.01 = 35,000.51 is 7,000.102
    budget = partner_budget(COSTS, FlatRates(staff=20))
    assert budget.staff == Decimal("7000.10")
    assert budget.total == Decimal("43500.61")


def test_partner_budget_leaves_travel_out_of_the_base_of_staff_when_it_is_a_rate_itself():
    # staff: 20 % of 28,000.41 is 5,600.082; travel: 15 % of 5,600.08 is 840.012
    # office on direct: 25 % of 5,600.08 + 840.01 + 28,000.41 = 34,440.50 is 8,610.125
    budget = partner_budget(COSTS, FlatRates(staff=20, travel=15, office_on_direct=25))
    assert (budget.staff, budget.travel, budget.office) == (
        Decimal("5600.08"),
        Decimal("840.01"),
        Decimal("8610.12"),
    )
    assert budget.total == Decimal("44550.62")


def test_partner_budget_with_other_costs_counts_staff_and_lump_sums_only():
    # 40 % of 100,000.55 is 40,000.22
    budget = partner_budget(COSTS, FlatRates(other=40))
    assert (budget.staff, budget.other, budget.travel, budget.unit_costs) == (
        Decimal("100000.55"),
        Decimal("40000.22"),
        Decimal(0),
        Decimal(0),
    )
    assert budget.total == Decimal("141000.77")


def test_partner_budget_prefers_office_on_staff_and_the_staff_rate_where_both_are_set():
    both = partner_budget(COSTS, FlatRates(office_on_staff=15, office_on_direct=25))
    assert both.office == Decimal("15000.08")
    assert partner_budget(COSTS, FlatRates(staff=20, other=40)).other == Decimal(0)


def test_partner_budget_explains_each_figure():
    steps = partner_budget(Costs(staff=Decimal("10.01"), travel=Decimal("3.00")), FlatRates(travel=15)).steps
    assert steps == (
        Step("entered", None, None, Decimal("10.01"), "staff"),
        Step("not_counted", None, None, Decimal("3.00"), "travel"),
        Step("entered", None, None, Decimal("0.00"), "external"),
        Step("entered", None, None, Decimal("0.00"), "equipment"),
        Step("entered", None, None, Decimal("0.00"), "infrastructure"),
        Step("travel_on_staff", Decimal("10.01"), Decimal(15), Decimal("1.50"), "travel"),
        Step("total", None, None, Decimal("11.51"), "total"),
    )


def test_clashes_names_the_pairs_that_exclude_each_other():
    assert clashes(FlatRates(staff=20, travel=15, office_on_staff=15)) == ()
    assert clashes(FlatRates(office_on_staff=15, office_on_direct=25)) == (
        ("office_on_staff", "office_on_direct"),
    )
    assert clashes(FlatRates(staff=20, travel=15, other=40)) == (("staff", "other"), ("travel", "other"))


@given(strategies.costs, strategies.flat_rates)
def test_total_is_always_the_sum_of_its_categories(costs, rates):
    budget = partner_budget(costs, rates)
    amounts = [budget.category(name) for name in CATEGORIES]
    assert budget.total == sum(amounts)
    assert all(amount >= 0 and amount == amount.quantize(Decimal("0.01")) for amount in amounts)


@given(strategies.costs, strategies.flat_rates, strategies.amounts)
def test_more_costs_never_make_a_smaller_total(costs, rates, more):
    for name in ("staff", "travel", "external", "equipment", "infrastructure", "lump_sums", "unit_costs"):
        grown = replace(costs, **{name: getattr(costs, name) + more})
        assert partner_budget(grown, rates).total >= partner_budget(costs, rates).total


@given(strategies.costs, strategies.flat_rates, strategies.amounts)
def test_replaced_costs_never_count(costs, rates, more):
    changed = replace(costs, **dict.fromkeys(replaced(rates), more))
    assert partner_budget(changed, rates).total == partner_budget(costs, rates).total


@given(strategies.costs, strategies.flat_rates)
def test_a_flat_rate_never_gives_more_than_its_percentage(costs, rates):
    for step in partner_budget(costs, rates).steps:
        if step.rate is not None:
            exact = step.base * step.rate / 100
            assert exact - Decimal("0.01") < step.amount <= exact


def test_budget_needs_no_django():
    code = "import sys, projects.budget; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
