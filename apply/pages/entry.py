"""The table in which a partner enters its costs by category and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from apply.pages.cells import Column, Row, Sheet, Table, blank, cell, figure
from apply.pages.overviews import period_labels, plain
from projects.budget import ENTERED, ZERO, Period, replaced
from projects.dossier import BudgetTerms, Partner
from projects.form import FIELDS


def grid(
    terms: BudgetTerms,
    partner: Partner,
    sheet: Sheet,
    figures: Mapping[str, str],
    project_periods: tuple[Period, ...],
) -> Table:
    """Cost categories by period. What has no period, or one that the project no longer has, stands beside."""
    numbers = [period.number for period in project_periods]
    lost = sorted({line.period for line in partner.lines if line.period and line.period not in numbers})
    has_rest = any(line.period is None for line in partner.lines)
    columns = [*numbers, *lost]
    names = [name for name in ENTERED if name in terms.categories or _has_line(partner, name)]
    rows = tuple(
        _grid_row(terms, partner, sheet, figures, name, columns, numbers, has_rest=has_rest) for name in names
    )
    nothing = plain(ZERO)
    foot = Row(
        _("Total"),
        tuple(
            figure(figures.get(f"column-{name}", nothing), f"column-{name}")
            for name in (*columns, *(["none"] if has_rest else []), "total")
        ),
    )
    heads = [
        *period_columns(project_periods),
        *(Column(_("Period %(number)d") % {"number": number}, _("no longer there")) for number in lost),
        *([Column(_("Without a period"))] if has_rest else []),
        Column(_("Total")),
    ]
    hint = "" if numbers else _("Give the start and end of the project first: its periods follow from them.")
    return Table("periods", _("Costs by category and period"), tuple(heads), rows, foot, hint)


def leftovers(terms: BudgetTerms, partner: Partner, sheet: Sheet, figures: Mapping[str, str]) -> list[Table]:
    """Amounts that the call's form of budget does not ask for: they count, and can only be cleared."""
    unfit = tuple(line for line in partner.lines if line.amount and not terms.takes(line))
    if not unfit:
        return []
    table = grid(replace(terms, categories=()), replace(partner, lines=unfit), sheet, figures, ())
    hint = _(
        "This call does not ask for these amounts. Enter them where it asks for them, and clear them here."
    )
    rows = tuple(replace(row, hint="") for row in table.rows)
    columns = tuple(replace(column, hint="") for column in table.columns)
    caption = _("Amounts entered in another way")
    return [replace(table, key="leftovers", caption=caption, columns=columns, rows=rows, hint=hint)]


def _grid_row(  # noqa: PLR0913 - a row of the grid is made of this much
    terms: BudgetTerms,
    partner: Partner,
    sheet: Sheet,
    figures: Mapping[str, str],
    name: str,
    columns: list[int],
    numbers: list[int],
    *,
    has_rest: bool,
) -> Row:
    of = FIELDS[f"budget.{name}"]
    texts = {"category": str(of.label)}
    place = _("%(category)s, period %(number)d")  # looked up once for all its cells
    cells = []
    for number in columns:
        label = place % {**texts, "number": number}
        key = f"budget.{partner.uid}.{name}.{number}"
        is_open = key in sheet.stored or (number in numbers and name in terms.categories)
        cells.append(cell(of, key, sheet, label) if is_open else blank())
    if has_rest:
        label = _("%(category)s, without a period") % texts
        key = f"budget.{partner.uid}.{name}"
        is_open = key in sheet.stored and bool(sheet.stored[key].value)
        cells.append(cell(of, key, sheet, label) if is_open else blank())
    cells.append(figure(figures.get(f"row-{name}", plain(ZERO)), f"row-{name}"))
    return Row(str(of.label), tuple(cells), hint=counting(terms, partner, name))


def counting(terms: BudgetTerms, partner: Partner, name: str) -> str:
    """Why amounts of a category do not count, or may not stay."""
    if name in replaced(partner.rates):
        return _("Does not count: a flat rate stands in its place.")
    if name in ENTERED and name not in terms.categories:
        return _("This call takes no real costs here.")
    return ""


def _has_line(partner: Partner, name: str) -> bool:
    return any(line.category == name for line in partner.lines)


def period_columns(project_periods: tuple[Period, ...]) -> list[Column]:
    labels = period_labels(project_periods)
    return [
        Column(
            labels[period.number],
            _("months %(first)d–%(last)d") % {"first": period.first_month, "last": period.last_month},
        )
        for period in project_periods
    ]
