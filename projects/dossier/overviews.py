"""The overviews of a dossier's money, worked out anew from what was entered (projects.budget)."""

from __future__ import annotations

from projects.budget import Period, Plan, Share, Whole, costs_by_period, periods, whole
from projects.dossier.record import Dossier, Partner


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
    by_period = costs_by_period(partner.lines, partner.items, shares_of(dossier, partner))
    rates = {row.fund: row.rate for row in partner.co_financing}
    return Plan(str(partner.uid), partner.costs, partner.rates, rates, by_period)


def whole_of(dossier: Dossier) -> Whole:
    """Every overview of the project's money."""
    return whole(
        [plan_of(dossier, partner) for partner in dossier.partners],
        [[(row.status, row.amount) for row in partner.contributions] for partner in dossier.partners],
        periods_of(dossier),
        {fund.code for fund in dossier.call.funds if fund.is_eu},
    )
