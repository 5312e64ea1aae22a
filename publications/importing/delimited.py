"""Tables as text: which sign parts the columns, and the rows one by one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from core.errors import DomainError
from publications.importing.headers import Header, Headers
from publications.importing.lines import LONGEST_CELL, MOST_COLUMNS, Line

DELIMITERS = (";", ",", "\t", "|")
LOOKED_AT = 60


def delimiter_of(path: Path, encoding: str, headers: Headers) -> str:
    """The sign between columns: the one that makes known headings of the first rows."""
    scored = [(_score(path, encoding, sign, headers), sign) for sign in DELIMITERS]
    best = max(scored, key=lambda pair: pair[0])
    return best[1]


def rows(path: Path, encoding: str, delimiter: str) -> Iterator[Line]:
    """Every row with its number; a lone NUL is a blank. DomainError where the file stops making sense."""
    csv.field_size_limit(LONGEST_CELL * 4)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader((line.replace("\0", " ") for line in file), delimiter=delimiter)
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
            if len(cells) > MOST_COLUMNS:
                raise DomainError(
                    _("Row %(row)d has more than %(most)d columns. Is the right sign between the columns?")
                    % {"row": number, "most": MOST_COLUMNS}
                )
            yield Line("", number, cells)


def _score(path: Path, encoding: str, sign: str, headers: Headers) -> tuple[int, int]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            text = io.StringIO("".join(line[:100_000] for line in islice(file, LOOKED_AT)).replace("\0", " "))
        sample = list(islice(csv.reader(text, delimiter=sign), LOOKED_AT))
    except (csv.Error, UnicodeError):
        return 0, 0
    found: Header | None = headers.find([Line("", number, row) for number, row in enumerate(sample, 1)])
    return found.matched if found else 0, max((len(row) for row in sample), default=0)
