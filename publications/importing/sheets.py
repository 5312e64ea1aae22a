"""Spreadsheets of strangers (XLSX, ODS), row by row: stored values only, nothing run, nothing followed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from core.errors import DomainError
from publications.importing import merging
from publications.importing.lines import FORMULA, LONGEST_CELL, MOST_COLUMNS, Line

MOST_TEXT = 150_000_000  # characters of all shared texts
MOST_BLANK_ROWS = 2_000  # after which a sheet is over: some files "hold" a million empty rows
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_LINK = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
# What lxml says of broken XML is a SyntaxError.
_BROKEN = (SyntaxError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError)


class Sheets:
    """An opened workbook: the names of its sheets, and their rows when asked for."""

    def __init__(self, path: Path, is_open_document: bool) -> None:
        self._archive = zipfile.ZipFile(path)
        self.since_1904 = False
        self.merged: dict[str, int] = {}  # by sheet: areas whose value was given to each of their rows
        self.hidden: dict[str, int] = {}  # by sheet: rows that the spreadsheet hides
        self._texts: list[str] | None = None
        self._parts: dict[str, str] = {}
        self._is_open_document = is_open_document
        self.names = _guarded(self._open_document_names if is_open_document else self._workbook_names)
        self.links_out = any(name.startswith("xl/externalLinks/") for name in self._archive.namelist())

    def __enter__(self) -> Sheets:
        return self

    def __exit__(self, *failure: object) -> None:
        self._archive.close()

    def rows(self, name: str) -> Iterator[Line]:
        """The rows of a sheet. DomainError where it is damaged or has too many columns."""
        read = self._open_document_rows if self._is_open_document else self._workbook_rows
        blank = 0
        try:
            for line in read(name):
                blank = blank + 1 if line.is_blank else 0
                if blank > MOST_BLANK_ROWS:
                    return
                yield line
        except _BROKEN as error:
            raise _damaged() from error

    def _workbook_names(self) -> list[str]:
        book = etree.fromstring(self._archive.read("xl/workbook.xml"), _parser())
        links = etree.fromstring(self._archive.read("xl/_rels/workbook.xml.rels"), _parser())
        targets = {one.get("Id"): str(one.get("Target")) for one in links if isinstance(one.tag, str)}
        for setting in book.iter(f"{_MAIN}workbookPr", f"{_STRICT}workbookPr"):
            self.since_1904 = setting.get("date1904") in {"1", "true"}
        for sheet in book.iter(f"{_MAIN}sheet", f"{_STRICT}sheet"):
            target = targets[sheet.get(_LINK) or sheet.get(_STRICT_LINK)]
            inside = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            self._parts[str(sheet.get("name"))] = inside
        return list(self._parts)

    def _workbook_rows(self, name: str) -> Iterator[Line]:
        if self._texts is None:
            self._texts = list(self._shared())
        with self._archive.open(self._parts[name]) as part:
            areas = merging.areas(part)
        self.merged[name], self.hidden[name] = len(areas), 0
        with self._archive.open(self._parts[name]) as part:
            yield from merging.filled(self._xlsx_rows(part, name, self._texts), areas)

    def _xlsx_rows(self, part: IO[bytes], sheet: str, texts: list[str]) -> Iterator[Line]:
        number, cells = 0, list[Any]()
        tags = [f"{space}{tag}" for space in (_MAIN, _STRICT) for tag in ("c", "row")]
        for _event, item in _walk(part, *tags):
            if item.tag.endswith("}c"):
                column, value = _column(item.get("r"), len(cells)), _xlsx_value(item, texts)
                item.clear()
                if column >= MOST_COLUMNS:
                    if value is None:
                        continue  # coloured, and empty
                    raise _too_wide(number + 1)
                cells.extend([None] * (column - len(cells)))
                cells.append(value)
            else:
                number = int(item.get("r") or number + 1)
                self.hidden[sheet] += item.get("hidden") in {"1", "true"} and bool(cells)
                yield Line(sheet, number, cells)
                cells = []
                _forget(item)

    def _shared(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" not in self._archive.namelist():
            return
        total = 0
        with self._archive.open("xl/sharedStrings.xml") as part:
            for _event, item in _walk(part, f"{_MAIN}si", f"{_STRICT}si"):
                text = _rich(item)
                total += len(text)
                if total > MOST_TEXT:
                    raise DomainError(_("The workbook holds more text than can be read. Save it as CSV."))
                yield text[: LONGEST_CELL + 1]
                _forget(item)

    def _open_document_names(self) -> list[str]:
        with self._archive.open("content.xml") as part:
            return [
                str(item.get(f"{_TABLE}name"))
                for _event, item in _walk(part, f"{_TABLE}table", events=("start",))
            ]

    def _open_document_rows(self, name: str) -> Iterator[Line]:
        with self._archive.open("content.xml") as part:
            number, current = 0, ""
            tags = (f"{_TABLE}table", f"{_TABLE}table-row")
            for event, item in _walk(part, *tags, events=("start", "end")):
                if item.tag == tags[0]:
                    current = str(item.get(f"{_TABLE}name")) if event == "start" else ""
                elif event == "end":
                    if current == name:
                        number += 1
                        yield Line(name, number, list(_ods_cells(item)))
                        number += int(item.get(f"{_TABLE}number-rows-repeated", "1")) - 1
                    _forget(item)


def _column(reference: str | None, after: int) -> int:
    """The place of a cell: "C7" is 2; a cell without a reference follows the one before."""
    if not reference:
        return after
    place = 0
    for letter in reference:
        if not letter.isalpha():
            break
        place = place * 26 + ord(letter) - 64
        if place > MOST_COLUMNS * 26:
            break
    return max(place - 1, after)


def _xlsx_value(cell: Any, texts: list[str]) -> Any:
    kind, value, has_formula = cell.get("t"), None, False
    for child in cell:
        if child.tag.endswith("}v"):
            value = child.text
        elif child.tag.endswith("}f"):
            has_formula = True
        elif child.tag.endswith("}is"):
            return _rich(child)[: LONGEST_CELL + 1]
    if value is None:
        return FORMULA if has_formula else None
    if kind == "s":
        return texts[int(value)]
    if kind in {"str", "e", "d"}:
        return value[: LONGEST_CELL + 1]
    return value == "1" if kind == "b" else _number(value)


def _number(value: str) -> Any:
    return int(value) if value.isdigit() and len(value) < 16 else float(value)


def _ods_cells(row: Any) -> Iterator[Any]:
    cells: list[Any] = []
    for cell in row:
        if cell.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            continue
        times, value = int(cell.get(f"{_TABLE}number-columns-repeated", "1")), _ods_value(cell)
        if value is None and len(cells) + times > MOST_COLUMNS:
            break  # the empty rest of the sheet
        if len(cells) + times > MOST_COLUMNS:
            raise _too_wide(0)
        cells.extend([value] * times)
    yield from cells


def _ods_value(cell: Any) -> Any:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in {"float", "currency", "percentage"}:
        number = Decimal(cell.get(f"{_OFFICE}value"))
        return f"{number * 100} %" if kind == "percentage" else number
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value")
    text = "\n".join("".join(line.itertext()) for line in cell.iter(f"{_TEXT}p"))
    if not text and cell.get(f"{_TABLE}formula"):
        return FORMULA
    return text[: LONGEST_CELL + 1] or None


def _rich(item: Any) -> str:
    """The text of a cell in several formats, without the reading aids of East Asian script."""
    return "".join(
        node.text or ""
        for node in item.iter()
        if isinstance(node.tag, str) and node.tag.endswith("}t") and not node.getparent().tag.endswith("}rPh")
    )


def _walk(part: IO[bytes], *tags: str, events: tuple[str, ...] = ("end",)) -> Iterator[tuple[str, Any]]:
    return iter(etree.iterparse(part, events=events, tag=tags, resolve_entities=False, no_network=True))


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _forget(item: Any) -> None:
    """Let go of what was read, so that memory stays flat."""
    item.clear()
    while item.getprevious() is not None:
        del item.getparent()[0]


def _guarded(read: Callable[[], list[str]]) -> list[str]:
    try:
        return read()
    except _BROKEN as error:
        raise _damaged() from error


def _damaged() -> DomainError:
    return DomainError(_("The workbook is damaged. Open it in your spreadsheet program and save it anew."))


def _too_wide(row: int) -> DomainError:
    return DomainError(
        _("Row %(row)d has more than %(most)d columns. Remove what is not part of the list.")
        % {"row": row, "most": MOST_COLUMNS}
    )
