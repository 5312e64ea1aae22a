"""The partnership: the same organisations in the same order, with the rates that the new call offers."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from calls.states import FlatRateKind
from core import money
from projects.carryover.carrying import Carrying
from projects.models import CoFinancing, Contribution, Partnership

RATES = {
    FlatRateKind.STAFF: "staff_rate",
    FlatRateKind.OFFICE_ON_STAFF: "office_on_staff_rate",
    FlatRateKind.OFFICE_ON_DIRECT: "office_on_direct_rate",
    FlatRateKind.TRAVEL: "travel_rate",
    FlatRateKind.OTHER: "other_rate",
}


def carry_partners(carrying: Carrying) -> None:
    """Every partner under a new identity, with its flat rates, funds and contributions."""
    rows = carrying.source.partnerships.select_related("organisation").order_by("position")
    for row in rows.prefetch_related("co_financing__fund", "contributions"):
        new = Partnership.objects.create(
            project=carrying.target,
            organisation=row.organisation,
            role=row.role,
            position=row.position,
            abbreviation=row.abbreviation,
            **_flat_rates(carrying, row),
        )
        carrying.partners[row.pk] = new
        carrying.map_uid(row.uid, new.uid)
        _carry_funds(carrying, row, new)
        _carry_contributions(carrying, row, new)


def _flat_rates(carrying: Carrying, row: Partnership) -> dict[str, int]:
    """The chosen rates as far as the call offers them: exactly its rate where that is fixed, else at most."""
    offered = {offer.kind: offer for offer in carrying.call.flat_rates.all()}
    rates: dict[str, int] = {}
    for kind, column in RATES.items():
        chosen = getattr(row, column)
        if chosen is None:
            continue
        offer = offered.get(kind)
        if offer is None:
            facts = {"rate": kind.label, "partner": row.abbreviation}
            carrying.leave(_("Flat rate “%(rate)s” of %(partner)s") % facts)
            continue
        rates[column] = offer.rate if offer.is_fixed else min(chosen, offer.rate)
        if rates[column] != chosen:
            facts = {"rate": kind.label, "partner": row.abbreviation, "now": str(rates[column])}
            carrying.leave(_("Flat rate “%(rate)s” of %(partner)s: now %(now)s %%") % facts)
    return rates


def _carry_funds(carrying: Carrying, row: Partnership, new: Partnership) -> None:
    """Funds that the call has, at a rate that it allows; its own funds for a partner left without any."""
    offered = {offer.fund_id: offer for offer in carrying.call.funds.all()}
    rates: dict[str, Decimal] = {}
    for part in row.co_financing.all():
        facts = {"fund": part.fund.abbreviation, "partner": row.abbreviation}
        offer = offered.get(part.fund_id)
        if offer is None:
            carrying.leave(_("Money of %(fund)s for %(partner)s") % facts)
            continue
        rate = offer.rate if offer.is_fixed else min(part.rate, offer.rate)
        rates[part.fund_id] = rate
        if rate != part.rate:
            facts["now"] = money.percent(rate, carrying.by.language)
            carrying.leave(_("Rate of %(fund)s for %(partner)s: now %(now)s") % facts)
    for fund, rate in (rates or {code: offer.rate for code, offer in offered.items()}).items():
        CoFinancing.objects.create(partnership=new, fund_id=fund, rate=rate)


def _carry_contributions(carrying: Carrying, row: Partnership, new: Partnership) -> None:
    for each in row.contributions.all():
        Contribution.objects.create(
            partnership=new, source=each.source, status=each.status, amount=each.amount
        )
