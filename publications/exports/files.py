"""Tables as spreadsheets (XLSX, ODS): cells with types, titles in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import IO, Any

from core import sheets
from core.sheets import Format, Row, Tab
from publications.exports.columns import Kind
from publications.exports.streaming import BETWEEN, Keys, parts
from publications.exports.table import Table

AT_ONCE = 1_000  # operations that one statement reads


def write(
    target: IO[bytes],
    kind: Format,
    table: Table,
    keys: Keys,
    language: str,
    told: Callable[[int], None] = lambda done: None,
) -> int:
    """Write the table as a spreadsheet, with the tables that belong to it as further sheets; how many rows.

    `told` hears how many operations are in it so far.
    ValueError when a spreadsheet cannot hold so many rows.
    """
    tables = (table, *table.others)

    def tab(place: int, one: Table) -> Tab:
        header = [column.title.best(language).text for column in one.columns]
        heard = rows(one, keys, lambda done: told((place * len(keys) + done) // len(tables)))
        return Tab(one.tab or str(one.title), header, heard)

    return sheets.write_book(target, kind, [tab(place, one) for place, one in enumerate(tables)])


def rows(table: Table, keys: Keys, told: Callable[[int], None] = lambda done: None) -> Iterator[Row]:
    """The rows as cells of a spreadsheet."""
    lists = [index for index, column in enumerate(table.columns) if column.kind == Kind.LIST]
    done = 0
    for part in parts(keys, AT_ONCE):
        for row in table.read(part):
            yield _cells(row, lists)
        done += len(part)
        told(done)


def _cells(row: tuple[Any, ...], lists: list[int]) -> Row:
    cells: list[str | int | Decimal | None] = list(row)
    for index in lists:
        cells[index] = BETWEEN.join(row[index] or ()) or None
    return cells
