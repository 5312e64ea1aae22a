"""What partners enter: lines, items and parts of lump sums, as costs in all and by period."""

from decimal import Decimal
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from projects.budget import (
    ENTERED,
    Costs,
    Item,
    Line,
    PeriodAmount,
    Share,
    costs,
    costs_by_period,
    lump_sum_gap,
    unspread,
)
from tests.projects.budget.strategies import amounts

D = Decimal


def item(units, price, *parts, category="staff"):
    periods = tuple(PeriodAmount(number, D(amount)) for number, amount in parts)
    return Item(uuid4(), category, D(units), D(price), periods=periods)


def test_costs_sum_lines_items_and_lump_sums():
    found = costs(
        [Line("staff", 1, D("10.00")), Line("staff", None, D("1.00")), Line("travel", 2, D("5.00"))],
        [item("1.11", "3.33"), item("2", "4", category="unit_costs")],
        [Share(None, D("100.00")), Share(0, D("50.00"))],
    )
    assert found == Costs(staff=D("14.69"), travel=D("5.00"), lump_sums=D("150.00"), unit_costs=D("8.00"))


def test_costs_by_period_leave_out_what_has_no_period():
    found = costs_by_period(
        [Line("staff", 1, D("10.00")), Line("staff", None, D("1.00"))],
        [item("1.11", "3.33", (1, "3.00"), (2, "0.50"))],
        [Share(None, D("100.00")), Share(255, D("50.00"))],
    )
    assert found == {
        1: Costs(staff=D("13.00")),
        2: Costs(staff=D("0.50")),
        255: Costs(lump_sums=D("50.00")),
    }


def test_item_tells_what_has_no_period_yet():
    assert item("1.11", "3.33", (1, "3.00")).gap == D("0.69")
    assert item("1", "3.00", (1, "3.00"), (2, "1.00")).gap == D("-1.00")


def test_lump_sum_gap_is_what_no_partner_took():
    assert lump_sum_gap(D("100.00"), [D("60.00"), D("30.01")]) == D("9.99")
    assert lump_sum_gap(D("100.00"), []) == D("100.00")


lines = st.builds(Line, st.sampled_from(ENTERED), st.none() | st.integers(1, 6), amounts)


@given(st.lists(lines, max_size=12))
def test_what_is_spread_and_what_is_not_are_the_whole(entered):
    whole, by_period = costs(entered), costs_by_period(entered)
    rest = unspread(whole, by_period)
    for name in ENTERED:
        spread = sum(getattr(part, name) for part in by_period.values())
        assert spread + getattr(rest, name) == getattr(whole, name)
        assert getattr(rest, name) == sum(
            line.amount for line in entered if line.category == name and line.period is None
        )
