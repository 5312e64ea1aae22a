"""One search of one request: how many there are, their money, the first of them, and the next pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from publications.finding import conditions, counting, vocabulary, words
from publications.finding.conditions import Conditions
from publications.finding.counting import FIRST, Tally
from publications.finding.kept import Kept, Memory
from publications.finding.query import Query
from publications.finding.vocabulary import Vocabulary
from publications.finding.words import SqlValue

PAGE = 20
MOST_FACETS = 6  # whose own values are counted without themselves

# Column, and whether the highest comes first.
_ORDERS = {
    "newest": ("moment", True),
    "fit": ("moment", True),
    "start": ("start", True),
    "funding": ("eu_cents", True),
    "name": ("name", False),
}


@dataclass(frozen=True)
class Page:
    """Keys of records in order; `next` and `previous` are the keys that name the pages beside it, or null."""

    keys: tuple[int, ...]
    next: int | None = None
    previous: int | None = None

    @property
    def is_first(self) -> bool:
        return self.previous is None


@dataclass(frozen=True)
class Organisation:
    """A partner by whom one can narrow a search."""

    slug: str
    name: str
    number: int


class Search:
    """A query, read with what public data say now. `edition` spares a statement to whoever knows it."""

    def __init__(self, asked: Query, *, edition: str = "") -> None:
        self.asked = asked
        self._memory = Memory(edition)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return self._memory.get("vocabulary", vocabulary.read)

    @cached_property
    def mended(self) -> tuple[tuple[str, str], ...]:
        """The words that were replaced, each with its replacement."""
        return self._mending[1]

    @cached_property
    def meant(self) -> Query:
        """What is shown: what was asked for, or with words mended when nothing says them."""
        return self._mending[0]

    @cached_property
    def _mending(self) -> tuple[Query, tuple[tuple[str, str], ...]]:
        if not self.asked.text or self.tally_of(self.asked).number or not words.read(self.asked.text):
            return self.asked, ()
        mended = self._memory.get(("mended", self.asked.text), lambda: words.mended(self.asked.text))
        likely = self.asked.saying(mended.text)
        return (likely, mended.words) if mended.text and self.tally_of(likely).number else (self.asked, ())

    @property
    def tally(self) -> Tally:
        """How much was found."""
        return self.tally_of(self.meant)

    def tally_of(self, query: Query) -> Tally:
        """Of this query and, in the same statement, of those without each of its facets."""
        return self.tallies_of([query, *(query.without(name) for name in list(query.chosen)[:MOST_FACETS])])[
            0
        ]

    def tallies_of(self, queries: Sequence[Query]) -> list[Tally]:
        """Of several queries: those that are not kept are counted in one statement."""
        missing = [one for one in queries if not self._memory.has(_key(one))]
        if missing:
            order = self.asked.order
            tallies = counting.count([self._where(one) for one in missing], order)
            for one, tally in zip(missing, tallies, strict=True):
                self._memory.put(_key(one), tally)
        return [self._memory.take(_key(one)) for one in queries]

    def keep(self, key: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
        """What was made of what this search means, until public data change."""
        return self._memory.get((key, *_key(self.meant), self.asked.as_query_string()), make)

    def page(self, after: int | None = None, before: int | None = None) -> Page:
        """The page that follows the record with the key `after`, or comes before `before`; else the first.

        By fit the best of the newest `counting.FIRST` are in order, and there are no more pages than those.
        """
        first = self._first
        mark = after or before
        if mark is None or mark in first:
            start = 0 if mark is None else first.index(mark) + 1
            if before:
                start = max(0, first.index(before) - PAGE)
            if start + PAGE < len(first) or self._is_all(len(first)):
                return _page(first[start : start + PAGE + 1], is_first=start == 0)
        if self.meant.order == "fit":
            return _page(first[: PAGE + 1], is_first=True)
        return self._walked(after, before)

    @cached_property
    def organisations(self) -> list[Organisation]:
        """The partners that most of the projects found have in common, the commonest first."""
        numbers = dict(self.tally.organisations)
        names = self._looked_up[1]
        found = [Organisation(*names[key], number) for key, number in numbers.items() if key in names]
        return sorted(found, key=lambda one: (-one.number, one.name))

    def _is_all(self, number: int) -> bool:
        return self.meant.order == "fit" or (not self.tally.is_least and number >= self.tally.number)

    @property
    def _first(self) -> tuple[int, ...]:
        return self._looked_up[0]

    @cached_property
    def _looked_up(self) -> tuple[tuple[int, ...], Mapping[int, tuple[str, str]]]:
        """The first of the order, and names of partners, in one statement more at most."""
        return self._memory.get(("looked up", *_key(self.meant)), self._look_up)

    def _look_up(self) -> tuple[tuple[int, ...], Mapping[int, tuple[str, str]]]:
        tally, where = self.tally, self._where(self.meant)
        sql = ["SELECT id, slug, name FROM publications_organisation WHERE id = ANY(%s)"]
        values: list[SqlValue] = [[key for key, _number in tally.organisations]]
        told = tuple(tally.first)
        if where.match and self.meant.order == "fit":
            sql.append(_ranking(where, is_told=bool(told)))
            values += [
                *(([list(told)]) if told else where.values),
                self.meant.text.lower(),
                *where.match_values,
            ]
            told = ()
        elif not told and tally.number:
            column, is_down = _ORDERS[self.meant.order]
            sql.append(_walk(where.sql, column, is_down, FIRST))
            values += where.values
        if not tally.number or (len(sql) == 1 and not tally.organisations):
            return told, {}
        with connection.cursor() as cursor:
            text = " UNION ALL ".join(f"({one})" for one in reversed(sql))
            cursor.execute(counting.BY_INDEX + text, _turned(sql, values))
            rows = cursor.fetchall()
        keys = tuple(key for key, slug, _name in rows if slug is None)
        return keys or told, {key: (slug, name) for key, slug, name in rows if slug is not None}

    def _walked(self, after: int | None, before: int | None) -> Page:
        """A page far from the first: walked along the index from the record that is named."""
        column, is_down = _ORDERS[self.meant.order]
        where, mark = self._where(self.meant), after or before
        if before:
            is_down = not is_down
        if mark:
            sign = "<" if is_down else ">"
            where = where.and_(
                f"({column}, record_id) {sign} "  # noqa: S608 - names of columns
                f"((SELECT {column} FROM publications_searchentry WHERE record_id = %s), %s)",
                mark,
                mark,
            )
        with connection.cursor() as cursor:
            cursor.execute(counting.BY_INDEX + _walk(where.sql, column, is_down, PAGE + 1), where.values)
            keys = [key for key, *_nothing in cursor.fetchall()]
        if not keys and mark:
            return self.page()
        if before:
            return Page(tuple(reversed(keys[:PAGE])), keys[0], keys[PAGE - 1] if len(keys) > PAGE else None)
        return _page(keys, is_first=mark is None)

    def _where(self, query: Query) -> Conditions:
        return conditions.of(query, self.vocabulary)


def _page(keys: Iterable[int], *, is_first: bool) -> Page:
    found = tuple(keys)
    shown = found[:PAGE]
    return Page(shown, shown[-1] if len(found) > PAGE else None, None if is_first or not shown else shown[0])


def _key(query: Query) -> tuple[str, str]:
    return query.sorted_by("").as_query_string(), query.order


def _walk(where: str, column: str, is_down: bool, most: int) -> str:
    way = "DESC" if is_down else "ASC"
    return (
        "SELECT record_id, NULL::varchar, NULL::varchar FROM publications_searchentry"  # noqa: S608
        f" WHERE {where} ORDER BY {column} {way}, record_id {way} LIMIT {most}"
    )


def _ranking(where: Conditions, *, is_told: bool) -> str:
    """The best first: those called so, then by where and how often the words stand; of equals the newer."""
    among = (
        "SELECT * FROM publications_searchentry WHERE record_id = ANY(%s)"
        if is_told
        else "SELECT * FROM publications_searchentry"  # noqa: S608
        f" WHERE {where.sql} ORDER BY moment DESC, record_id DESC LIMIT {FIRST}"
    )
    return (
        f"SELECT record_id, NULL::varchar, NULL::varchar FROM ({among}) AS newest"  # noqa: S608
        f" ORDER BY name = %s DESC, ts_rank(words, {where.match}) DESC, moment DESC, record_id DESC"
    )


def _turned(sql: list[str], values: list[SqlValue]) -> list[SqlValue]:
    """Values for the statements in reverse: the first has one."""
    return values if len(sql) == 1 else [*values[1:], values[0]]
