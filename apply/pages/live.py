"""The figures of one partner's money that follow each save: by the id of the place that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apply.pages.cells import Column, Row, Table, figure
from apply.pages.money import CATEGORY_NAMES
from apply.pages.overviews import fund_label, period_labels, plain
from core import money
from projects.budget import CATEGORIES, ENTERED, ZERO, FundPeriods, Spread
from projects.dossier import Dossier, Partner, fund_periods_of, periods_of, spread_of

_RATES = {"office": ("office_on_staff", "office_on_direct"), "other": ("other",)}


def live(dossier: Dossier, partner: Partner) -> dict[str, str]:
    """Every figure of the partner's page outside the list of totals, as a text by its id."""
    found: dict[str, Decimal] = {}
    if periods_of(dossier):
        found |= _spread(spread_of(dossier, partner), fund_periods_of(dossier, partner))
    found |= _lines(partner)
    for item in partner.items:
        found[f"amount-{item.uid}"], found[f"gap-{item.uid}"] = item.amount, item.gap
        table = f"table-{item.category}"
        found[table] = found.get(table, ZERO) + item.amount
    language = (get_language() or "en")[:2]
    return {name: money.written(amount, language) for name, amount in found.items()}


def drawn(figures: Mapping[str, str]) -> SafeString:
    """Figures for a page that is open, as HTML: hidden, each with the id of the place that it fills."""
    rows = (
        f'<data data-into="{escape(place)}" value="">{escape(text)}</data>' for place, text in figures.items()
    )
    return SafeString(f"<div hidden>{''.join(rows)}</div>")


def _lines(partner: Partner) -> dict[str, Decimal]:
    """Sums of what was entered, by category, by period, and of all."""
    found = {f"row-{name}": ZERO for name in ENTERED}
    for line in partner.lines:
        found[f"row-{line.category}"] += line.amount
        period = f"column-{'none' if line.period is None else line.period}"
        found[period] = found.get(period, ZERO) + line.amount
    return {**found, "column-total": sum((line.amount for line in partner.lines), ZERO)}


def _spread(row: Spread, funds: tuple[FundPeriods, ...]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for number, budget in row.periods.items():
        for name in (*CATEGORIES, "total"):
            found[f"way-{name}-{number}"] = budget.category(name)
        paid = {fund.key: fund.periods[number] for fund in funds}
        found |= {f"way-fund-{key}-{number}": amount for key, amount in paid.items()}
        found[f"way-share-{number}"] = budget.total - sum(paid.values(), ZERO)
    numbers = list(row.periods)
    kinds = [*CATEGORIES, "total", "share", *(f"fund-{fund.key}" for fund in funds)]
    for kind in kinds:
        found[f"way-{kind}-all"] = sum((found[f"way-{kind}-{number}"] for number in numbers), ZERO)
    return found


def by_period(dossier: Dossier, partner: Partner, figures: dict[str, str]) -> Table | None:
    """What comes of the partner's entries in each period, flat rates and funds included."""
    project_periods = periods_of(dossier)
    if not project_periods or dossier.call.terms.form == "totals":
        return None
    labels = {str(number): label for number, label in period_labels(project_periods).items()}
    places = (*labels, "all")
    rows = [(name, str(CATEGORY_NAMES[name])) for name in _shown(dossier, partner)]
    rows.append(("total", _("Total")))
    rows += [(f"fund-{fund.key}", fund_label(dossier, fund)) for fund in fund_periods_of(dossier, partner)]
    rows.append(("share", _("Partner's share")))
    return Table(
        "by-period",
        _("What it comes to in each period"),
        (*(Column(label) for label in labels.values()), Column(_("Total"))),
        tuple(Row(label, _figures(kind, places, figures)) for kind, label in rows),
        hint=_("The last period is what remains: it takes the cents, and what has no period yet."),
    )


def _figures(kind: str, places: Iterable[str], figures: dict[str, str]) -> tuple[SafeString, ...]:
    names, nothing = (f"way-{kind}-{place}" for place in places), plain(ZERO)
    return tuple(figure(figures.get(name, nothing), name) for name in names)


def _shown(dossier: Dossier, partner: Partner) -> list[str]:
    """The categories that the call knows, and those in which there is money anyway."""
    terms = dossier.call.terms
    offered = {offer.kind for offer in dossier.call.flat_rates}
    covered = {category for offer in dossier.unit_costs for category in offer.categories}
    open_to = {
        **{name: name in terms.categories or name in covered or name in offered for name in ENTERED},
        **{name: not offered.isdisjoint(kinds) for name, kinds in _RATES.items()},
        "lump_sums": bool(terms.lump_sums),
        "unit_costs": any(offer.table == "unit_costs" for offer in dossier.unit_costs),
    }
    return [name for name in CATEGORIES if open_to[name] or partner.budget.category(name)]


def lump_sum_figures(dossier: Dossier) -> dict[str, str]:
    """What of each lump sum nobody has taken yet, by the id of its place."""
    return {f"gap-{use.uid}": plain(use.gap) for use in dossier.lump_sums}
