"""Many rows into a table at once, by COPY."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection

PIECE = 250  # rows that COPY takes at a time: while it stores them, the next become lines
# No text that the portal stores holds it, and JSON is full of the usual one, which would have to be doubled.
_MARK = "\x01"
_MARKS = _MARK * 2
_COPY = "COPY %s (%s) FROM STDIN WITH (FORMAT csv, QUOTE E'\\x01')"


def put(table: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of these columns; None is an unknown. Names of tables and columns are ours, never typed.

    Rows are asked for while others are written: what makes them must ask nothing of the database.
    """
    with connection.cursor() as cursor:
        cursor.copy_expert(_COPY % (table, ", ".join(columns)), _Lines(rows))


class _Lines:
    """Rows as the file that COPY reads: each becomes a line when its turn comes."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._lines = map(_line, rows)

    def read(self, _size: int) -> str:
        """The next piece, "" once there are no more; it may be longer than what is asked for."""
        return "".join(islice(self._lines, PIECE))


def _line(row: Sequence[Any]) -> str:
    """A row as CSV: every text between marks, so that an empty one is not an unknown.

    Put together here: the writer of the library looks at each letter, which takes three times as long.
    """
    cells = [
        f"{_MARK}{value.replace(_MARK, _MARKS)}{_MARK}"
        if isinstance(value, str)
        else ""
        if value is None
        else str(value)
        for value in row
    ]
    return f"{','.join(cells)}\n"
