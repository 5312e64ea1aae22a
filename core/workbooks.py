"""Workbooks of spreadsheets (XLSX): texts that stay texts, and files of strangers read safely.

A file is data from outside: it is read within limits, formulas count only by the values that the spreadsheet
stored, and nothing in it is ever run.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
from django.utils.translation import gettext as _

from core.errors import DomainError

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

LARGEST_FILE = 5 * 1024 * 1024
_LARGEST_CONTENT = 60 * 1024 * 1024
_MOST_PARTS, _MOST_SHEETS, _MOST_ROWS, _MOST_COLUMNS = 400, 80, 1200, 320
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_LARGEST_NUMBER = Decimal(10) ** 18
FORMULA = object()


@dataclass(frozen=True)
class Found:
    """One sheet as read: rows of texts, decimals, None, and FORMULA for a formula without a stored value."""

    title: str
    rows: tuple[tuple[Any, ...], ...]


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text that a spreadsheet can't take for a formula."""
    own: Any = cell
    own.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text)
    own.data_type = "s"
    if text.startswith(_RISKY):
        own.quotePrefix = True


def put_number(cell: Cell | MergedCell, amount: Decimal, pattern: str = "#,##0.00") -> None:
    """Write an amount as a number of the spreadsheet."""
    own: Any = cell
    own.value = amount
    own.number_format = pattern


def read(content: bytes) -> list[Found]:
    """The sheets of a workbook. DomainError says why a file is refused."""
    _check_archive(content)
    try:
        values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=False, keep_links=False
        )
        pairs = list(zip(values.worksheets, formulas.worksheets, strict=True))
        if len(pairs) > _MOST_SHEETS:
            raise DomainError(_("The file has too many sheets."))
        return [Found(str(shown.title), tuple(_rows(shown, meant))) for shown, meant in pairs]
    except DomainError:
        raise
    except Exception as error:  # whatever a broken file makes the library raise, the file is at fault
        raise _unreadable() from error


def number_of(value: object) -> Decimal | None:
    """A number of a spreadsheet as it was meant: 33.330000000000005 is 33.33. None when it is no amount."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    exact = Decimal(repr(value) if isinstance(value, float) else value)
    if not exact.is_finite() or abs(exact) > _LARGEST_NUMBER:
        return None
    cut = exact.quantize(Decimal("0.01"))
    return cut if abs(exact - cut) < Decimal("0.000001") else exact


def _rows(shown: Any, meant: Any) -> Iterator[tuple[Any, ...]]:
    limits = {"max_row": _MOST_ROWS + 1, "max_col": _MOST_COLUMNS}
    both = zip(
        shown.iter_rows(values_only=True, **limits), meant.iter_rows(values_only=True, **limits), strict=False
    )
    for number, (values, formulas) in enumerate(both):
        if number >= _MOST_ROWS:
            raise DomainError(_("A sheet of the file has too many rows."))
        yield tuple(
            FORMULA if value is None and formula is not None else value
            for value, formula in zip(values, formulas, strict=False)
        )


def _check_archive(content: bytes) -> None:
    """A workbook is a zip of XML: refused are bombs, what is none, and XML that defines entities."""
    if len(content) > LARGEST_FILE:
        raise DomainError(_("The file is too large: at most 5 MB."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_CONTENT:
                raise DomainError(
                    _("The file holds more than a budget can. Export the budget and fill that file.")
                )
            if "xl/workbook.xml" not in archive.namelist():
                raise _unreadable()
            for part in parts:
                text = archive.read(part)
                if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text[:2] in (b"\xff\xfe", b"\xfe\xff"):
                    raise _unreadable()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _unreadable() from error


def _unreadable() -> DomainError:
    return DomainError(
        _("This is not a workbook (XLSX) that can be read. Export the budget and fill that file.")
    )
