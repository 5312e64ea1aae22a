"""Money over periods."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.budget import (
    Costs,
    FlatRates,
    Period,
    Plan,
    by_fund,
    partner_budget,
    period_shares,
    periods,
    spread,
)
from projects.budget.costs import add
from tests.projects.budget import strategies


def test_periods_cut_the_last_one_short():
    assert periods(20, 6) == (Period(1, 1, 6), Period(2, 7, 12), Period(3, 13, 18), Period(4, 19, 20))
    assert periods(0, 6) == ()
    with pytest.raises(ValueError, match="at least one month"):
        periods(12, 0)


@given(st.integers(1, 999), st.integers(1, 99))
def test_periods_cover_every_month_once(duration, length):
    found = periods(duration, length)
    months = [month for period in found for month in range(period.first_month, period.last_month + 1)]
    assert months == list(range(1, duration + 1))


PLAN = Plan(
    "1",
    Costs(staff=Decimal("1000.00"), lump_sums=Decimal("350.00")),
    FlatRates(office_on_staff=15),
    {"ERDF": Decimal("33.33")},
    {
        0: Costs(lump_sums=Decimal("100.00"), staff=Decimal("77.00")),
        1: Costs(staff=Decimal("333.33")),
        2: Costs(staff=Decimal("333.33"), lump_sums=Decimal("50.00")),
        255: Costs(lump_sums=Decimal("200.00")),
    },
)


def test_spread_applies_rates_within_each_period_and_leaves_the_rest_to_the_last():
    found = spread(PLAN, periods(18, 6))
    totals = {number: budget.total for number, budget in found.periods.items()}
    # 15 % of 333.33 is 49.9995, cut to 49.99; the whole is 1,000.00 + 150.00 + 350.00
    assert totals == {
        0: Decimal("100.00"),
        1: Decimal("383.32"),
        2: Decimal("433.32"),
        3: Decimal("383.36"),
        255: Decimal("200.00"),
    }
    last = found.periods[3]
    assert (last.staff, last.office, last.lump_sums) == (Decimal("333.34"), Decimal("50.02"), Decimal("0.00"))
    assert found.total == Decimal("1500.00")


def test_spread_puts_everything_in_the_last_period_when_nothing_was_spread():
    plan = Plan("1", Costs(staff=Decimal("10.00")), FlatRates())
    assert spread(plan, periods(12, 6)).periods[2].total == Decimal("10.00")
    assert spread(plan, ()).periods == {}


def test_spread_goes_below_zero_when_too_much_was_spread():
    plan = Plan(
        "1",
        Costs(staff=Decimal("10.00")),
        FlatRates(),
        {"A": Decimal(50)},
        {1: Costs(staff=Decimal("10.03"))},
    )
    assert spread(plan, periods(12, 6)).periods[2].total == Decimal("-0.03")
    (row,) = by_fund([plan], periods(12, 6))
    assert row.periods == {0: Decimal(0), 1: Decimal("5.01"), 2: Decimal("-0.01"), 255: Decimal(0)}


def test_by_fund_leaves_the_cents_to_the_last_period():
    (row,) = by_fund([PLAN], periods(18, 6))
    # of 100.00, 383.32, 433.32, 200.00 at 33.33 %; the total of 1,500.00 gives 499.95
    assert row.periods == {
        0: Decimal("33.33"),
        1: Decimal("127.76"),
        2: Decimal("144.42"),
        3: Decimal("127.78"),
        255: Decimal("66.66"),
    }
    assert row.total == Decimal("499.95")


def test_period_shares_leave_the_rest_to_the_last_project_period():
    shares = period_shares([spread(PLAN, periods(18, 6))])
    assert shares == {
        0: Decimal("6.67"),
        1: Decimal("25.55"),
        2: Decimal("28.89"),
        3: Decimal("25.56"),
        255: Decimal("13.33"),
    }
    assert period_shares([spread(Plan("1", Costs(), FlatRates()), periods(12, 6))]) == dict.fromkeys(
        [0, 1, 2, 255], Decimal(0)
    )


@given(strategies.plans(), st.integers(1, 5))
def test_periods_always_sum_to_the_whole(plans, count):
    project_periods = periods(count * 6, 6)
    spreads = [spread(plan, project_periods) for plan in plans]
    for plan, row in zip(plans, spreads, strict=True):
        whole = partner_budget(plan.costs, plan.rates)
        assert sum(budget.total for budget in row.periods.values()) == whole.total == row.total
        assert sum(budget.office for budget in row.periods.values()) == whole.office
    for fund in by_fund(plans, project_periods):
        assert sum(fund.periods.values()) == fund.total
    shares = period_shares(spreads)
    assert sum(shares.values()) in (0, 100) or count == 1


def test_empty_periods_and_partners_are_zero_to_the_cent_whatever_the_flat_rates():
    """They are not worked out, and come out as if they were."""
    rates = FlatRates(office_on_staff=15, travel=5)
    empty = spread(Plan("1", Costs(), rates), periods(24, 6))
    worked_out = partner_budget(Costs(), rates, explain=False)
    assert list(empty.periods.values()) == [worked_out] * 6
    costs = Costs(staff=Decimal("100.01"))
    some = spread(Plan("2", costs, rates, by_period={2: costs}), periods(24, 6))
    assert [budget.total for budget in some.periods.values()] == [0, 0, Decimal("120.01"), 0, 0, 0]
    assert add([*some.periods.values(), *empty.periods.values()]) == partner_budget(
        costs, rates, explain=False
    )
