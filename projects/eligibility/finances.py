"""Checks of the money: a budget, rates as the call offers them, a partner's share covered to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from projects.budget import FLAT_RATES
from projects.dossier import CoFinancing, Dossier, Financing, FlatRateOffer, FundOffer, Partner, parts_of
from projects.eligibility.check import Check, eur, failed, for_all, passed, percent
from projects.form import FIELDS, rate_key
from projects.models import FinancedPart

Problem = tuple[str, str]


def checks(dossier: Dossier) -> Iterator[Check]:
    """What must hold for the project's and each partner's money."""
    title, total = _("Budget"), dossier.totals.total
    if total > 0:
        yield passed("budget", title, _("The total is %(total)s.") % {"total": eur(total)}, "budget")
    else:
        yield failed(
            "budget", title, _("Nothing is budgeted yet. Enter the costs of each partner."), "budget"
        )
    partners = dossier.partners
    offers = {fund.code: fund for fund in dossier.call.funds}
    several = dossier.call.terms.several_funds
    parts = [
        (_named(dossier, row, part), row, part) for row in partners for part in parts_of(dossier.call, row)
    ]
    problems = [
        problem for name, row, part in parts for problem in _rates(name, row, part, offers, several=several)
    ]
    yield from for_all("rates", _("Co-financing rates"), partners, problems)
    flat = {offer.kind: offer for offer in dossier.call.flat_rates}
    problems = [problem for row in partners for problem in _flat_rates(row, flat)]
    yield from for_all("flat_rates", _("Flat rates"), partners, problems)
    problems = [problem for name, row, part in parts for problem in _share(name, row, part)]
    yield from for_all("share", _("Partner shares covered"), partners, problems)


def _named(dossier: Dossier, partner: Partner, part: Financing) -> str:
    """The partner, with the part of its costs where it has two."""
    if not dossier.call.is_apart:
        return partner.abbreviation
    return f"{partner.abbreviation} ({FinancedPart(part.part).label})"


def _rates(
    named: str, partner: Partner, part: Financing, offers: dict[str, FundOffer], *, several: bool
) -> Iterator[Problem]:
    """Each rate as the call offers it, one at least, and together no more than all."""
    name = {"partner": named}
    if not part.co_financing:
        first = rate_key(partner.uid, next(iter(offers), ""), part.part)
        yield _("%(partner)s has no co-financing rate. Enter one.") % name, first
        return
    advices = {row.fund: _advice(row, offers.get(row.fund)) for row in part.co_financing}
    together = sum((row.rate for row in part.co_financing), Decimal(0))
    paying = [row for row in part.co_financing if row.rate]
    if len(paying) > 1 and not several:
        yield (
            _("In this call each partner has money from one fund. Keep one of the rates of %(partner)s.")
            % name,
            rate_key(partner.uid, paying[1].fund, part.part),
        )
        return
    if together > 100 and not any(advices.values()):
        advices[part.co_financing[0].fund] = _(
            "The funds of %(partner)s together pay %(together)s. Lower one of the rates."
        )
    for row in part.co_financing:
        advice, offer = advices.get(row.fund), offers.get(row.fund)
        if advice:
            said = {**name, "rate": percent(row.rate), "offer": percent(offer.rate) if offer else ""}
            where = rate_key(partner.uid, row.fund, part.part)
            yield advice % {**said, "together": percent(together)}, where


def _advice(row: CoFinancing, offer: FundOffer | None) -> str:
    """What is wrong with one rate; blank when nothing is."""
    if offer is None:
        return _("%(partner)s asks for money from a fund that this call does not have. Clear that rate.")
    if offer.is_fixed and row.rate != offer.rate:
        return _("The rate of %(partner)s is %(rate)s, but this call has a fixed rate of %(offer)s.")
    if row.rate > offer.rate:
        return _("The rate of %(partner)s is %(rate)s, but this call pays at most %(offer)s.")
    return ""


def _flat_rates(partner: Partner, offers: dict[str, FlatRateOffer]) -> Iterator[Problem]:
    """Each flat rate as the call offers it (Regulations (EU) 2021/1059, Art. 39 to 41, and 2021/1060)."""
    for kind in FLAT_RATES:
        rate = getattr(partner.rates, kind)
        if rate is None:
            continue
        where = f"partner.{partner.uid}.{kind}_rate"
        offer = offers.get(kind)
        said = {"partner": partner.abbreviation, "name": FIELDS[f"partner.{kind}_rate"].label, "rate": rate}
        if offer is None:
            yield _("%(partner)s: this call does not offer “%(name)s”. Clear that rate.") % said, where
        elif rate > offer.rate or (offer.is_fixed and rate != offer.rate):
            advice = _("%(partner)s: “%(name)s” is %(rate)d%%, but the call has %(offer)d%%. Correct it.")
            yield advice % {**said, "offer": offer.rate}, where


def _share(named: str, partner: Partner, part: Financing) -> Iterator[Problem]:
    """The contributions make up the share of the part exactly, neither more nor less."""
    gap = part.gap
    if not gap:
        return
    said = {
        "partner": named,
        "share": eur(part.share),
        "given": eur(part.contributed),
        "gap": eur(abs(gap)),
    }
    state = _("%(partner)s must cover %(share)s, and its contributions are %(given)s.") % said
    advice = _("Add the %(gap)s that are missing.") if gap > 0 else _("Take away the surplus of %(gap)s.")
    own = part.contributions[0].id if part.contributions else None
    none = ".".join(name for name in ("contributions", str(partner.uid), part.part) if name)
    where = f"contribution.{own}.amount" if own else none
    yield f"{state} {advice % said}", where
