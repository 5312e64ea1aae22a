"""Tables as files: CSV, XLSX and ODS, written row by row, so that memory stays flat however many there are.

A text is a text in each of them: what a spreadsheet would take for a formula is defused in CSV (where only a
leading apostrophe helps) and stored as a string in the others. Amounts are numbers with two decimals, days
and moments are dates.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from django.db import models
from django.utils import timezone

from core.sheet_parts import ODS_END, ODS_MANIFEST, ODS_START, ODS_TYPE, XLSX_START, XLSX_TYPE, xlsx_parts

Cell = str | int | Decimal | date | datetime | bool | None
Row = Sequence[Cell]

RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # full-width signs count, too
# Where Excel splits a line at semicolons, as it does in Dutch and French, a cell begins after each, and after
# a line end. What would run there: a formula, or a sum that calls something. The same in SQL and in Python.
RISKY_INSIDE = r"([;\t\r\n]\s*)([=@＝＠]|[-+－＋](?=[^;\t\r\n]*[(|!]))"
_INSIDE = re.compile(RISKY_INSIDE)
_SPACES = re.compile("^ +|  +| +$")
# What XML 1.0 cannot hold, and half characters.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST_TEXT = 32_767  # characters that a cell of XLSX can hold
MOST_ROWS = 1_048_576
FIRST_DAY = date(1899, 12, 30)


class Tab(NamedTuple):
    """One sheet of a workbook: its name, the heading of each column, its rows."""

    title: str
    header: Sequence[str]
    rows: Iterable[Row]


class Format(models.TextChoices):
    """Kinds of file."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    ODS = "ods", "ODS"


CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: XLSX_TYPE,
    Format.ODS: ODS_TYPE,
}


def write(target: IO[bytes], kind: Format, title: str, header: Sequence[str], rows: Iterable[Row]) -> int:
    """Write the table; returns how many rows. `title` names the sheet. Moments are shown in the active zone.

    CSV follows RFC 4180 with a byte order mark, decimal points and ISO dates, whatever the language.
    ValueError when a spreadsheet cannot hold so many rows.
    """
    return write_book(target, kind, [Tab(title, header, rows)])


def write_book(target: IO[bytes], kind: Format, tabs: Sequence[Tab]) -> int:
    """Write the tables as sheets of one workbook; returns how many rows in all.

    CSV holds one sheet. ValueError when a sheet cannot hold so many rows.
    """
    return _WRITERS[kind](target, tabs)


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a CSV file, its byte order mark first: for answers that are streamed."""
    yield f"\ufeff{csv_line(header)}"
    yield from map(csv_line, rows)


def csv_line(row: Row) -> str:
    """One line of CSV, its end included."""
    held = io.StringIO()
    csv.writer(held).writerow([_plain(cell) for cell in row])
    return held.getvalue()


def _csv(target: IO[bytes], tabs: Sequence[Tab]) -> int:
    (tab,) = tabs
    lines = csv_lines(tab.header, tab.rows)
    target.write(next(lines).encode())
    return sum(1 for line in lines if target.write(line.encode()))


def _plain(cell: Cell) -> str:
    """A cell of CSV. A text, or a part of it, that a spreadsheet would run begins with an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime):
        return _local(cell).isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (int, Decimal)):
        return _number(cell)
    text = _INSIDE.sub(r"\1'\2", UNWRITABLE.sub("", cell))
    return f"'{text}" if text.lstrip(" \n").startswith(RISKY) else text


def _xlsx(target: IO[bytes], tabs: Sequence[Tab]) -> int:
    written = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in xlsx_parts([_sheet_name(tab.title) for tab in tabs]):
            archive.writestr(name, content)
        for n, tab in enumerate(tabs, start=1):
            with archive.open(f"xl/worksheets/sheet{n}.xml", "w", force_zip64=True) as part:
                part.write(XLSX_START)
                part.write(_xlsx_row(tab.header, bold=True))
                written += _pour(part, tab.rows, _xlsx_row)
                part.write(b"</sheetData></worksheet>")
    return written


def _ods(target: IO[bytes], tabs: Sequence[Tab]) -> int:
    written = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", CONTENT_TYPES[Format.ODS], compress_type=zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        with archive.open("content.xml", "w", force_zip64=True) as part:
            part.write(ODS_START.encode())
            for tab in tabs:
                part.write(f"<table:table table:name={quoteattr(_sheet_name(tab.title))}>".encode())
                part.write(_ods_row(tab.header))
                written += _pour(part, tab.rows, _ods_row)
                part.write(b"</table:table>")
            part.write(ODS_END)
    return written


def _pour(part: IO[bytes], rows: Iterable[Row], as_xml: Callable[[Row], bytes]) -> int:
    written = 0
    for written, row in enumerate(rows, start=1):
        if written >= MOST_ROWS:
            raise ValueError(f"a sheet holds at most {MOST_ROWS} rows")
        part.write(as_xml(row))
    return written


def _xlsx_row(row: Row, *, bold: bool = False) -> bytes:
    cells = []
    for cell in row:
        if cell is None or cell == "":
            cells.append("<c/>")
        elif isinstance(cell, str):
            style = ' s="4"' if bold else ""
            text = _text(cell, LONGEST_TEXT)
            cells.append(f'<c t="inlineStr"{style}><is><t xml:space="preserve">{text}</t></is></c>')
        elif isinstance(cell, bool):
            cells.append(f'<c t="b"><v>{int(cell)}</v></c>')
        elif isinstance(cell, datetime):
            local = _local(cell)
            day = (local.date() - FIRST_DAY).days
            part = Decimal(local.hour * 3600 + local.minute * 60 + local.second) / 86400
            cells.append(f'<c s="3"><v>{day + part:.10f}</v></c>')
        elif isinstance(cell, date):
            cells.append(f'<c s="2"><v>{(cell - FIRST_DAY).days}</v></c>')
        else:
            style = ' s="1"' if isinstance(cell, Decimal) else ""
            cells.append(f"<c{style}><v>{_number(cell)}</v></c>")
    return f"<row>{''.join(cells)}</row>".encode()


def _ods_row(row: Row) -> bytes:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>".encode()


def _ods_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(cell).lower()}"/>'
    if isinstance(cell, datetime):
        return _ods_date("moment", _local(cell).isoformat(timespec="seconds"))
    if isinstance(cell, date):
        return _ods_date("day", cell.isoformat())
    if isinstance(cell, (int, Decimal)):
        style = ' table:style-name="money"' if isinstance(cell, Decimal) else ""
        return f'<table:table-cell{style} office:value-type="float" office:value="{_number(cell)}"/>'
    lines = "".join(f"<text:p>{_ods_spaces(line)}</text:p>" for line in _text(cell).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _ods_spaces(line: str) -> str:
    """A line with its spaces counted: readers make one of many, and none of those at the start."""
    if "  " not in line and "\t" not in line and line.strip(" ") == line:
        return line
    counted = _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', line)
    return counted.replace("\t", "<text:tab/>")


def _ods_date(style: str, iso: str) -> str:
    value = f'office:value-type="date" office:date-value="{iso}"'
    return f'<table:table-cell table:style-name="{style}" {value}/>'


def _text(text: str, most: int | None = None) -> str:
    """A text as XML. Beyond `most` characters a cell cannot hold, it ends in three dots."""
    clean = UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return escape(clean if most is None or len(clean) <= most else f"{clean[: most - 1]}…")


def _number(number: int | Decimal) -> str:
    """A number with a point and without an exponent."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def _local(moment: datetime) -> datetime:
    """The moment as a clock of the active zone shows it, without the zone."""
    return timezone.localtime(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).replace(tzinfo=None)


def _sheet_name(title: str) -> str:
    """A name that a sheet may have: 31 characters, none of []:*?/\\, not empty."""
    return re.sub(r"[\[\]:*?/\\']", " ", UNWRITABLE.sub("", title)).strip()[:31] or "Sheet"


_WRITERS: dict[Format, Callable[[IO[bytes], Sequence[Tab]], int]] = {
    Format.CSV: _csv,
    Format.XLSX: _xlsx,
    Format.ODS: _ods,
}
