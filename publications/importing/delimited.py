"""Tables as text: which sign parts the columns, and the rows one by one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from core.errors import DomainError
from publications.importing.headers import Header, Headers
from publications.importing.lines import LONGEST_CELL, MOST_COLUMNS, Line

DELIMITERS = (";", ",", "\t", "|")
LOOKED_AT = 60
_BREAKS = ("\n", "\r")


def delimiter_of(path: Path, encoding: str, headers: Headers) -> str:
    """The sign between columns: the one that makes known headings of the first rows."""
    scored = [(_score(path, encoding, sign, headers), sign) for sign in DELIMITERS]
    best = max(scored, key=lambda pair: pair[0])
    return best[1]


def rows(path: Path, encoding: str, delimiter: str) -> Iterator[Line]:
    """Every row with its number; a lone NUL is a blank. DomainError where the file stops making sense."""
    csv.field_size_limit(LONGEST_CELL * 4)
    raw: list[str] = []  # the lines of the file that make the present row
    before: list[str] = []  # the last row that was one line
    even = 0  # rows of one line that had as many cells as that before them
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(_kept(file, raw), delimiter=delimiter)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeError) as error:
                raise DomainError(
                    _("Row %(row)d can’t be read: a quotation mark is not closed, or a cell is far too long.")
                    % {"row": number}
                ) from error
            is_cut = False
            is_last = not raw[-1].endswith(_BREAKS) or (bool(cells) and cells[-1].endswith(_BREAKS))
            if is_last and _stays_open(raw, delimiter):
                raise _run_together(number, reader.line_num - len(raw) + 1, reader.line_num)
            if len(raw) > 1:
                _check_whole(raw, delimiter, before, number, reader.line_num)
            else:
                is_cut = is_last and even > 1 and 1 < len(cells) < len(before)
                even, before = (even + 1 if len(cells) == len(before) else 0), cells
            raw.clear()
            yield Line("", number, _bounded(cells, number), is_cut)


def _kept(file: TextIO, raw: list[str]) -> Iterator[str]:
    for line in file:
        raw.append(line.replace("\0", " "))
        yield raw[-1]


def _check_whole(raw: list[str], delimiter: str, before: list[str], number: int, last: int) -> None:
    """A row over several lines is one row with breaks in its texts, and not several behind a stray quote."""
    if any(_is_like(line, delimiter, before) for line in raw[1:]):
        raise _run_together(number, last - len(raw) + 1, last)


def _stays_open(raw: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(raw, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _is_like(line: str, delimiter: str, before: list[str]) -> bool:
    """Whether a line within a quoted text looks as the row before: as many cells, digits in the same ones."""
    cells = line.rstrip("\r\n").split(delimiter)
    numbers = [place for place, cell in enumerate(before) if cell[:1].isdigit()]
    if len(cells) != len(before) or len(cells) < 3 or not numbers:
        return False
    return all(cells[place].strip('" ')[:1].isdigit() for place in numbers)


def _run_together(number: int, first: int, last: int) -> DomainError:
    return DomainError(
        _(
            "Row %(row)d runs from line %(first)d to line %(last)d of the file: a quotation mark is not "
            "closed, and the rows below would be lost in one cell. Correct it in the file."
        )
        % {"row": number, "first": first, "last": last}
    )


def _bounded(cells: list[str], number: int) -> list[str]:
    """The cells, without empty ones beyond the columns that a list may have."""
    if len(cells) <= MOST_COLUMNS:
        return cells
    if any(cells[MOST_COLUMNS:]):
        raise DomainError(
            _(
                "Row %(row)d has more than %(most)d columns. Is the right character used to separate the "
                "columns?"
            )
            % {"row": number, "most": MOST_COLUMNS}
        )
    return cells[:MOST_COLUMNS]


def _score(path: Path, encoding: str, sign: str, headers: Headers) -> tuple[int, int]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            text = io.StringIO("".join(line[:100_000] for line in islice(file, LOOKED_AT)).replace("\0", " "))
        sample = list(islice(csv.reader(text, delimiter=sign), LOOKED_AT))
    except (csv.Error, UnicodeError):
        return 0, 0
    found: Header | None = headers.find([Line("", number, row) for number, row in enumerate(sample, 1)])
    return found.matched if found else 0, max((len(row) for row in sample), default=0)
