"""A project's money worked out at once: by partner, category, fund, period, and fund and period."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.budget.costs import PartnerBudget, add
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
    `all_funds` are sums of `funds`; `partner_share` is what the funds leave of each period.
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


def whole(
    plans: Sequence[Plan],
    contributions: Sequence[Sequence[tuple[str, Decimal]]],
    project_periods: Sequence[Period],
    eu_funds: Collection[str],
    spreads: Sequence[Spread] = (),
) -> Whole:
    """Work out everything; `contributions` are (status, amount) of each partner, in their order.

    `spreads` are those of the plans over the project periods where they are known already, else they are
    worked out.
    """
    budgets = tuple(budget_of(plan.costs, plan.rates) for plan in plans)
    financed = [
        Financed(plan.key, budget.total, plan.co_financing, given)
        for plan, budget, given in zip(plans, budgets, contributions, strict=True)
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
        partner_share=_rest(by_period, together),
    )


def _rest(by_period: dict[int, PartnerBudget], funds: FundPeriods) -> FundPeriods:
    zero = Decimal("0.00")
    left = {number: row.total - funds.periods.get(number, zero) for number, row in by_period.items()}
    return FundPeriods("", left, sum(left.values(), zero))
