"""The overviews of a project's money as tables: by fund, partner, category, period, and fund and period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import NamedTuple
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apply.pages.money import CATEGORY_NAMES
from core import addresses, money, stencils
from core.keeping import once
from projects.budget import (
    CATEGORIES,
    CLOSURE,
    PREPARATION,
    STATUSES,
    ZERO,
    FundOverview,
    FundPeriods,
    PartnerFunds,
    Period,
    Whole,
)
from projects.content.money import in_part
from projects.dossier import Dossier, periods_of, whole_of
from projects.models import Contribution

ANY_PARTNER = addresses.STAND_INS[2]
SUM_ROW = ' class="sum-row"'


class Rate(NamedTuple):
    """A percentage among amounts."""

    value: Decimal


Value = Decimal | Rate


@dataclass(frozen=True)
class Line:
    """A row of amounts and rates; `partner` is whose budget the heading leads to, if any."""

    label: str
    values: tuple[Value, ...]
    partner: UUID | None = None
    is_sum: bool = False

    def drawn(self, pattern: str, language: str) -> str:
        """The row as HTML; `pattern` is the address of the budget of any partner, if there are such pages."""
        label = escape(self.label)
        if self.partner and pattern:
            address = pattern.replace(str(ANY_PARTNER), str(self.partner))
            label = f'<a href="{address}">{label}</a>'
        cells = "".join(
            f'<td class="amount">{money.percent(one.value, language)}</td>'
            if isinstance(one, Rate)
            else f'<td class="amount">{money.written(one, language)}</td>'
            for one in self.values
        )
        return f'<tr{SUM_ROW if self.is_sum else ""}><th scope="row">{label}</th>{cells}</tr>'


@dataclass(frozen=True)
class Overview:
    """A table of figures in euro; `hint` says how they come about."""

    key: str
    caption: str
    hint: str
    first: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    def drawn(self, uid: UUID | None = None) -> SafeString:
        """As HTML; `uid` is the project whose pages of partners it leads to, if any."""
        language = (get_language() or "en")[:2]
        facts = {
            "key": self.key,
            "caption": self.caption,
            "hint": self.hint,
            "first": self.first,
            "columns": self.columns,
        }
        pattern = addresses.of("apply:partner_budget", uid, ANY_PARTNER) if uid else ""
        rows = SafeString("".join(line.drawn(pattern, language) for line in self.lines))
        return stencils.draw("apply/parts/overview.html", facts, {"rows": rows})


def drawn(dossier: Dossier) -> list[SafeString]:
    """All overviews as HTML, with links to the budgets of partners; drawn once for a dossier and language."""
    language = get_language() or "en"
    kept = _drawn(dossier)
    if language not in kept:
        kept[language] = [one.drawn(dossier.uid) for one in overviews(dossier, whole_of(dossier))]
    return kept[language]


@once
def _drawn(_dossier: Dossier) -> dict[str, list[SafeString]]:
    """What was drawn of a dossier, by language."""
    return {}


def overviews(dossier: Dossier, whole: Whole) -> list[Overview]:
    """All of them that have something to show."""
    found = [_by_fund(dossier, whole), _by_partner(dossier, whole), _by_category(dossier, whole)]
    if whole.spreads and dossier.call.terms.form != "totals":
        found += [_by_period(dossier, whole), _by_fund_and_period(dossier, whole)]
    return found


def plain(amount: Decimal) -> str:
    """An amount without the sign of the euro, as the active language writes it; quick, for tables."""
    return money.written(amount, (get_language() or "en")[:2])


def fund_name(dossier: Dossier, code: str) -> str:
    fund = dossier.call.fund(code)
    return str(fund.name) if fund else code


def fund_label(dossier: Dossier, row: FundOverview | FundPeriods) -> str:
    """The name of a fund, with the part of the costs in which it pays where the call has parts."""
    return in_part(dossier, fund_name(dossier, row.fund), row.part)


def period_labels(project_periods: Iterable[Period]) -> dict[int, str]:
    """The headings of all periods: preparation, each by its months, closure."""
    labels = {PREPARATION: _("Preparation")}
    for period in project_periods:
        labels[period.number] = _("Period %(number)d") % {"number": period.number}
    return {**labels, CLOSURE: _("Closure")}


def _by_fund(dossier: Dossier, whole: Whole) -> Overview:
    view = whole.overview
    together = FundOverview("", view.funding, view.contributions)
    rows = [_fund_line(fund_label(dossier, row), row) for row in view.funds]
    if len(view.funds) > 1:
        rows.append(_fund_line(_("European funds together"), view.eu, is_sum=True))
    average = (*_fund_figures(together), view.total, Rate(view.average_rate))
    statuses = [str(Contribution.Status(status).label) for status in STATUSES]
    return Overview(
        "by-fund",
        _("By fund"),
        _by_fund_hint(dossier),
        _("Fund"),
        (_("Fund pays"), *statuses, _("Contributions"), _("Total"), _("Rate")),
        (*rows, Line(_("Total"), average, is_sum=True)),
    )


def _by_fund_hint(dossier: Dossier) -> str:
    if dossier.call.is_apart:
        return _(
            "Managing the fund and the small projects each have rates and contributions of their own. What a "
            "fund pays of each is cut to the cent."
        )
    return _(
        "A fund pays its rate of each partner's total, cut to the cent. Contributions count once: a "
        "partner with several funds has them divided in proportion to what the funds pay."
    )


def _fund_line(label: str, row: FundOverview, *, is_sum: bool = False) -> Line:
    return Line(label, (*_fund_figures(row), row.total, Rate(row.rate)), is_sum=is_sum)


def _fund_figures(row: FundOverview) -> tuple[Value, ...]:
    given = (row.contributions[status] for status in STATUSES)
    return (row.funding, *given, row.contribution)


def _by_partner(dossier: Dossier, whole: Whole) -> Overview:
    *rows, total = whole.partners
    codes = list(total.funds)
    columns = []
    for code in codes:
        name = fund_name(dossier, code)
        columns += [name, _("%(fund)s: share") % {"fund": name}]
    statuses = [str(Contribution.Status(status).label) for status in STATUSES]
    known = {str(partner.uid): partner for partner in dossier.partners}
    lines = [
        Line(
            in_part(dossier, known[row.key].abbreviation, row.part),
            _partner_figures(row, codes),
            known[row.key].uid,
        )
        for row in rows
    ]
    return Overview(
        "by-partner",
        _("By partner and fund"),
        _(
            "A partner's shares in percent are of the fund's total, and of the total of all partners. "
            "The last line gives each fund's share of the whole budget."
        ),
        _("Partner"),
        (*columns, *statuses, _("Total"), _("Share")),
        (*lines, Line(_("Total"), _partner_figures(total, codes), is_sum=True)),
    )


def _partner_figures(row: PartnerFunds, codes: list[str]) -> tuple[Value, ...]:
    paid: list[Value] = []
    for code in codes:
        paid += [row.funds.get(code, ZERO), Rate(row.fund_shares.get(code, ZERO))]
    given = (row.contributions[status] for status in STATUSES)
    return (*paid, *given, row.total, Rate(row.share))


def _by_category(dossier: Dossier, whole: Whole) -> Overview:
    used = [name for name in CATEGORIES if whole.categories.category(name)]
    lines = [
        Line(
            partner.abbreviation,
            (*(budget.category(name) for name in used), budget.total),
            partner.uid,
        )
        for partner, budget in zip(dossier.partners, whole.budgets, strict=True)
    ]
    total = (*(whole.categories.category(name) for name in used), whole.categories.total)
    return Overview(
        "by-category",
        _("By cost category"),
        _("Flat rates are worked out for each partner on its own costs and cut to the cent, then added up."),
        _("Partner"),
        (*(str(CATEGORY_NAMES[name]) for name in used), _("Total")),
        (*lines, Line(_("Total"), total, is_sum=True)),
    )


def _by_period(dossier: Dossier, whole: Whole) -> Overview:
    labels = period_labels(periods_of(dossier))
    lines = [
        Line(
            partner.abbreviation,
            (*(row.periods[number].total for number in labels), row.total),
            partner.uid,
        )
        for partner, row in zip(dossier.partners, whole.spreads, strict=True)
    ]
    total = (*(whole.by_period[number].total for number in labels), whole.categories.total)
    shares = (
        *(Rate(whole.shares[number]) for number in labels),
        Rate(sum(whole.shares.values(), ZERO)),
    )
    return Overview(
        "by-period",
        _("By period"),
        _(
            "Flat rates are worked out within each period. The last period is what remains of each partner's "
            "total: it takes the cents, and what has no period yet."
        ),
        _("Partner"),
        (*labels.values(), _("Total")),
        (*lines, Line(_("Total"), total, is_sum=True), Line(_("Share"), shares, is_sum=True)),
    )


def _by_fund_and_period(dossier: Dossier, whole: Whole) -> Overview:
    labels = period_labels(periods_of(dossier))

    def line(label: str, row: FundPeriods, *, is_sum: bool = False) -> Line:
        return Line(label, _over(row.periods, labels, row.total), is_sum=is_sum)

    rows = [line(fund_label(dossier, row), row) for row in whole.funds]
    if len(rows) > 1:
        rows.append(line(_("European funds together"), whole.eu, is_sum=True))
        rows.append(line(_("All funds"), whole.all_funds, is_sum=True))
    shares = whole.part_shares or (whole.partner_share,)
    rows += [line(in_part(dossier, _("Partners' share"), row.part), row) for row in shares]
    total = {number: budget.total for number, budget in whole.by_period.items()}
    rows.append(Line(_("Total"), _over(total, labels, whole.categories.total), is_sum=True))
    return Overview(
        "by-fund-and-period",
        _("By fund and period"),
        _(
            "A fund's part of a period is its rate of each partner's costs in it, cut to the cent; the last "
            "period is what remains of the fund's total."
        ),
        _("Fund"),
        (*labels.values(), _("Total")),
        tuple(rows),
    )


def _over(amounts: Mapping[int, Decimal], labels: Mapping[int, str], total: Decimal) -> tuple[Value, ...]:
    return (*(amounts.get(number, ZERO) for number in labels), total)
