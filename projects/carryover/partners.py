"""The partnership: the same organisations in the same order, with the rates that the new call offers."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import gettext as _

from calls.states import FlatRateKind
from core import money
from projects.carryover.carrying import Carrying
from projects.dossier import financed_parts
from projects.models import CoFinancing, Contribution, FinancedPart, Partnership

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
    parts = financed_parts(carrying.target)
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
        _carry_funds(carrying, row, new, parts)
        _carry_contributions(row, new, parts)


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
            carrying.leave(_("Flat rate “%(rate)s” of %(partner)s: now %(now)s%%") % facts)
    return rates


def _carry_funds(carrying: Carrying, row: Partnership, new: Partnership, parts: Collection[str]) -> None:
    """Funds that the call has, at a rate that it allows; its own funds for a part left without any."""
    offered = {offer.fund_id: offer for offer in carrying.call.funds.all()}
    rates: dict[str, dict[str, Decimal]] = {part: {} for part in parts}
    for old in row.co_financing.all():
        facts = {"fund": old.fund.abbreviation, "partner": row.abbreviation}
        offer = offered.get(old.fund_id)
        if old.part not in parts:
            carrying.leave(_("Rate of %(fund)s for small projects of %(partner)s") % facts)
            continue
        if offer is None:
            carrying.leave(_("Money of %(fund)s for %(partner)s") % facts)
            continue
        rate = offer.rate if offer.is_fixed else min(old.rate, offer.rate)
        rates[old.part][old.fund_id] = rate
        if rate != old.rate:
            facts["now"] = money.percent(rate, carrying.by.language)
            carrying.leave(_("Rate of %(fund)s for %(partner)s: now %(now)s") % facts)
    usual = {code: offer.rate for code, offer in offered.items()}
    for part, found in rates.items():
        for fund, rate in (found or usual).items():
            CoFinancing.objects.create(partnership=new, part=part, fund_id=fund, rate=rate)


def _carry_contributions(row: Partnership, new: Partnership, parts: Collection[str]) -> None:
    """All of them: where the call has no parts, what was given to small projects is given to the whole."""
    for each in row.contributions.all():
        Contribution.objects.create(
            partnership=new,
            part=each.part if each.part in parts else FinancedPart.MANAGEMENT,
            source=each.source,
            status=each.status,
            amount=each.amount,
        )
