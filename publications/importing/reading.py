"""A file of any usual kind as entries by column: guarded first, then read row by row."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.uploads import Unfit
from core.uploads import archives as guard_archives
from core.uploads import texts as guard_texts
from publications.importing import delimited, trees
from publications.importing.decoding import encoding_of
from publications.importing.headers import LOOKED_AT, Header
from publications.importing.lines import LONGEST_NAME, MOST_ROWS, Entry, Line
from publications.importing.mapping import Mapping
from publications.importing.sheets import Sheets

LARGEST = 1024 * 1024 * 1024  # bytes of any file; what comes through the page has a limit of its own


@dataclass
class Opened:
    """What is known of a file once it is opened; filled further while it is read."""

    path: Path
    mapping: Mapping
    kind: str
    encoding: str = ""
    delimiter: str = ""
    since_1904: bool = False
    columns: dict[str, int] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    left_sheets: list[str] = field(default_factory=list)
    preamble: int = 0
    links_out: bool = False
    merged: int = 0
    hidden: int = 0

    def entries(self) -> Iterator[Entry]:
        """Every row below the headings, blank ones too. DomainError when the file can't be read on."""
        for number, entry in enumerate(_READERS[self.kind](self)):
            if number >= MOST_ROWS:
                raise DomainError(_("The file has more than %(most)d rows. Split it.") % {"most": MOST_ROWS})
            yield entry

    def facts(self) -> dict[str, Any]:
        """What the report says of the file."""
        return {
            "kind": self.kind,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "columns": list(self.columns),
            "sheets": self.sheets,
            "left_sheets": self.left_sheets,
            "preamble": self.preamble,
            "links_out": self.links_out,
            "merged": self.merged,
            "hidden": self.hidden,
        }


def open_list(path: Path, mapping: Mapping) -> Opened:
    """Look at a file by its content, whatever its name. DomainError with what to mend when it is unfit."""
    if not path.stat().st_size:
        raise DomainError(_("The file is empty."))
    if path.stat().st_size > LARGEST:
        raise DomainError(_("The file is too large. Split it."))
    try:
        return _opened(path, mapping)
    except Unfit as unfit:
        raise DomainError(str(unfit.fault.label)) from unfit


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(path: Path, mapping: Mapping) -> Opened:
    with path.open("rb") as file:
        head = file.read(4)
        if head.startswith(b"PK"):
            kind = "xlsx" if _holds(path, "xl/workbook.xml") else "ods"
            guard_archives.check_package(file, kind)
            return Opened(path, mapping, kind)
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            raise DomainError(_("This is an older Excel file (XLS). Save it as XLSX or CSV."))
        encoding = mapping.encoding or encoding_of(file)
        if not encoding.startswith("utf-16"):
            file.seek(0)
            guard_texts.check_text(file, "csv")
    with path.open(encoding=encoding, errors="replace") as text:
        start = text.read(4096).lstrip("\ufeff \t\r\n")[:1]
    if start in {"[", "{"}:
        return Opened(path, mapping, "json", encoding)
    if start == "<":
        raise DomainError(_("This is a web page or XML. Save the list as CSV, XLSX, ODS or JSON."))
    delimiter = mapping.delimiter or delimited.delimiter_of(path, encoding, mapping.headers)
    return Opened(path, mapping, "csv", encoding, delimiter)


def _holds(path: Path, part: str) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return part in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DomainError(_("The file is damaged. Save it anew.")) from error


def _json(opened: Opened) -> Iterator[Entry]:
    mapping = opened.mapping
    found = trees.entries(
        opened.path,
        opened.encoding,
        records=mapping.json_records,
        partners=mapping.json_partners,
        is_known=lambda name: bool(mapping.target(name)),
    )
    for entry in found:
        for name in entry.cells:
            opened.columns[name] = opened.columns.get(name, 0) + 1
        yield entry


def _csv(opened: Opened) -> Iterator[Entry]:
    begun = _begin(opened, delimited.rows(opened.path, opened.encoding, opened.delimiter))
    if begun is None:
        raise _no_header(opened.mapping)
    yield from _below(opened, *begun)


def _book(opened: Opened) -> Iterator[Entry]:
    with Sheets(opened.path, opened.kind == "ods") as book:
        opened.since_1904, opened.links_out = book.since_1904, book.links_out
        for name in _chosen(opened.mapping, book):
            begun = _begin(opened, book.rows(name))
            if begun is None:
                continue
            opened.sheets.append(name)
            yield from _below(opened, *begun)
        opened.left_sheets = [name for name in book.names if name not in opened.sheets]
        opened.merged = sum(book.merged.get(name, 0) for name in opened.sheets)
        opened.hidden = sum(book.hidden.get(name, 0) for name in opened.sheets)
        if not opened.sheets:
            raise _no_header(opened.mapping)


def _chosen(mapping: Mapping, book: Sheets) -> list[str]:
    """The sheets that the mapping names; else the one with most known headings, and those that share them."""
    wanted = {name.casefold() for name in mapping.sheets}
    named = [name for name in book.names if name.casefold() in wanted]
    if named:  # a list alone in its workbook has any name
        return named
    found = {name: mapping.headers.find(list(islice(book.rows(name), LOOKED_AT + 1))) for name in book.names}
    best = max((one for one in found.values() if one), key=lambda one: one.matched, default=None)
    return [name for name, one in found.items() if best and one and one.names == best.names]


def _begin(opened: Opened, lines: Iterator[Line]) -> tuple[Iterator[Line], Header] | None:
    """The headings among the first rows, and the rows below them; None when there are none."""
    first = list(islice(lines, LOOKED_AT + 1))
    header = opened.mapping.headers.find(first)
    if header is None:
        return None
    opened.preamble += sum(1 for line in first if line.number < header.first and not line.is_blank) - 1
    return chain((line for line in first if line.number >= header.first), lines), header


def _below(opened: Opened, lines: Iterator[Line], header: Header) -> Iterator[Entry]:
    names, width = header.names, len(header.names)
    for name in names:
        opened.columns.setdefault(name, 0)
    for line in lines:
        beyond = line.cells[width:]
        extra = sum(1 for cell in beyond if cell not in {None, ""}) if beyond else 0
        yield Entry(
            line.sheet[:LONGEST_NAME],
            line.number,
            dict(zip(names, line.cells, strict=False)),
            extra,
            line.is_cut,
        )


def _no_header(mapping: Mapping) -> DomainError:
    return DomainError(
        _("No row of headings was found. The mapping knows: %(names)s. Check that it is meant for this list.")
        % {"names": ", ".join(sorted(mapping.known_columns())[:12])}
    )


_READERS = {"json": _json, "csv": _csv, "xlsx": _book, "ods": _book}
