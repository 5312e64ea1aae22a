"""All overviews of a project at once: they agree with each other to the cent."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from projects.budget import CATEGORIES, Costs, FlatRates, Plan, periods, whole
from tests.projects.budget import strategies

D = Decimal


def test_whole_shows_one_partner_in_every_overview():
    plan = Plan(
        "1",
        Costs(staff=D("1000.00"), lump_sums=D("100.00")),
        FlatRates(office_on_staff=15),
        {"ERDF": D("60.00"), "OWN": D("10.00")},
        {0: Costs(lump_sums=D("100.00")), 1: Costs(staff=D("333.33"))},
    )
    found = whole([plan], [[("public", D("375.00"))]], periods(12, 6), {"ERDF"})
    assert found.categories.total == D("1250.00")
    assert {number: row.total for number, row in found.by_period.items()} == {
        0: D("100.00"),
        1: D("383.32"),
        2: D("766.68"),
        255: D("0.00"),
    }
    assert found.eu.periods == {0: D("60.00"), 1: D("229.99"), 2: D("460.01"), 255: D("0.00")}
    assert found.all_funds.periods == {0: D("70.00"), 1: D("268.32"), 2: D("536.68"), 255: D("0.00")}
    assert found.partner_share.periods == {0: D("30.00"), 1: D("115.00"), 2: D("230.00"), 255: D("0.00")}
    # 375.00 in proportion to 750.00 and 125.00 is 321.428...; the last fund takes the cent
    assert found.overview.eu.contribution == D("321.42")
    assert found.shares == {0: D("8.00"), 1: D("30.67"), 2: D("61.33"), 255: D("0.00")}


def test_whole_of_nothing_is_empty():
    found = whole([], [], (), set())
    assert (found.spreads, found.by_period, found.funds) == ((), {}, ())
    assert found.categories.total == found.all_funds.total == found.overview.total == D("0.00")


@given(strategies.plans(), st.integers(0, 5))
def test_overviews_always_agree(plans, count):
    found = whole(plans, [()] * len(plans), periods(count * 6, 6), {"ERDF"})
    total = found.categories.total
    assert total == sum(found.categories.category(name) for name in CATEGORIES)
    assert total == found.partners[-1].total == found.overview.total
    assert found.overview.funding == sum(found.partners[-1].funds.values())
    if count:
        assert sum(row.total for row in found.by_period.values()) == total
        assert found.all_funds.total + found.partner_share.total == total
        assert sum(found.all_funds.periods.values()) == found.overview.funding
        assert found.eu.total == found.overview.eu.funding
        for number, row in found.by_period.items():
            assert found.all_funds.periods.get(number, 0) + found.partner_share.periods[number] == row.total
