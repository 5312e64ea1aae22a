"""Tables as streams of CSV and JSON that the database itself writes, some thousand rows at a time.

Memory stays flat however long the table is: of the whole only the keys of its operations are held, eight
bytes each, and a few portions: the next are made while the reader takes the present one. No transaction
stays open while a slow reader reads.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from itertools import cycle, islice
from threading import BoundedSemaphore
from typing import Any

from django.db import connection

from core.ahead import ahead
from core.sheets import RISKY, RISKY_INSIDE
from publications.exports.columns import Column, Kind
from publications.exports.selecting import for_portions
from publications.exports.table import Table
from publications.models import PublicationQuerySet

AT_ONCE = 2_000  # operations that one statement reads
HANDS = 2  # that make portions at the same time: the database does most of it, by a process for each
# Tables of one process that are made so; others in turn, so that slow readers don't take all connections.
ROOM = BoundedSemaphore(4)
BETWEEN = " | "  # the items of a list in CSV and in spreadsheets
Keys = Sequence[int]

_UNWRITABLE = bytes([*range(1, 9), 11, 12, *range(14, 32)])  # what no cell can hold
_SKIPPED = " \n" + _UNWRITABLE.decode()  # before a sign that a spreadsheet takes for a formula
_RISKY = ", ".join(f"'{sign}'" for sign in RISKY)
_SPLITTING = ("';'", r"E'\n'", r"E'\t'", r"E'\r'")  # where other programs may begin a cell


def keys_of(table: Table, found: PublicationQuerySet) -> Keys:
    """The keys of the table's operations among those found, in the order in which they came to the portal."""
    rows = table.operations(found).order_by("pk").values_list("pk", flat=True)
    return array("q", rows.iterator(chunk_size=20_000))


def csv(table: Table, keys: Keys) -> Iterator[bytes]:
    """The table as CSV in UTF-8 with a byte order mark; the header holds the columns' keys.

    Texts that a spreadsheet would take for a formula begin with an apostrophe.
    """
    yield ("\ufeff" + ",".join(column.key for column in table.columns) + "\n").encode()
    cells = ", ".join(_csv_cell(column) for column in table.columns)
    # OFFSET keeps PostgreSQL from working a cell out once for each time that it is named.
    rows = _Rows(table, f"SELECT {cells} FROM ({{}} OFFSET 0) AS r({_names(table)})")  # noqa: S608 - our own
    yield from _portions(lambda part: _copied(rows.sql(part)), keys)


def json_document(table: Table, keys: Keys, about: Mapping[str, Any]) -> Iterator[bytes]:
    """One JSON object: what it is `about`, then "rows", a list of objects with the columns' keys."""
    head = json.dumps(dict(about), ensure_ascii=False)[:-1]
    yield f'{head}{", " if about else ""}"rows": [\n'.encode()
    named = f"SELECT string_agg(row_to_json(r)::text, E',\\n') FROM ({{}}) AS r({_names(table)})"  # noqa: S608
    rows = _Rows(table, named)
    separator = b""
    for objects in _portions(lambda part: _objects(rows.sql(part)), keys):
        yield separator + objects
        separator = b",\n"
    yield b"\n]}\n"


def _portions(make: Callable[[list[int]], bytes], keys: Keys) -> Iterator[bytes]:
    """What is made of each part of the keys, in their order and not empty; each hand makes its next ahead."""
    if not ROOM.acquire(blocking=False):
        yield from filter(None, map(make, parts(keys)))
        return
    with ExitStack() as hands:
        hands.callback(ROOM.release)
        turns = [
            hands.enter_context(closing(ahead(partial(map, make, islice(parts(keys), first, None, HANDS)))))
            for first in range(HANDS)
        ]
        for turn in cycle(turns):
            made = next(turn, None)
            if made is None:  # whose turn it is knows first that there is no more
                return
            if made:
                yield made


def parts(keys: Keys, size: int = AT_ONCE) -> Iterator[list[int]]:
    """The keys, some at a time."""
    for first in range(0, len(keys), size):
        yield list(keys[first : first + size])


class _Rows:
    """A statement around the rows of a table, worked out once for the keys of all portions."""

    def __init__(self, table: Table, around: str) -> None:
        stands_in: list[int] = []
        self._around = around
        self._sql, self._params, self._place = for_portions(table.read(stands_in), stands_in)

    def sql(self, keys: list[int]) -> str:
        """The statement with its values in it."""
        params = [*self._params]
        params[self._place] = keys
        with connection.cursor() as cursor:
            return self._around.format(cursor.mogrify(self._sql, params).decode())


def _objects(statement: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        (rows,) = cursor.fetchone()
    return str(rows or "").encode()


class _Pieces(list[bytes]):
    """What `copy_expert` writes into."""

    def write(self, piece: bytes) -> int:
        self.append(piece)
        return len(piece)


def _copied(statement: str) -> bytes:
    pieces = _Pieces()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({statement}) TO STDOUT CSV", pieces)
    return b"".join(pieces).translate(None, _UNWRITABLE)


def _names(table: Table) -> str:
    return ", ".join(f'"{column.key}"' for column in table.columns)


def _csv_cell(column: Column) -> str:
    """SQL of one cell. Numbers and days are written as they are, nothing as nothing."""
    cell = f'r."{column.key}"'
    match column.kind:
        case Kind.LIST:
            return _defused(f"nullif(array_to_string({cell}, '{BETWEEN}'), '')")
        case Kind.TEXT | Kind.CODE:
            return _defused(cell)
        case Kind.FLAG:
            return f"{cell}::text"
        case _:
            return cell


def _defused(cell: str) -> str:
    """What core.sheets does to a text that would be a formula, in SQL; looks at its first character first."""
    is_letter = f"(ascii({cell}) | 32) BETWEEN {ord('a')} AND {ord('z')}"  # most: the quicker question first
    start = f"left(ltrim({cell}, '{_SKIPPED}'), 1)"
    is_risky = f"{start} IN ({_RISKY})"
    inside = _defused_inside(cell)
    return f"CASE WHEN NOT {is_letter} AND {is_risky} THEN '''' ELSE '' END || {inside}"


def _defused_inside(cell: str) -> str:
    """The same where a line is split at other signs; most texts hold none, which is soon known."""
    splits = " OR ".join(f"strpos({cell}, {sign}) > 0" for sign in _SPLITTING)
    clean = f"translate({cell}, '{_UNWRITABLE.decode()}', '')"
    defused = f"regexp_replace({clean}, '{RISKY_INSIDE}', '\\1''\\2', 'g')"
    return f"CASE WHEN {splits} THEN {defused} ELSE {cell} END"
