"""Counting what a query finds: one pass over the entries gives number, money, facets and the first in order.

The bytes of all entries found come as few long strings and are counted by numpy: tens of thousands in some
milliseconds, where grouping in SQL takes a hundred (docs/decisions).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy
from django.db import connection, transaction

from publications.finding.conditions import Conditions

MOST = 30_000  # entries that one search reads; of more it says "more than"
FIRST = 300  # of the order, kept with the count
BLOCK = 5_000
# Each comes as a row of its own: a connection keeps, as long as it lives, twice the room of its largest row.
PIECES = 16
ORGANISATIONS = 6  # that are named

# The planner takes looking into the words of a row for cheap, and would read the whole table for common ones.
BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; "
# It takes the pieces for many groups, and would sort all entries on disk.
BY_HASH = "SET LOCAL enable_sort = off; "

_HEAD = numpy.dtype(
    [
        ("record", ">i8"),
        ("moment", ">i8"),
        ("eu", ">i8"),
        ("budget", ">i8"),
        ("start", ">i4"),
        ("partners", ">i2"),
    ]
)
_KEYS = {"newest": "moment", "fit": "moment", "start": "start", "funding": "eu"}


@dataclass(frozen=True)
class Tally:
    """What was found. Where `is_least` is true there are more, and each figure is the least that it can be.

    Money in cents, the sum of those records that publish it: `eu_known` of `number` do. Of `counts` records
    each have the facet values `codes`, `organisations` counts those of the commonest partners. `first` are
    the keys of the first in the order asked for, where it can be told from the bytes. Numbers stand in
    arrays: a search has thousands of values, and hundreds of searches are kept.
    """

    number: int
    is_least: bool
    partners: int
    eu_cents: int
    eu_known: int
    budget_cents: int
    budget_known: int
    codes: array[int]
    counts: array[int]
    organisations: tuple[tuple[int, int], ...]
    without_organisation: int
    first: array[int]

    @property
    def facets(self) -> Iterator[tuple[int, int]]:
        """Each facet value that was found, with the number of records that have it."""
        return zip(self.codes, self.counts, strict=True)


class _Count:
    """Sums over blocks of entries."""

    def __init__(self, order: str) -> None:
        self.key = _KEYS.get(order)
        self.number = self.partners = self.without = 0
        self.money = {"eu": [0, 0], "budget": [0, 0]}
        self.codes = numpy.zeros(0, dtype=numpy.int64)
        self.organisations = numpy.zeros(0, dtype=numpy.int64)
        self.best = numpy.zeros(0, dtype=_HEAD)

    def add(self, head: Any, packed: Any, organisations: Any, without: int) -> None:
        if head is None:
            return
        rows = numpy.frombuffer(head, _HEAD)
        self.number += len(rows)
        self.without += without
        self.partners += int(rows["partners"].sum())
        for name, sums in self.money.items():
            known = rows[name][rows[name] >= 0]
            sums[0] += int(known.sum())
            sums[1] += len(known)
        self.codes = _added(self.codes, numpy.frombuffer(packed, ">u2"))
        if organisations:
            self.organisations = _added(self.organisations, numpy.frombuffer(organisations, ">u4"))
        if self.key:
            self.best = _best(numpy.concatenate([self.best, rows]), self.key)

    def tally(self, *, is_least: bool) -> Tally:
        (eu_cents, eu_known), (budget_cents, budget_known) = self.money["eu"], self.money["budget"]
        found = numpy.flatnonzero(self.codes)
        busy = numpy.argsort(-self.organisations, kind="stable")[:ORGANISATIONS]
        return Tally(
            self.number,
            is_least,
            self.partners,
            eu_cents,
            eu_known,
            budget_cents,
            budget_known,
            array("H", found.tolist()),
            array("I", self.codes[found].tolist()),
            tuple((int(key), int(self.organisations[key])) for key in busy if self.organisations[key]),
            self.without,
            array("q", [] if is_least else self.best["record"].tolist()),
        )


def _added(counts: Any, found: Any) -> Any:
    more = numpy.bincount(found, minlength=len(counts))
    more[: len(counts)] += counts
    return more


def _best(rows: Any, key: str) -> Any:
    """The first rows by a column, the highest first; of equals the newer record."""
    if len(rows) > 4 * FIRST:
        edge = numpy.partition(rows[key], len(rows) - FIRST)[len(rows) - FIRST]
        rows = rows[rows[key] >= edge]
    return rows[numpy.lexsort((-rows["record"], -rows[key].astype("i8")))][:FIRST]


def count(several: Sequence[Conditions], order: str) -> list[Tally]:
    """Count what meets each of several conditions: one statement for all of them.

    With words at most MOST entries are read. Without words all are: those of very many in blocks, by a
    statement more, so that memory stays small.
    """
    parts = [
        f"SELECT {number}, {_COLUMNS} FROM (SELECT * FROM publications_searchentry"  # noqa: S608
        f" WHERE {one.sql} LIMIT {MOST + 1}) AS found GROUP BY mod(record_id, {PIECES})"
        for number, one in enumerate(several)
    ]
    counts = [_Count(order) for _one in several]
    with connection.cursor() as cursor:
        cursor.execute(
            BY_INDEX + BY_HASH + " UNION ALL ".join(parts),
            [value for one in several for value in one.values],
        )
        for number, pieces in groupby(cursor.fetchall(), itemgetter(0)):
            _numbers, *columns, without = zip(*pieces, strict=True)
            counts[number].add(*map(b"".join, columns), sum(without))
    return [_tally(*pair, order) for pair in zip(counts, several, strict=True)]


def _tally(counted: _Count, conditions: Conditions, order: str) -> Tally:
    if counted.number <= MOST:
        return counted.tally(is_least=False)
    if conditions.match:
        return counted.tally(is_least=True)
    whole = _Count(order)
    for block in _blocks(conditions):
        whole.add(*block)
    return whole.tally(is_least=False)


def _blocks(conditions: Conditions) -> Iterator[tuple[Any, Any, Any, int]]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT part.* FROM generate_series("  # noqa: S608
            f"  (SELECT min(record_id) FROM publications_searchentry),"
            f"  (SELECT max(record_id) FROM publications_searchentry), {BLOCK}) AS first"
            f" CROSS JOIN LATERAL (SELECT {_COLUMNS} FROM publications_searchentry"
            f"  WHERE record_id BETWEEN first AND first + {BLOCK - 1} AND {conditions.sql}) AS part",
            conditions.values,
        )
        yield from iter(cursor.fetchone, None)


_COLUMNS = (
    "string_agg(head, ''), string_agg(packed, ''), string_agg(packed_organisations, ''),"
    " count(*) FILTER (WHERE packed_organisations = '')"
)
