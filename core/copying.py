"""Many rows into a table at once, by COPY."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

PIECE = 1024 * 1024  # characters that COPY takes at a time: for each it waits until other threads let it
_MARK, _MARKS = '"', '""'


def put(table: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of these columns; None is an unknown. Names of tables and columns are ours, never typed."""
    lines = io.StringIO("".join(map(_line, rows)))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN WITH (FORMAT csv)", lines, PIECE)


def _line(row: Sequence[Any]) -> str:
    """A row as CSV: every text between marks, so that an empty one is not an unknown.

    Put together here: the writer of the library looks at each letter, which takes three times as long.
    """
    cells = [
        f'"{value.replace(_MARK, _MARKS)}"' if isinstance(value, str) else "" if value is None else str(value)
        for value in row
    ]
    return f"{','.join(cells)}\n"
