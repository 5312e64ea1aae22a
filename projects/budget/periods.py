"""A project's money over its periods. The last project period takes what the others leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.rounding import floor2, half_up2, percentage
from projects.budget.costs import (
    NOTHING,
    ZERO,
    Costs,
    FlatRates,
    PartnerBudget,
    partner_budget,
    subtract,
)
from projects.budget.financing import HUNDRED, MANAGEMENT, SMALL_PROJECTS

PREPARATION = 0
CLOSURE = 255
LAST_PERIOD = 254
NO_COSTS = Costs()


@dataclass(frozen=True)
class Period:
    """A project period, numbered from 1, with its first and last month."""

    number: int
    first_month: int
    last_month: int


@dataclass(frozen=True)
class Plan:
    """What a partner entered in all, and as far as it was spread over periods.

    Preparation and closure hold lump sums only; anything else entered there is not looked at. `apart` holds
    the rates of small projects where these are financed apart; None where one set of rates is for all.
    """

    key: str
    costs: Costs
    rates: FlatRates
    co_financing: Mapping[str, Decimal] = field(default_factory=dict)
    by_period: Mapping[int, Costs] = field(default_factory=dict)
    apart: Mapping[str, Decimal] | None = None

    def rates_of(self, part: str) -> Mapping[str, Decimal]:
        """The rates of a part by fund."""
        return self.co_financing if part == MANAGEMENT else self.apart or {}

    def amount_of(self, part: str, total: Decimal, small_projects: Decimal) -> Decimal:
        """What of a total is financed in this part, the amount for small projects in it being known."""
        if self.apart is None:
            return total if part == MANAGEMENT else ZERO
        return small_projects if part == SMALL_PROJECTS else total - small_projects


@dataclass(frozen=True)
class Spread:
    """A partner's budget by period number: preparation, project periods, closure. Sums to its total."""

    key: str
    periods: dict[int, PartnerBudget]
    total: Decimal


@dataclass(frozen=True)
class FundPeriods:
    """What a fund pays in each period, in one part of the costs. Sums to its total."""

    fund: str
    periods: dict[int, Decimal]
    total: Decimal
    part: str = MANAGEMENT

    @property
    def key(self) -> str:
        """What tells it from the other rows: the fund, with the part before it where there are parts."""
        return f"{self.part}-{self.fund}" if self.part else self.fund


def periods(duration: int, length: int) -> tuple[Period, ...]:
    """The project periods of `duration` months in pieces of `length`; the last may be shorter.

    No duration, no periods. There are at most 254, since 255 is closure: the last then takes all months that
    remain. Raises ValueError when the length is below one month.
    """
    if length < 1:
        raise ValueError("a period lasts at least one month")
    starts = range(1, duration + 1, length)[:LAST_PERIOD]
    if len(starts) == LAST_PERIOD:
        return (
            *(Period(k, start, start + length - 1) for k, start in enumerate(starts[:-1], 1)),
            Period(LAST_PERIOD, starts[-1], duration),
        )
    return tuple(Period(k, start, min(start + length - 1, duration)) for k, start in enumerate(starts, 1))


def period_count(duration: int | None, length: int | None) -> int:
    """How many project periods there are; none without a duration or a length."""
    return len(periods(duration, length)) if duration and length else 0


def spread(plan: Plan, project_periods: Sequence[Period]) -> Spread:
    """The partner's budget over periods, by category.

    Flat rates are applied and cut within each period. The last period is the remainder of each category, so
    it takes the cents and everything that was not spread; it is negative when too much was spread before it.
    Without project periods there is nothing to spread over.
    """
    whole = budget_of(plan.costs, plan.rates)
    if not project_periods:
        return Spread(plan.key, {}, ZERO)
    found = {number: _only_lump_sums(plan.by_period.get(number)) for number in (PREPARATION, CLOSURE)}
    *earlier, last = [period.number for period in project_periods]
    for number in earlier:
        found[number] = budget_of(plan.by_period.get(number), plan.rates)
    found[last] = subtract(whole, found.values())
    return Spread(plan.key, dict(sorted(found.items())), whole.total)


def period_shares(spreads: Sequence[Spread]) -> dict[int, Decimal]:
    """Each period's share of the project's total in percent, two decimals, a half upwards.

    With two project periods or more the last of them is what the others leave of 100. All 0 without money.
    """
    numbers = sorted({number for row in spreads for number in row.periods})
    total = sum((row.total for row in spreads), ZERO)
    sums = {n: sum((row.periods[n].total for row in spreads if n in row.periods), ZERO) for n in numbers}
    shares = {number: half_up2(percentage(amount, total)) for number, amount in sums.items()}
    project = [number for number in numbers if number not in {PREPARATION, CLOSURE}]
    if total and len(project) > 1:
        shares[project[-1]] = HUNDRED - sum((shares[n] for n in numbers if n != project[-1]), ZERO)
    return shares


def by_fund(
    plans: Sequence[Plan], project_periods: Sequence[Period], spreads: Sequence[Spread] = ()
) -> tuple[FundPeriods, ...]:
    """What each fund pays in each period, cut for each partner; the last project period is the remainder.

    First what is financed together, then small projects where they are apart. Cut towards minus infinity and
    not towards zero, because a remainder period can be negative. `spreads` are those of the plans, where they
    are known already.
    """
    if not project_periods:
        return ()
    spreads = spreads or [spread(plan, project_periods) for plan in plans]
    last = project_periods[-1].number
    others = (PREPARATION, *(period.number for period in project_periods[:-1]), CLOSURE)
    rows = []
    for part in (MANAGEMENT, SMALL_PROJECTS):
        for code in sorted({code for plan in plans for code in plan.rates_of(part)}):
            paid = [
                _paid(plan, row, part, rate, others)
                for plan, row in zip(plans, spreads, strict=True)
                if (rate := plan.rates_of(part).get(code, ZERO))
            ]
            total = sum((whole for whole, _parts in paid), ZERO)
            parts = {number: sum((parts[number] for _whole, parts in paid), ZERO) for number in others}
            parts[last] = total - sum(parts.values(), ZERO)
            rows.append(FundPeriods(code, dict(sorted(parts.items())), total, part))
    return tuple(rows)


def _paid(
    plan: Plan, row: Spread, part: str, rate: Decimal, numbers: Iterable[int]
) -> tuple[Decimal, dict[int, Decimal]]:
    """What a rate makes of a partner's part in all, and in some periods."""
    whole = plan.amount_of(part, row.total, plan.costs.small_projects)
    amounts = {
        number: plan.amount_of(part, row.periods[number].total, row.periods[number].small_projects)
        for number in numbers
    }
    cut = {number: floor2(amount * rate / 100) if amount else ZERO for number, amount in amounts.items()}
    return floor2(whole * rate / 100), cut


def add_funds(rows: Iterable[FundPeriods], name: str = "") -> FundPeriods:
    """Several funds together, under a name of their own."""
    found = list(rows)
    numbers = sorted({number for row in found for number in row.periods})
    sums = {n: sum((row.periods.get(n, ZERO) for row in found), ZERO) for n in numbers}
    return FundPeriods(name, sums, sum((row.total for row in found), ZERO))


def budget_of(costs: Costs | None, rates: FlatRates) -> PartnerBudget:
    """The budget of costs, without its steps; NOTHING where there are none."""
    return NOTHING if costs is None or costs == NO_COSTS else partner_budget(costs, rates, explain=False)


def _only_lump_sums(costs: Costs | None) -> PartnerBudget:
    return budget_of(Costs(lump_sums=costs.lump_sums) if costs else None, FlatRates())
