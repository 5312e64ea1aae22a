"""A table as a file that people take along: CSV (UTF-8 with BOM), XLSX or ODS, in which texts stay texts.

A text that a spreadsheet could take for a formula is defused: in CSV by an apostrophe before it, in the other
two because every cell says what it is.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse, HttpResponseBase
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from core.downloads import harmless
from core.workbooks import put_number, put_text

Cell = str | int | Decimal | date | None
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2"'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    "<table:table table:name={title}>{rows}</table:table></office:spreadsheet></office:body>"
    "</office:document-content>"
)


@dataclass(frozen=True)
class Table:
    """Rows under their columns. Amounts are decimals, days are dates, everything else is text."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_csv(table: Table) -> bytes:
    """Comma-separated values; decimals with a full stop, dates as 2026-12-31."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_defused(name) for name in table.columns])
    for row in table.rows:
        writer.writerow([_defused(cell) if isinstance(cell, str) else _plain(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "ignore")


def as_xlsx(table: Table) -> bytes:
    """A workbook of one sheet, the head of the table kept in view."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "".join(letter for letter in table.title if letter not in "[]:*?/\\")[:31] or "1"
    sheet.freeze_panes = "A2"
    for number, row in enumerate([table.columns, *table.rows], start=1):
        for place, cell in enumerate(row, start=1):
            target = sheet.cell(row=number, column=place)
            if isinstance(cell, Decimal):
                put_number(target, cell)
            elif isinstance(cell, str):
                put_text(target, cell)
            elif cell is not None:
                target.value = cell
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(table: Table) -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    rows = "".join(
        f"<table:table-row>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>"
        for row in [table.columns, *table.rows]
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", KINDS["ods"], zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST.format(kind=KINDS["ods"]))
        archive.writestr("content.xml", _CONTENT.format(title=quoteattr(_clean(table.title)), rows=rows))
    return out.getvalue()


KINDS: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_WRITERS: Mapping[str, Callable[[Table], bytes]] = {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods}


def answer(table: Table, kind: str, name: str) -> HttpResponseBase:
    """The table for saving as `name` with the ending of its kind (csv, xlsx or ods)."""
    response = HttpResponse(_WRITERS[kind](table), content_type=KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return harmless(response)


def _defused(text: str) -> str:
    clean = _clean(text)
    return f"'{clean}" if clean.startswith(_RISKY) else clean


def _plain(cell: Cell) -> str:
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "ignore").decode()


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    shown = escape(_clean(cell) if isinstance(cell, str) else _plain(cell))
    if isinstance(cell, str):
        kind = 'office:value-type="string"'
    elif isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{shown}"'
    else:
        kind = f'office:value-type="float" office:value="{shown}"'
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"
