"""The tables of a dossier's money: each partner by category and period, and the overviews of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core import money
from core.texts import colon
from projects.budget import CATEGORIES, FundPeriods, Item, PartnerBudget, Whole
from projects.content.parts import Column, Table, TableRow
from projects.content.values import period
from projects.dossier import Dossier, Financing, Partner, parts_of, whole_of
from projects.models import Contribution, FinancedPart

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
    paid = (
        _financing(dossier, row, part) for row in dossier.partners for part in parts_of(dossier.call, row)
    )
    return (*found, *items, *paid)


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


def part_name(part: str) -> str:
    """What a part of a partner's costs is called that is financed apart."""
    return str(FinancedPart(part).label)


def in_part(dossier: Dossier, name: str, part: str) -> str:
    """A name with the part of the costs for which it stands, where the call has parts."""
    return f"{name}{colon()} {part_name(part)}" if dossier.call.is_apart else name


def _partners(dossier: Dossier, whole: Whole) -> Table:
    funds = list(dict.fromkeys(row.fund for row in whole.overview.funds))
    columns = (
        *(Column(f"fund.{code}", fund_name(dossier, code)) for code in funds),
        Column("share", _("Partner's share")),
        Column(TOTAL, _("Total")),
    )
    rows = tuple(
        TableRow(
            _key(str(partner.uid), part.part),
            in_part(dossier, f"{partner.position}. {partner.abbreviation}", part.part),
            (*(part.amounts.get(code) for code in funds), part.share, part.base),
        )
        for partner in dossier.partners
        for part in parts_of(dossier.call, partner)
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

    shares = whole.part_shares or (whole.partner_share,)
    rows = (
        *(
            row(
                _key("fund", one.part, one.fund),
                in_part(dossier, fund_name(dossier, one.fund), one.part),
                one,
            )
            for one in whole.funds
        ),
        *(
            row(_key("share", one.part), in_part(dossier, _("Partners' share"), one.part), one)
            for one in shares
        ),
    )
    totals = (*(whole.by_period[each].total for each in numbers), dossier.totals.total)
    foot = TableRow(TOTAL, _("Total"), totals)
    return Table("funds", _("Money by source and period, in EUR"), _("Source"), columns, rows, (foot,))


def _key(*names: str) -> str:
    return ".".join(name for name in names if name)


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


def _financing(dossier: Dossier, partner: Partner, part: Financing) -> Table:
    """Where the money of one partner comes from, in a part of its costs."""
    name, total = partner.abbreviation, _("Total eligible costs")
    if dossier.call.is_apart:
        name, total = f"{name} ({part_name(part.part)})", part_name(part.part)
    columns = (Column("kind", _("Kind of money")), Column("rate", _("Rate")), Column(TOTAL, _("Amount")))
    rows = (*_fund_rows(dossier, part), *_contribution_rows(part))
    foot = (
        TableRow("share", _("Partner's share"), (None, None, part.share)),
        TableRow(TOTAL, total, (None, None, part.base)),
    )
    caption = _("Financing of %(partner)s, in EUR") % {"partner": name}
    return Table(_key("financing", str(partner.uid), part.part), caption, _("Source"), columns, rows, foot)


def _fund_rows(dossier: Dossier, part: Financing) -> Iterator[TableRow]:
    for row in part.co_financing:
        rate = money.percent(row.rate, (get_language() or "en")[:2])
        yield TableRow(f"fund.{row.fund}", fund_name(dossier, row.fund), (_("Fund"), rate, row.amount))


def _contribution_rows(part: Financing) -> Sequence[TableRow]:
    return [
        TableRow(
            f"contribution.{row.id}",
            row.source or _("Own contribution"),
            (str(Contribution.Status(row.status).label), None, row.amount),
        )
        for row in part.contributions
    ]
