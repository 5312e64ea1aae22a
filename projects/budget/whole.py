"""A project's money worked out at once: by partner, category, fund, period, and fund and period."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.budget.costs import ZERO, PartnerBudget, add
from projects.budget.financing import MANAGEMENT, SMALL_PROJECTS, bases
from projects.budget.overview import Financed, Overview, PartnerFunds, by_partner, overview
from projects.budget.periods import (
    FundPeriods,
    Period,
    Plan,
    Spread,
    add_funds,
    budget_of,
    by_fund,
    period_shares,
    spread,
)


@dataclass(frozen=True)
class Whole:
    """All overviews of a project. Those over periods are empty when it has none.

    `budgets` and `spreads` are in the order of the plans; `partners` has a last row of totals; `eu` and
    `all_funds` are sums of `funds`; `partner_share` is what the funds leave of each period, and
    `part_shares` the same by part where small projects are financed apart, else empty.
    """

    budgets: tuple[PartnerBudget, ...]
    categories: PartnerBudget
    partners: tuple[PartnerFunds, ...]
    overview: Overview
    spreads: tuple[Spread, ...]
    by_period: dict[int, PartnerBudget]
    shares: dict[int, Decimal]
    funds: tuple[FundPeriods, ...]
    eu: FundPeriods
    all_funds: FundPeriods
    partner_share: FundPeriods
    part_shares: tuple[FundPeriods, ...] = ()


def whole(
    plans: Sequence[Plan],
    contributions: Sequence[Sequence[tuple[str, Decimal]]],
    project_periods: Sequence[Period],
    eu_funds: Collection[str],
    spreads: Sequence[Spread] = (),
    to_small_projects: Sequence[Sequence[tuple[str, Decimal]]] = (),
) -> Whole:
    """Work out everything; `contributions` are (status, amount) of each partner, in their order.

    `to_small_projects` are those to small projects that are financed apart (Plan.apart).
    `spreads` are those of the plans over the project periods where they are known already, else they are
    worked out.
    """
    budgets = tuple(budget_of(plan.costs, plan.rates) for plan in plans)
    given = zip(contributions, to_small_projects or [()] * len(plans), strict=True)
    financed = [
        row
        for plan, budget, (own, apart) in zip(plans, budgets, given, strict=True)
        for row in _financed(plan, budget, {MANAGEMENT: own, SMALL_PROJECTS: apart})
    ]
    if project_periods and not spreads:
        spreads = [spread(plan, project_periods) for plan in plans]
    numbers = sorted({number for row in spreads for number in row.periods})
    by_period = {number: add(row.periods[number] for row in spreads) for number in numbers}
    funds = by_fund(plans, project_periods, spreads)
    together = add_funds(funds)
    categories = add(budgets)
    return Whole(
        budgets=budgets,
        categories=categories,
        partners=by_partner(financed),
        overview=overview(financed, eu_funds),
        spreads=tuple(spreads),
        by_period=by_period,
        shares=period_shares(spreads),
        funds=funds,
        eu=add_funds(row for row in funds if row.fund in eu_funds),
        all_funds=together,
        partner_share=_rest({number: row.total for number, row in by_period.items()}, together),
        part_shares=tuple(_part_shares(plans, by_period, funds)),
    )


def _financed(
    plan: Plan, budget: PartnerBudget, given: dict[str, Sequence[tuple[str, Decimal]]]
) -> Iterator[Financed]:
    """The parts in which a partner is financed."""
    for part, base in bases(budget, is_apart=plan.apart is not None).items():
        yield Financed(plan.key, base, plan.rates_of(part), given[part], part)


def _part_shares(
    plans: Sequence[Plan], by_period: dict[int, PartnerBudget], funds: Sequence[FundPeriods]
) -> Iterator[FundPeriods]:
    """What the funds of each part leave of it in each period."""
    if not by_period or not plans or any(plan.apart is None for plan in plans):
        return
    costs = {number: bases(row, is_apart=True) for number, row in by_period.items()}
    for part in (MANAGEMENT, SMALL_PROJECTS):
        paid = add_funds(row for row in funds if row.part == part)
        yield _rest({number: row[part] for number, row in costs.items()}, paid, part)


def _rest(costs: dict[int, Decimal], funds: FundPeriods, part: str = MANAGEMENT) -> FundPeriods:
    left = {number: amount - funds.periods.get(number, ZERO) for number, amount in costs.items()}
    return FundPeriods("", left, sum(left.values(), ZERO), part)
