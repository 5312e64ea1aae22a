"""A filled workbook as cells of the budget: which key has which text, what is new, and what can't be read.

A row without a key, or with that of a row above it (copied in the spreadsheet), is a new row of costs: it
says in its first column in which table it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

from django.utils import translation
from django.utils.translation import gettext as _

from apply.pages.workbook import MARK
from core.errors import DomainError
from core.texts import LANGUAGES
from core.workbooks import FORMULA, Found, number_of
from projects.fields.bulk import Refused
from projects.importing import Added
from projects.models.budget import ItemCategory

MOST_CELLS = 30_000


@dataclass(frozen=True)
class Reading:
    """The texts of cells by full key, the cells that can't be read, and where each stands ("B: C7").

    `added` are the new rows, whose cells have the keys of rows that are not there yet.
    """

    cells: dict[str, str]
    refused: list[Refused]
    places: dict[str, str]
    added: list[Added]


def reading_of(sheets: list[Found], project: UUID) -> Reading:
    """The cells of the sheets that the export made. DomainError for a file of another proposal."""
    found = Reading({}, [], {}, [])
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
    seen: set[str] = set()
    for number, row in enumerate(sheet.rows[3:], 4):
        head = _head(sheet, number, codes, seen, found)
        if not head:
            continue
        seen.add(head)
        for column, value in enumerate(row[2 : len(codes)], 2):
            code = codes[column]
            if not code or code == "=":
                continue
            key = head if code == "-" else f"{head}.{code}"
            found.places[key] = f"{sheet.title}, {row[1] or ''}, {_heading(sheet, column)}"
            text, reason = _text(value)
            if reason:
                found.refused.append(Refused(key, text, reason))
            elif key in found.cells:
                found.refused.append(Refused(key, text, _("This row is in the file twice.")))
            else:
                found.cells[key] = text


def _head(sheet: Found, number: int, codes: list[str], seen: set[str], found: Reading) -> str:
    """What the keys of a row begin with: its own, or those of a new row; "" for a row that says nothing."""
    row = sheet.rows[number - 1]
    own = row[0] if row and isinstance(row[0], str) else ""
    takes_rows = "units" in codes
    if not takes_rows or (own and own not in seen) or all(value in (None, "") for value in row[1:]):
        return own
    label = str(row[1] or "").strip()
    category, uid = _tables().get(label.casefold(), ""), uuid4()
    head = f"cost.{uid}"
    found.places[head] = _("%(sheet)s, row %(number)d") % {"sheet": sheet.title, "number": number}
    if category:
        found.added.append(Added(uid, _partner(sheet), category))
        return head
    reason = _("Write in the first column which table the new row belongs to, such as “%(table)s”.")
    found.refused.append(Refused(head, label, reason % {"table": ItemCategory.STAFF.label}))
    return ""


def _tables() -> dict[str, str]:
    """The tables by their name in every language of the portal."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            names |= {str(one.label).casefold(): one.value for one in ItemCategory}
    return names


def _partner(sheet: Found) -> UUID | None:
    """Whose sheet it is; files of earlier exports do not say."""
    try:
        return UUID(str(sheet.rows[1][0]))
    except (IndexError, ValueError):
        return None


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
