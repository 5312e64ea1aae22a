"""The budget as a workbook: sheets of partners and of who pays, to be filled and read back, and overviews.

A hidden first column and first row hold the keys of rows and columns; a cell's full key is both together.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
from django.utils.translation import gettext as _

from apply.pages.overviews import Overview, Rate, fund_name, overviews, period_labels
from core.templatetags.ui import LANGUAGE_NAMES
from core.workbooks import put_number, put_text
from projects.budget import ENTERED, Item
from projects.content.money import in_part
from projects.dossier import Dossier, Partner, parts_of, periods_of, whole_of
from projects.form import FIELDS, rate_key
from projects.models import Contribution
from projects.models.budget import ItemCategory

if TYPE_CHECKING:
    import openpyxl.styles
    import openpyxl.utils  # noqa: TC004 - asked of the package, which may wait to be read
    from openpyxl.worksheet.worksheet import Worksheet

MARK = "interreg-budget"
_TEXTS = ("unit_type", "comment", "award")


def workbook_of(dossier: Dossier) -> bytes:
    """The file: every partner's sheet, then who pays them, then one with all overviews."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for partner in dossier.partners:
        _partner_sheet(book.create_sheet(_title(partner)), dossier, partner)
    if dossier.partners:
        _financing_sheet(book.create_sheet(_("Financing")[:31]), dossier)
    sheet = book.create_sheet(_("Overviews")[:31])
    for overview in overviews(dossier, whole_of(dossier)):
        _overview(sheet, overview)
    sheet.column_dimensions["A"].width = 30
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _bold() -> openpyxl.styles.Font:
    return openpyxl.styles.Font(bold=True)


def _title(partner: Partner) -> str:
    name = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", partner.abbreviation)
    return f"{partner.position} {name}"[:31].strip()


def _partner_sheet(sheet: Worksheet, dossier: Dossier, partner: Partner) -> None:
    """Mark and keys in the hidden row and column; what people read and fill beside them."""
    put_text(sheet.cell(1, 1), f"{MARK}:{dossier.uid}")
    put_text(sheet.cell(2, 1), str(partner.uid))
    put_text(sheet.cell(2, 2), partner.name)
    sheet.cell(2, 2).font = _bold()
    columns = (
        _item_columns(dossier) if dossier.call.terms.form == "items" else _line_columns(dossier, partner)
    )
    for number, (code, label) in enumerate(columns.items(), 3):
        put_text(sheet.cell(1, number), code)
        put_text(sheet.cell(3, number), label)
        sheet.cell(3, number).font = _bold()
        sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].width = 16
    rows = _item_rows(dossier, partner) if dossier.call.terms.form == "items" else _line_rows(partner)
    for place, (key, label, values) in enumerate(rows, 4):
        put_text(sheet.cell(place, 1), key)
        put_text(sheet.cell(place, 2), label)
        for number, code in enumerate(columns, 3):
            _put(sheet, place, number, values.get(code))
    _frame(sheet, width=34)


def _financing_sheet(sheet: Worksheet, dossier: Dossier) -> None:
    """A row for each rate and each contribution, with its whole key: the one column has none of its own."""
    put_text(sheet.cell(1, 1), f"{MARK}:{dossier.uid}")
    put_text(sheet.cell(1, 3), "-")
    put_text(sheet.cell(3, 3), _("Percent, or EUR"))
    sheet.cell(3, 3).font = _bold()
    for place, (key, label, value) in enumerate(_financing_rows(dossier), 4):
        put_text(sheet.cell(place, 1), key)
        put_text(sheet.cell(place, 2), label)
        _put(sheet, place, 3, value)
    sheet.column_dimensions["C"].width = 16
    _frame(sheet, width=60)


def _frame(sheet: Worksheet, *, width: int) -> None:
    """Hide the keys, give the words beside them so many characters, and let both stay in sight."""
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["B"].width = width
    sheet.freeze_panes = "C4"


def _financing_rows(dossier: Dossier) -> Iterator[tuple[str, str, Decimal | None]]:
    """Key, words and value: the rates of each partner's parts, then what others give to them."""
    for partner in dossier.partners:
        for part in parts_of(dossier.call, partner):
            name = in_part(dossier, partner.abbreviation, part.part)
            known = [fund.code for fund in dossier.call.funds]
            for code in (*known, *(code for code in part.rates if code not in known)):
                label = _("%(partner)s: rate of %(fund)s") % {
                    "partner": name,
                    "fund": fund_name(dossier, code),
                }
                yield rate_key(partner.uid, code, part.part), label, part.rates.get(code)
            for row in part.contributions:
                said = {"partner": name, "source": row.source or _("the partner itself")}
                said["kind"] = str(Contribution.Status(row.status).label)
                label = _("%(partner)s: contribution of %(source)s (%(kind)s)") % said
                yield f"contribution.{row.id}.amount", label, row.amount


def _put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    cell: Any = sheet.cell(row, column)
    if isinstance(value, Decimal):
        put_number(cell, value)
    elif value:
        put_text(cell, str(value))
    else:
        cell.number_format = "#,##0.00"


def _line_columns(dossier: Dossier, partner: Partner) -> dict[str, str]:
    """Columns by the end of their keys: periods, and the whole category where that is entered."""
    if dossier.call.terms.form == "totals":
        return {"-": _("Amount")}
    labels = period_labels(periods_of(dossier))
    columns = {str(period.number): labels[period.number] for period in periods_of(dossier)}
    lost = sorted({line.period for line in partner.lines if line.period and str(line.period) not in columns})
    columns |= {str(number): _("Period %(number)d") % {"number": number} for number in lost}
    if any(line.period is None for line in partner.lines):
        columns["-"] = _("Without a period")
    return columns


def _line_rows(partner: Partner) -> list[tuple[str, str, Mapping[str, object]]]:
    rows: list[tuple[str, str, Mapping[str, object]]] = []
    for name in ENTERED:
        values: dict[str, object] = {
            "-" if line.period is None else str(line.period): line.amount
            for line in partner.lines
            if line.category == name
        }
        rows.append((f"budget.{partner.uid}.{name}", str(FIELDS[f"budget.{name}"].label), values))
    return rows


def _item_columns(dossier: Dossier) -> dict[str, str]:
    columns = {
        f"description.{code}": f"{FIELDS['cost.description'].label} ({LANGUAGE_NAMES.get(code, code)})"
        for code in dossier.call.languages
    }
    known = ("unit_cost", *_TEXTS) if dossier.unit_costs else _TEXTS
    columns |= {name: str(FIELDS[f"cost.{name}"].label) for name in (*known, "units", "price")}
    columns["="] = _("Amount")
    labels = period_labels(periods_of(dossier))
    for period in periods_of(dossier):
        columns[f"period.{period.number}"] = labels[period.number]
    return columns


def _item_rows(dossier: Dossier, partner: Partner) -> list[tuple[str, str, Mapping[str, object]]]:
    return [
        (f"cost.{item.uid}", str(ItemCategory(item.category).label), _item_values(dossier, item))
        for item in partner.items
    ]


def _item_values(dossier: Dossier, item: Item) -> dict[str, object]:
    key = f"cost.{item.uid}"
    values: dict[str, object] = {"units": item.units, "price": item.price, "=": item.amount}
    values |= {f"period.{part.number}": part.amount for part in item.periods}
    offer = dossier.unit_cost(item)
    values["unit_cost"] = str(offer.name) if offer else ""
    described = dossier.answers.get(f"{key}.description", {})
    values |= {f"description.{code}": text for code, text in described.items()}
    return values | {name: dossier.answers.get(f"{key}.{name}", {}).get("", "") for name in _TEXTS}


def _overview(sheet: Worksheet, overview: Overview) -> None:
    """A table below those that are there already."""
    top = sheet.max_row + 2 if sheet.max_row > 1 else 1
    put_text(sheet.cell(top, 1), overview.caption)
    sheet.cell(top, 1).font = _bold()
    for number, label in enumerate((overview.first, *overview.columns), 1):
        put_text(sheet.cell(top + 1, number), label)
        sheet.cell(top + 1, number).font = _bold()
    for place, line in enumerate(overview.lines, top + 2):
        put_text(sheet.cell(place, 1), line.label)
        for number, value in enumerate(line.values, 2):
            cell: Any = sheet.cell(place, number)
            if isinstance(value, Rate):
                put_number(cell, value.value / 100, "0.00%")
            else:
                put_number(cell, value)
