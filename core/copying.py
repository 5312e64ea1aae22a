"""Many rows into a table at once, by COPY."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

PIECE = 1024 * 1024  # characters that COPY takes at a time: for each it waits until other threads let it


def put(statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run `COPY ... FROM STDIN WITH (FORMAT csv, ...)` on these rows; None is an unknown."""
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(statement, lines, PIECE)
