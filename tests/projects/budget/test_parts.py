"""Small projects that are financed apart from managing their fund: each part to the cent, both the whole."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from projects.budget import (
    MANAGEMENT,
    SMALL_PROJECTS,
    Costs,
    FlatRates,
    Plan,
    bases,
    co_finance,
    partner_budget,
    periods,
    whole,
)
from tests.projects.budget import strategies

D = Decimal
PARTS = (MANAGEMENT, SMALL_PROJECTS)
PLAN = Plan(
    "1",
    Costs(staff=D("1000.00"), small_projects=D("5000.01")),
    FlatRates(office_on_staff=15),
    {"ERDF": D("50.00")},
    {1: Costs(staff=D("333.33"), small_projects=D("1111.11"))},
    {"ERDF": D("60.00"), "IPA": D("10.00")},
)
GIVEN = [[("public", D("575.00"))]]
TO_SMALL = [[("private", D("1000.00")), ("public", D("500.01"))]]


def found_of(plan=PLAN, count=2):
    return whole([plan], GIVEN, periods(count * 6, 6), {"ERDF"}, to_small_projects=TO_SMALL)


def test_each_part_has_its_base_and_takes_its_own_cents():
    budget = partner_budget(PLAN.costs, PLAN.rates)
    apart = bases(budget, is_apart=True)
    assert apart == {MANAGEMENT: D("1150.00"), SMALL_PROJECTS: D("5000.01")}
    assert bases(budget, is_apart=False) == {MANAGEMENT: D("6150.01")}
    assert co_finance(apart[SMALL_PROJECTS], PLAN.apart).funds == {"ERDF": D("3000.00"), "IPA": D("500.00")}
    assert co_finance(apart[SMALL_PROJECTS], PLAN.apart).partner_share == D("1500.01")


def test_table_of_funds_has_each_part_and_both_together():
    view = found_of().overview
    rows = [(row.part, row.fund, row.funding, row.contribution, row.rate) for row in view.funds]
    assert rows == [
        (MANAGEMENT, "ERDF", D("575.00"), D("575.00"), D("50.00")),
        # 1,500.01 in proportion to 3,000.00 and 500.00: 857.14 and 428.58, cut; the last takes the cents
        (SMALL_PROJECTS, "ERDF", D("3000.00"), D("1285.72"), D("70.00")),
        (SMALL_PROJECTS, "IPA", D("500.00"), D("214.29"), D("70.00")),
    ]
    assert (view.funding, view.total, view.average_rate) == (D("4075.00"), D("6150.01"), D("66.26"))
    assert (view.eu.funding, view.eu.contribution) == (D("3575.00"), D("1860.72"))


def test_table_of_partners_has_a_row_for_each_part():
    management, small, total = found_of().partners
    assert (management.key, management.part, management.funds) == ("1", MANAGEMENT, {"ERDF": D("575.00")})
    assert (small.key, small.part) == ("1", SMALL_PROJECTS)
    assert small.funds == {"ERDF": D("3000.00"), "IPA": D("500.00")}
    assert (management.total, small.total, total.total) == (D("1150.00"), D("5000.01"), D("6150.01"))
    assert total.funds == {"ERDF": D("3575.00"), "IPA": D("500.00")}
    assert total.contributions == {
        "public": D("1075.01"),
        "automatic_public": D("0.00"),
        "private": D("1000.00"),
    }


def test_funds_by_period_are_cut_part_by_part_and_the_last_period_remains():
    found = found_of()
    rows = {(row.part, row.fund): (row.periods[1], row.periods[2], row.total) for row in found.funds}
    assert rows == {
        (MANAGEMENT, "ERDF"): (D("191.66"), D("383.34"), D("575.00")),  # half of 383.32
        (SMALL_PROJECTS, "ERDF"): (D("666.66"), D("2333.34"), D("3000.00")),  # 60 % of 1,111.11
        (SMALL_PROJECTS, "IPA"): (D("111.11"), D("388.89"), D("500.00")),
    }
    assert [(row.part, row.total) for row in found.part_shares] == [
        (MANAGEMENT, D("575.00")),
        (SMALL_PROJECTS, D("1500.01")),
    ]
    assert found.part_shares[1].periods[1] == D("333.34")


def test_without_parts_small_projects_have_the_rates_of_all_costs():
    found = found_of(replace(PLAN, apart=None))
    assert [(row.fund, row.total) for row in found.funds] == [("ERDF", D("3075.00"))]  # half of 6,150.01
    assert found.part_shares == ()
    assert len(found.partners) == 2


def test_small_projects_without_a_rate_are_paid_by_nobody_but_still_counted():
    found = found_of(replace(PLAN, apart={}))
    assert found.overview.funding == D("575.00")
    assert found.overview.total == D("6150.01")
    assert found.partner_share.total == D("5575.01")


@given(strategies.plans(is_apart=True), st.integers(0, 5))
def test_parts_are_always_the_whole(plans, count):
    found = whole(plans, [()] * len(plans), periods(count * 6, 6), {"ERDF"})
    assert sum((row.total for row in found.partners[:-1]), D(0)) == found.categories.total
    for plan, budget in zip(plans, found.budgets, strict=True):
        apart = bases(budget, is_apart=True)
        assert sum(apart.values()) == budget.total
        paid = {part: co_finance(base, plan.rates_of(part)) for part, base in apart.items()}
        pays = sum((sum(one.funds.values()) + one.partner_share for one in paid.values()), D(0))
        assert pays == budget.total
    if count:
        for number in found.by_period:
            of_parts = sum((row.periods[number] for row in found.part_shares), D(0))
            assert of_parts == (found.partner_share.periods[number] if plans else 0)
    for part in PARTS:
        funding = sum((row.funding for row in found.overview.funds if row.part == part), D(0))
        assert funding == sum(
            (sum(row.funds.values()) for row in found.partners[:-1] if row.part == part), D(0)
        )
        if count:
            assert funding == sum((row.total for row in found.funds if row.part == part), D(0))


@given(strategies.plans(is_apart=False), st.integers(0, 5))
def test_same_rates_in_both_parts_lose_at_most_a_cent_for_each_fund(plans, count):
    """Financed together or apart at the same rates: the same but for the cents that cutting leaves."""
    known = periods(count * 6, 6)
    together = whole(plans, [()] * len(plans), known, {"ERDF"}).overview
    split = [replace(plan, apart=plan.co_financing) for plan in plans]
    apart = whole(split, [()] * len(plans), known, {"ERDF"}).overview
    funds = sum(len(plan.co_financing) for plan in plans)
    assert apart.total == together.total
    assert 0 <= together.funding - apart.funding <= D("0.01") * funds
