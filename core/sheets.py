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
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from django.db import models
from django.utils import timezone

Cell = str | int | Decimal | date | datetime | bool | None
Row = Sequence[Cell]

RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # full-width signs count, too
# What XML 1.0 cannot hold, and half characters.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST_TEXT = 32_767  # characters that a cell of XLSX can hold
MOST_ROWS = 1_048_576
FIRST_DAY = date(1899, 12, 30)


class Format(models.TextChoices):
    """Kinds of file."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    ODS = "ods", "ODS"


CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}


def write(target: IO[bytes], kind: Format, title: str, header: Sequence[str], rows: Iterable[Row]) -> int:
    """Write the table; returns how many rows. `title` names the sheet. Moments are shown in the active zone.

    CSV follows RFC 4180 with a byte order mark, decimal points and ISO dates, whatever the language.
    ValueError when a spreadsheet cannot hold so many rows.
    """
    return _WRITERS[kind](target, title, header, rows)


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a CSV file, its byte order mark first: for answers that are streamed."""
    yield f"\ufeff{csv_line(header)}"
    yield from map(csv_line, rows)


def csv_line(row: Row) -> str:
    """One line of CSV, its end included."""
    held = io.StringIO()
    csv.writer(held).writerow([_plain(cell) for cell in row])
    return held.getvalue()


def _csv(target: IO[bytes], title: str, header: Sequence[str], rows: Iterable[Row]) -> int:
    lines = csv_lines(header, rows)
    target.write(next(lines).encode())
    return sum(1 for line in lines if target.write(line.encode()))


def _plain(cell: Cell) -> str:
    """A cell of CSV. A text that a spreadsheet would run begins with an apostrophe."""
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
    text = UNWRITABLE.sub("", cell)
    return f"'{text}" if text.lstrip(" \n").startswith(RISKY) else text


def _xlsx(target: IO[bytes], title: str, header: Sequence[str], rows: Iterable[Row]) -> int:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _XLSX_PARTS.items():
            archive.writestr(name, content.replace("{title}", quoteattr(_sheet_name(title))))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(_XLSX_START)
            part.write(_xlsx_row(header, bold=True))
            written = _pour(part, rows, _xlsx_row)
            part.write(b"</sheetData></worksheet>")
    return written


def _ods(target: IO[bytes], title: str, header: Sequence[str], rows: Iterable[Row]) -> int:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", CONTENT_TYPES[Format.ODS], compress_type=zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
        with archive.open("content.xml", "w", force_zip64=True) as part:
            part.write(_ODS_START.replace("{title}", quoteattr(_sheet_name(title))).encode())
            part.write(_ods_row(header))
            written = _pour(part, rows, _ods_row)
            part.write(_ODS_END)
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
    lines = "".join(f"<text:p>{line}</text:p>" for line in _text(cell).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


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


_WRITERS: dict[Format, Callable[[IO[bytes], str, Sequence[str], Iterable[Row]], int]] = {
    Format.CSV: _csv,
    Format.XLSX: _xlsx,
    Format.ODS: _ods,
}
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Styles by number: 0 plain, 1 money, 2 day, 3 moment, 4 heading.
_XLSX_PARTS = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name={title} sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
_XLSX_START = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    "<sheetData>"
).encode()
_ODS_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
    f'manifest:media-type="{CONTENT_TYPES[Format.ODS]}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_START = (
    f'{_HEAD}<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0" '
    f'xmlns:text="{_OASIS}:text:1.0" xmlns:style="{_OASIS}:style:1.0" xmlns:number="{_OASIS}:datastyle:1.0" '
    'office:version="1.3"><office:automatic-styles>'
    '<number:date-style style:name="iso-day"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    '</number:date-style><number:date-style style:name="iso-moment"><number:year number:style="long"/>'
    '<number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text>'
    '<number:day number:style="long"/><number:text> </number:text><number:hours number:style="long"/>'
    '<number:text>:</number:text><number:minutes number:style="long"/></number:date-style>'
    '<number:number-style style:name="two-decimals"><number:number number:decimal-places="2" '
    'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>'
    "</number:number-style>"
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="iso-day"/>'
    '<style:style style:name="moment" style:family="table-cell" style:data-style-name="iso-moment"/>'
    '<style:style style:name="money" style:family="table-cell" style:data-style-name="two-decimals"/>'
    "</office:automatic-styles><office:body><office:spreadsheet><table:table table:name={title}>"
)
_ODS_END = b"</table:table></office:spreadsheet></office:body></office:document-content>"
