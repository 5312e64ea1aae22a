"""The tables in which a partner lists cost items, and a project its lump sums."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apply.pages.cells import Column, Row, Sheet, Table, Width, cell, figure
from apply.pages.entry import counting, grid, leftovers, period_columns
from apply.pages.lists import Choices
from apply.pages.overviews import period_labels, plain
from core.templatetags.ui import LANGUAGE_NAMES
from projects.budget import ZERO, Item, Period
from projects.dossier import Dossier, LumpSumUse, Partner, UnitCostOffer, periods_of
from projects.form import FIELDS, FormField
from projects.form.places import budget_places, section_place
from projects.models.budget import ItemCategory

# Which texts a row of each table asks for, besides its description.
TEXTS: Mapping[str, tuple[str, ...]] = {
    "staff": ("unit_type", "comment"),
    "travel": ("unit_type",),
    "external": ("unit_type", "comment", "award"),
    "equipment": ("unit_type", "comment", "award"),
    "infrastructure": ("unit_type", "comment", "award"),
    "small_projects": ("comment",),
    "unit_costs": (),
}
ALL_TEXTS = frozenset(f"cost.{text}" for texts in TEXTS.values() for text in texts)
INVESTED = frozenset({"external", "equipment", "infrastructure"})


def entry_tables(
    dossier: Dossier,
    partner: Partner,
    sheet: Sheet,
    figures: Mapping[str, str],
    *,
    investments: Choices = (),
    shown: Collection[str] = ALL_TEXTS,
) -> list[Table]:
    """The tables of the call's form of budget; none where one amount is entered for each category."""
    terms = dossier.call.terms
    project_periods = periods_of(dossier)
    if terms.form == "periods":
        return [grid(terms, partner, sheet, figures, project_periods)]
    if terms.form == "items":
        tables = _Items(dossier, partner, sheet, figures, project_periods, investments, shown)
        return [
            *(tables.table(name) for name in ItemCategory.values if tables.is_shown(name)),
            *leftovers(terms, partner, sheet, figures),
        ]
    return leftovers(terms, partner, sheet, figures)


class _Items:
    """The tables of cost items of one partner."""

    def __init__(
        self,
        dossier: Dossier,
        partner: Partner,
        sheet: Sheet,
        figures: Mapping[str, str],
        project_periods: tuple[Period, ...],
        investments: Choices,
        shown: Collection[str],
    ) -> None:
        self.dossier, self.terms = dossier, dossier.call.terms
        self.unit_costs = dossier.unit_costs
        self.languages = dossier.call.languages
        self.partner, self.sheet, self.figures = partner, sheet, figures
        self.periods, self.investments = project_periods, investments
        self.uid, self.shown = dossier.uid, shown

    @property
    def _may_shape(self) -> bool:
        """Whether rows may be added and removed now."""
        return self.sheet.is_editable and self.sheet.opening.has(budget_places(self.partner.uid))

    def is_shown(self, name: str) -> bool:
        return (
            name in self.terms.categories
            or any(offer.table == name for offer in self.unit_costs)
            or any(item.category == name for item in self.partner.items)
        )

    def table(self, name: str) -> Table:
        label = str(ItemCategory(name).label)
        items = [item for item in self.partner.items if item.category == name]
        rows = tuple(self._row(item, number, label) for number, item in enumerate(items, 1))
        is_full = len(items) >= 300
        total = self.figures.get(f"table-{name}", plain(ZERO)) if items else ""
        return Table(
            name,
            label,
            tuple(self._columns(name)),
            rows,
            None,
            counting(self.terms, self.partner, name),
            add_kind="" if is_full or not self._may_shape else name,
            total=total,
        )

    def _specs(self, name: str) -> list[_Spec]:
        """The cells of a row that people fill, before its amount."""
        specs: list[_Spec] = []
        if name != ItemCategory.UNIT_COSTS:
            words = [(code, LANGUAGE_NAMES.get(code, code)) for code in self.languages]
            specs += [_Spec(f"description.{code}", "wide", language, code) for code, language in words]
        offers = [offer for offer in self.unit_costs if offer.table == name]
        if offers:
            specs.append(
                _Spec("unit_cost", "wide", choices=[(one.key, named_unit_cost(one)) for one in offers])
            )
        specs += [_Spec(text, "wide") for text in TEXTS[name] if f"cost.{text}" in self.shown]
        if self.investments and name in INVESTED:
            specs.append(_Spec("investment", "wide", choices=self.investments))
        return [*specs, _Spec("units"), _Spec("price")]

    def _columns(self, name: str) -> list[Column]:
        heads = [
            Column(spec.label, spec.hint, is_amount=spec.width == "amount") for spec in self._specs(name)
        ]
        heads.append(Column(_("Amount")))
        return [
            *heads,
            *period_columns(self.periods),
            *([Column(_("No period yet"))] if self.periods else []),
        ]

    def _row(self, item: Item, number: int, table: str) -> Row:
        chosen = self.dossier.unit_cost(item)
        fixed = {"unit_type": str(chosen.unit), "price": plain(item.price)} if chosen else {}
        where = {"table": table, "number": number}
        cells = [self._cell(item, spec, where, fixed) for spec in self._specs(item.category)]
        cells.append(figure(plain(item.amount), f"amount-{item.uid}"))
        parts = (_Spec(f"period.{period.number}") for period in self.periods)
        cells += [self._cell(item, spec, where, {}) for spec in parts]
        if self.periods:
            cells.append(figure(plain(item.gap), f"gap-{item.uid}"))
        remove = reverse("apply:item_remove", args=[self.uid, item.uid]) if self._may_shape else ""
        return Row(str(number), tuple(cells), remove_url=remove)

    def _cell(
        self, item: Item, spec: _Spec, where: Mapping[str, object], fixed: Mapping[str, str]
    ) -> SafeString:
        name = " ".join(part for part in (spec.label, spec.period) if part)
        label = _("%(table)s, row %(number)d: %(column)s") % {**where, "column": name}
        return cell(
            spec.field,
            f"cost.{item.uid}.{spec.attribute}",
            self.sheet,
            label,
            width=spec.width,
            choices=spec.choices,
            fixed=fixed.get(spec.attribute),
        )


def named_unit_cost(offer: UnitCostOffer) -> str:
    """A unit cost in a list: the project's own are told from the programme's."""
    if offer.own is None:
        return str(offer.name)
    return _("%(name)s (own)") % {"name": str(offer.name) or _("Without a name")}


@dataclass(frozen=True)
class _Spec:
    """One column of a table of items: the attribute of its keys, and its heading."""

    attribute: str
    width: Width = "amount"
    language_name: str = ""
    language: str = ""
    choices: Choices = ()

    @property
    def field(self) -> FormField:
        return FIELDS[f"cost.{self.attribute.partition('.')[0]}"]

    @property
    def label(self) -> str:
        return str(self.field.label)

    @property
    def hint(self) -> str:
        return self.language_name

    @property
    def period(self) -> str:
        return self.attribute.partition(".")[2] if self.field.key == "cost.period" else self.language_name


def lump_sum_table(dossier: Dossier, sheet: Sheet) -> Table:
    """The lump sums that the project uses: period, what each partner takes, and what nobody has taken."""
    labels = period_labels(periods_of(dossier))
    choices = [(str(number), label) for number, label in labels.items()]
    heads = [Column(_("Period"), is_amount=False)]
    heads += [Column(partner.abbreviation) for partner in dossier.partners]
    heads += [Column(_("Amount set by the programme")), Column(_("Not taken yet"))]
    rows = tuple(_lump_sum_row(dossier, use, sheet, choices) for use in dossier.lump_sums)
    return Table("lump-sums", _("Lump sums"), tuple(heads), rows)


def _lump_sum_row(dossier: Dossier, use: LumpSumUse, sheet: Sheet, choices: Choices) -> Row:
    name, key = str(use.name), f"lump_sum.{use.uid}"
    period = FIELDS["lump_sum.period"]
    label = _("%(name)s: period") % {"name": name}
    cells = [cell(period, f"{key}.period", sheet, label, width="wide", choices=choices)]
    for partner in dossier.partners:
        label = _("%(name)s: part of %(partner)s") % {"name": name, "partner": partner.abbreviation}
        cells.append(cell(FIELDS["lump_sum.share"], f"{key}.share.{partner.uid}", sheet, label))
    cells += [figure(plain(use.amount)), figure(plain(use.gap), f"gap-{use.uid}")]
    may_drop = sheet.is_editable and sheet.opening.has((section_place("lump_sums"),))
    remove = reverse("apply:lump_sum_drop", args=[dossier.uid, use.uid]) if may_drop else ""
    hint = "" if use.is_splittable else _("One partner takes the whole amount.")
    return Row(name, tuple(cells), hint, remove)
