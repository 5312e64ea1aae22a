"""Rules on the money."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from calls.rules import Terms
from projects.budget.periods import PREPARATION
from projects.dossier import Dossier, Partner
from projects.eligibility.check import eur, percent
from projects.eligibility.rules.judgement import Judgement, is_within


def max_rate(dossier: Dossier, terms: Terms) -> Judgement:
    """Compared exactly, not by the rounded percentage that is shown."""
    totals = dossier.totals
    is_kept = totals.eu_funding * 100 <= (terms.maximum or 0) * totals.total
    figures = _("They would pay %(funding)s of %(total)s, which is %(rate)s.") % {
        "funding": eur(totals.eu_funding),
        "total": eur(totals.total),
        "rate": percent(totals.eu_rate),
    }
    return Judgement(is_kept, figures, "budget")


def total_budget(dossier: Dossier, terms: Terms) -> Judgement:
    total = dossier.totals.total
    return Judgement(is_within(total, terms), _("It is %(amount)s now.") % {"amount": eur(total)}, "budget")


def grant(dossier: Dossier, terms: Terms) -> Judgement:
    grant = dossier.totals.eu_funding
    return Judgement(is_within(grant, terms), _("It is %(amount)s now.") % {"amount": eur(grant)}, "budget")


def partner_budget(dossier: Dossier, terms: Terms) -> Judgement:
    return _each(dossier, terms, lambda row: row.budget.total)


def partner_grant(dossier: Dossier, terms: Terms) -> Judgement:
    european = {fund.code for fund in dossier.call.funds if fund.is_eu}
    return _each(
        dossier,
        terms,
        lambda row: sum((part.amount for part in row.co_financing if part.fund in european), Decimal(0)),
    )


def preparation(dossier: Dossier, terms: Terms) -> Judgement:
    """Compared exactly, not by the rounded percentage that is shown."""
    uses = (use for use in dossier.lump_sums if use.period == PREPARATION)
    share = sum((part.amount for use in uses for part in use.shares), Decimal(0))
    total = dossier.totals.total
    is_kept = share * 100 <= (terms.maximum or 0) * total
    figures = _("They are %(amount)s of %(total)s now.") % {"amount": eur(share), "total": eur(total)}
    return Judgement(is_kept, figures, "lump_sums")


def _each(dossier: Dossier, terms: Terms, amount_of: Callable[[Partner], Decimal]) -> Judgement:
    for row in dossier.partners:
        amount = amount_of(row)
        if not is_within(amount, terms):
            figures = _("That of %(partner)s is %(amount)s.")
            told = figures % {"partner": row.abbreviation, "amount": eur(amount)}
            return Judgement(False, told, f"budget.{row.uid}.staff")
    return Judgement(True, _("All partners keep to it."), "budget")
