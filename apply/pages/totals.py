"""A proposal's totals, as figures and as tables by partner, category and fund."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apply.pages.money import CATEGORY_NAMES
from core import money, stencils
from projects.budget import CATEGORIES
from projects.dossier import Dossier, Partner


@dataclass(frozen=True)
class Row:
    """A partner's line in a table of amounts; the last line of all has no partner."""

    partner: Partner | None
    amounts: tuple[Decimal, ...]


@dataclass(frozen=True)
class Table:
    """Amounts by partner; `columns` are the headings of the amounts."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: tuple[Decimal, ...]


def figures(dossier: Dossier) -> list[dict[str, Any]]:
    """The large figures of a proposal."""
    language = get_language() or "en"
    totals = dossier.totals
    return [
        {"label": _("Total budget"), "value": money.eur(totals.total, language)},
        {"label": _("European money"), "value": money.eur(totals.eu_funding, language)},
        {"label": _("Co-financing rate"), "value": money.percent(totals.rate, language)},
        {"label": _("Partners"), "value": len(dossier.partners)},
    ]


def links_to_budgets(dossier: Dossier) -> list[SafeString]:
    """The way to each partner's budget as HTML, with its total."""
    language = get_language() or "en"
    return [
        stencils.draw(
            "apply/parts/budget_partner.html",
            {},
            {
                "uid": dossier.uid,
                "partner": partner.uid,
                "abbreviation": partner.abbreviation,
                "name": partner.name,
                "total": money.eur(partner.budget.total, language),
            },
        )
        for partner in dossier.partners
    ]


def frozen_facts(dossier: Dossier) -> list[dict[str, Any]]:
    """What a person should recognise before freezing it."""
    lead = dossier.lead
    return [
        {"label": _("Title"), "value": str(dossier.title)},
        {"label": _("Acronym"), "value": dossier.acronym},
        {"label": _("Specific objective"), "value": dossier.objective and str(dossier.objective.title)},
        {"label": _("Lead partner"), "value": lead and lead.name},
        *figures(dossier),
    ]


def by_category(dossier: Dossier) -> Table:
    """Partners by cost category; categories without any amount are left out."""
    used = [name for name in CATEGORIES if dossier.totals.by_category[name]]
    return Table(
        columns=(*(str(CATEGORY_NAMES[name]) for name in used), _("Total")),
        rows=tuple(
            Row(partner, (*(partner.budget.category(name) for name in used), partner.budget.total))
            for partner in dossier.partners
        ),
        total=(*(dossier.totals.by_category[name] for name in used), dossier.totals.total),
    )


def by_fund(dossier: Dossier) -> Table:
    """Partners by fund, with the partner's share and what is covered of it."""
    codes = list(dossier.totals.by_fund)
    names = [str(fund.name) if (fund := dossier.call.fund(code)) else code for code in codes]
    return Table(
        columns=(*names, _("Partner's share"), _("Contributions"), _("Total")),
        rows=tuple(_fund_row(partner, codes) for partner in dossier.partners),
        total=(
            *(dossier.totals.by_fund[code] for code in codes),
            dossier.totals.partner_share,
            dossier.totals.contributed,
            dossier.totals.total,
        ),
    )


def _fund_row(partner: Partner, codes: list[str]) -> Row:
    amounts = partner.by_fund
    paid = (amounts.get(code, Decimal("0.00")) for code in codes)
    return Row(partner, (*paid, partner.partner_share, partner.contributed, partner.budget.total))
