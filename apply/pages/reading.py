"""A filled workbook as cells of the budget: which key has which text, and what can't be read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from apply.pages.workbook import MARK
from core.errors import DomainError
from core.workbooks import FORMULA, Found, number_of
from projects.fields.bulk import Refused

MOST_CELLS = 30_000


@dataclass(frozen=True)
class Reading:
    """The texts of cells by full key, the cells that can't be read, and where each stands ("B: C7")."""

    cells: dict[str, str]
    refused: list[Refused]
    places: dict[str, str]


def reading_of(sheets: list[Found], project: UUID) -> Reading:
    """The cells of the sheets that the export made. DomainError for a file of another proposal."""
    found = Reading({}, [], {})
    marked = [sheet for sheet in sheets if _mark(sheet).startswith(f"{MARK}:")]
    if not marked:
        raise DomainError(_("This file is not an exported budget. Export the budget and fill that file."))
    if any(_mark(sheet) != f"{MARK}:{project}" for sheet in marked):
        raise DomainError(_("This file is the budget of another proposal."))
    for sheet in marked:
        _read(sheet, found)
    if len(found.cells) > MOST_CELLS:
        raise DomainError(_("The file holds more than a budget can. Export the budget and fill that file."))
    return found


def _mark(sheet: Found) -> str:
    return str(sheet.rows[0][0]) if sheet.rows and sheet.rows[0] else ""


def _read(sheet: Found, found: Reading) -> None:
    codes = [code if isinstance(code, str) else "" if code is None else str(code) for code in sheet.rows[0]]
    for row in sheet.rows[3:]:
        if not row or not isinstance(row[0], str):
            continue
        for column, value in enumerate(row[2 : len(codes)], 2):
            code = codes[column]
            if not code or code == "=":
                continue
            key = row[0] if code == "-" else f"{row[0]}.{code}"
            found.places[key] = f"{sheet.title}, {row[1] or ''}, {_heading(sheet, column)}"
            text, reason = _text(value)
            if reason:
                found.refused.append(Refused(key, text, reason))
            elif key in found.cells:
                found.refused.append(Refused(key, text, _("This row stands in the file twice.")))
            else:
                found.cells[key] = text


def _heading(sheet: Found, column: int) -> str:
    heads = sheet.rows[2] if len(sheet.rows) > 2 else ()
    return str(heads[column]) if column < len(heads) and heads[column] is not None else ""


def _text(value: object) -> tuple[str, str]:
    """What a cell says as somebody would type it, or why it can't be read."""
    if value is None:
        return "", ""
    if value is FORMULA:
        return "", _("The formula has no stored value. Save the file in your spreadsheet, and try again.")
    if isinstance(value, str):
        return value, ""
    number = number_of(value)
    if number is None:
        return str(value), _("This cell holds neither a number nor a text.")
    is_whole_cents = number == number.quantize(Decimal("0.01"))
    return (f"{number:.2f}", "") if is_whole_cents else (f"{number:f}"[:40], "")
