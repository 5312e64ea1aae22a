"""The overviews of a dossier's money, worked out from what was entered (projects.budget).

Each is worked out once for a dossier, and what rests on one partner alone once for that partner: a dossier
that was read again after a save shares the partners that stayed as they were (projects.dossier.kept)."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import TypeVar

from core.keeping import once
from projects.budget import (
    MANAGEMENT,
    SMALL_PROJECTS,
    FundPeriods,
    Period,
    Plan,
    Share,
    Spread,
    Whole,
    by_fund,
    costs_by_period,
    periods,
    spread,
    whole,
)
from projects.dossier.financing import parts_of
from projects.dossier.record import Dossier, Partner

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@once
def periods_of(dossier: Dossier) -> tuple[Period, ...]:
    """The project periods; none where the call has no periods, or start and end are not known."""
    length = dossier.call.terms.period_months
    return periods(dossier.duration_months or 0, length) if length else ()


def shares_of(dossier: Dossier, partner: Partner) -> tuple[Share, ...]:
    """A partner's parts of the project's lump sums."""
    taken = ((use.period, use.share_of(partner.uid)) for use in dossier.lump_sums)
    return tuple(Share(period, amount) for period, amount in taken if amount is not None)


def plan_of(dossier: Dossier, partner: Partner) -> Plan:
    """What a partner entered, in all and by period, with its rates."""

    def work(shares: tuple[Share, ...]) -> Plan:
        by_period = costs_by_period(partner.lines, partner.items, shares)
        rates = {part.part: part.rates for part in parts_of(dossier.call, partner)}
        own, apart = rates[MANAGEMENT], rates.get(SMALL_PROJECTS)
        return Plan(str(partner.uid), partner.costs, partner.rates, own, by_period, apart)

    return _newest(_plans(partner), shares_of(dossier, partner), work)


def spread_of(dossier: Dossier, partner: Partner) -> Spread:
    """The partner's budget over the project's periods."""
    plan = plan_of(dossier, partner)
    return _newest(_spreads(plan), periods_of(dossier), lambda known: spread(plan, known))


def fund_periods_of(dossier: Dossier, partner: Partner) -> tuple[FundPeriods, ...]:
    """What each fund pays of the partner's costs, over the project's periods."""
    plan, row = plan_of(dossier, partner), spread_of(dossier, partner)
    return _newest(_fund_periods(plan), periods_of(dossier), lambda known: by_fund([plan], known, [row]))


@once
def whole_of(dossier: Dossier) -> Whole:
    """Every overview of the project's money."""
    project_periods = periods_of(dossier)
    return whole(
        [plan_of(dossier, partner) for partner in dossier.partners],
        [_given(dossier, partner, MANAGEMENT) for partner in dossier.partners],
        project_periods,
        {fund.code for fund in dossier.call.funds if fund.is_eu},
        [spread_of(dossier, partner) for partner in dossier.partners] if project_periods else (),
        [_given(dossier, partner, SMALL_PROJECTS) for partner in dossier.partners],
    )


def _given(dossier: Dossier, partner: Partner, part: str) -> list[tuple[str, Decimal]]:
    """What is given to a part of the partner's costs, as (status, amount)."""
    found = (row for row in parts_of(dossier.call, partner) if row.part == part)
    return [(each.status, each.amount) for row in found for each in row.contributions]


@once
def _plans(_partner: Partner) -> dict[tuple[Share, ...], Plan]:
    """The partner's plan by its parts of lump sums, which stand in the project and not with the partner."""
    return {}


@once
def _spreads(_plan: Plan) -> dict[tuple[Period, ...], Spread]:
    """The plan's spread by the project's periods."""
    return {}


@once
def _fund_periods(_plan: Plan) -> dict[tuple[Period, ...], tuple[FundPeriods, ...]]:
    """What funds pay of the plan's costs, by the project's periods."""
    return {}


def _newest(kept: dict[K, V], key: K, work: Callable[[K], V]) -> V:
    """What `work` makes of the key, kept until another key is asked for."""
    found = kept.get(key)
    if found is None:
        found = work(key)
        kept.clear()
        kept[key] = found
    return found
