"""The tables of a dossier's money: each partner by category and period, and the overviews of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core import money
from projects.budget import CATEGORIES, FundPeriods, Item, PartnerBudget, Whole
from projects.content.parts import Cell, Column, Table, TableRow
from projects.content.values import period
from projects.dossier import Dossier, Partner, whole_of
from projects.models import Contribution

CATEGORY_LABELS: dict[str, Promise] = {
    "staff": gettext_lazy("Staff costs"),
    "office": gettext_lazy("Office and administration"),
    "travel": gettext_lazy("Travel and accommodation"),
    "external": gettext_lazy("External expertise and services"),
    "equipment": gettext_lazy("Equipment"),
    "infrastructure": gettext_lazy("Infrastructure and works"),
    "small_projects": gettext_lazy("Small projects"),
    "other": gettext_lazy("Other costs at a flat rate"),
    "lump_sums": gettext_lazy("Lump sums"),
    "unit_costs": gettext_lazy("Unit costs"),
}
TOTAL = "total"


def tables_of(dossier: Dossier) -> tuple[Table, ...]:
    """Every table: partners and funds, categories and periods, funds and periods, then each partner's own."""
    if not dossier.partners:
        return ()
    whole = whole_of(dossier)
    caption = _("Costs of the project by category, in EUR")
    found = [
        _partners(dossier, whole),
        _categories("budget", caption, whole.categories, whole.by_period),
    ]
    if whole.by_period:
        found.append(_funds_by_period(dossier, whole))
    for number, partner in enumerate(dossier.partners):
        spread = whole.spreads[number].periods if whole.spreads else {}
        caption = _("Costs of %(partner)s by category, in EUR") % {"partner": partner.abbreviation}
        found.append(_categories(f"budget.{partner.uid}", caption, whole.budgets[number], spread))
    items = (_items(dossier, partner) for partner in dossier.partners if partner.items)
    return (*found, *items, *(_financing(dossier, partner) for partner in dossier.partners))


def lump_sums_of(dossier: Dossier) -> tuple[Table, ...]:
    """The lump sums that the project uses, with each partner's part."""
    if not dossier.lump_sums:
        return ()
    columns = (
        Column("period", _("Period")),
        *(Column(str(row.uid), row.abbreviation) for row in dossier.partners),
        Column(TOTAL, _("Amount")),
    )
    rows = tuple(
        TableRow(
            str(use.uid),
            str(use.name),
            (period(use.period) or None, *(use.share_of(row.uid) for row in dossier.partners), use.amount),
        )
        for use in dossier.lump_sums
    )
    return (Table("lump_sums", _("Lump sums, in EUR"), _("Lump sum"), columns, rows),)


def fund_name(dossier: Dossier, code: str) -> str:
    fund = dossier.call.fund(code)
    return fund.name.best().text or code if fund else code


def _partners(dossier: Dossier, whole: Whole) -> Table:
    funds = [row.fund for row in whole.overview.funds]
    columns = (
        *(Column(f"fund.{code}", fund_name(dossier, code)) for code in funds),
        Column("share", _("Partner's share")),
        Column(TOTAL, _("Total")),
    )

    def cells(partner: Partner, total: Decimal) -> tuple[Cell, ...]:
        paid = {row.fund: row.amount for row in partner.co_financing}
        return (*(paid.get(code) for code in funds), partner.partner_share, total)

    rows = tuple(
        TableRow(
            str(partner.uid), f"{partner.position}. {partner.abbreviation}", cells(partner, budget.total)
        )
        for partner, budget in zip(dossier.partners, whole.budgets, strict=True)
    )
    totals = dossier.totals
    foot = TableRow(
        TOTAL, _("Total"), (*(totals.by_fund.get(code) for code in funds), totals.partner_share, totals.total)
    )
    return Table("partners", _("Partners and their money, in EUR"), _("Partner"), columns, rows, (foot,))


def _categories(
    key: str, caption: str, budget: PartnerBudget, by_period: Mapping[int, PartnerBudget]
) -> Table:
    """Categories by period, or with their total alone where there are no periods. Blank rows are left out."""
    numbers = sorted(by_period)
    columns = (*(Column(f"period.{each}", period(each)) for each in numbers), Column(TOTAL, _("Total")))
    rows = tuple(
        TableRow(
            name,
            str(CATEGORY_LABELS[name]),
            (*(by_period[each].category(name) for each in numbers), budget.category(name)),
        )
        for name in CATEGORIES
        if budget.category(name)
    )
    totals = (*(by_period[each].total for each in numbers), budget.total)
    foot = TableRow(TOTAL, _("Total eligible costs"), totals)
    return Table(key, caption, _("Cost category"), columns, rows, (foot,))


def _funds_by_period(dossier: Dossier, whole: Whole) -> Table:
    numbers = sorted(whole.by_period)
    columns = (*(Column(f"period.{each}", period(each)) for each in numbers), Column(TOTAL, _("Total")))

    def row(key: str, label: str, funds: FundPeriods) -> TableRow:
        return TableRow(key, label, (*(funds.periods.get(each) for each in numbers), funds.total))

    rows = (
        *(row(f"fund.{funds.fund}", fund_name(dossier, funds.fund), funds) for funds in whole.funds),
        row("share", _("Partners' share"), whole.partner_share),
    )
    totals = (*(whole.by_period[each].total for each in numbers), dossier.totals.total)
    foot = TableRow(TOTAL, _("Total"), totals)
    return Table("funds", _("Money by source and period, in EUR"), _("Source"), columns, rows, (foot,))


def _items(dossier: Dossier, partner: Partner) -> Table:
    """The single items that a partner's costs are made of, where the call asks for them."""
    columns = (
        Column("category", _("Cost category")),
        Column("unit", _("Unit")),
        Column("units", _("Units")),
        Column("price", _("Price of a unit")),
        Column(TOTAL, _("Amount")),
    )
    rows = tuple(
        TableRow(
            str(item.uid),
            _item_name(dossier, item, number),
            (
                str(CATEGORY_LABELS[item.category]),
                dossier.plain(f"cost.{item.uid}.unit_type") or None,
                number_format(item.units, 2, use_l10n=True, force_grouping=True),
                item.price,
                item.amount,
            ),
        )
        for number, item in enumerate(partner.items, start=1)
    )
    caption = _("Cost items of %(partner)s, in EUR") % {"partner": partner.abbreviation}
    return Table(f"items.{partner.uid}", caption, _("Item"), columns, rows)


def _item_name(dossier: Dossier, item: Item, number: int) -> str:
    """What the item is, in the words of the partner or of the programme's unit cost."""
    offer = dossier.unit_cost(item)
    given = str(dossier.text(f"cost.{item.uid}.description")) or (str(offer.name) if offer else "")
    return given or _("Item %(number)d") % {"number": number}


def _financing(dossier: Dossier, partner: Partner) -> Table:
    """Where the money of one partner comes from."""
    caption = _("Financing of %(partner)s, in EUR") % {"partner": partner.abbreviation}
    columns = (Column("kind", _("Kind of money")), Column("rate", _("Rate")), Column(TOTAL, _("Amount")))
    rows = (*_fund_rows(dossier, partner), *_contribution_rows(partner))
    foot = (
        TableRow("share", _("Partner's share"), (None, None, partner.partner_share)),
        TableRow(TOTAL, _("Total eligible costs"), (None, None, partner.budget.total)),
    )
    return Table(f"financing.{partner.uid}", caption, _("Source"), columns, rows, foot)


def _fund_rows(dossier: Dossier, partner: Partner) -> Iterator[TableRow]:
    for row in partner.co_financing:
        rate = money.percent(row.rate, (get_language() or "en")[:2])
        yield TableRow(f"fund.{row.fund}", fund_name(dossier, row.fund), (_("Fund"), rate, row.amount))


def _contribution_rows(partner: Partner) -> Sequence[TableRow]:
    return [
        TableRow(
            f"contribution.{row.id}",
            row.source or _("Own contribution"),
            (str(Contribution.Status(row.status).label), None, row.amount),
        )
        for row in partner.contributions
    ]
