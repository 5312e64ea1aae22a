"""A query of many columns that almost every request asks: its SQL is worked out once, and not each time."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
# A row as the driver of the database gives it.
Answer = tuple[Any, ...]
# The query, what makes its rows, how it converts columns, its SQL, and the parameters with their slots.
Ready = tuple[QuerySet[M], Any, Any, str, tuple[Any, ...]]


class Prepared(Generic[M]):
    """A query set whose SQL stays the same while the values in it change.

    `build` makes it from values by name; `stand_ins` are values of the right types, each unlike the others
    and unlike any constant in the query. Writing the SQL of five joined tables takes Django several times
    as long as PostgreSQL needs for the answer.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], **stand_ins: Any) -> None:
        self._build = build
        self._stand_ins = stand_ins
        self._ready: Ready[M] | None = None

    def rows(self, **values: Any) -> list[M]:
        """The rows for these values. Values must be of the types of the stand-ins, and none may be None."""
        return self.made_of(self.answer(**values))

    def answer(self, **values: Any) -> list[Answer]:
        """What the database says for these values, column by column as it came: `made_of` makes rows of it.

        Equal answers make equal rows, so who kept what came of an answer may go on from there.
        """
        pattern, compiler, _converters, sql, slots = self._ready or self._prepare()
        params = tuple(values[slot.name] if isinstance(slot, _Slot) else slot for slot in slots)
        with connections[pattern.db].cursor() as cursor:
            cursor.execute(sql, params)
            return [row[: compiler.col_count] for row in cursor.fetchall()]

    def made_of(self, answer: Sequence[Answer]) -> list[M]:
        """The rows of an answer; no query."""
        pattern, worked_out, converters, _sql, _slots = self._ready or self._prepare()
        found = pattern.all()
        compiler = copy.copy(worked_out)
        compiler.connection = connections[found.db]
        compiler.execute_sql = lambda *_args, **_more: [answer]
        compiler.get_converters = lambda _columns: converters
        found.query.get_compiler = lambda *_args, **_more: compiler  # type: ignore[method-assign]
        return list(found)

    def _prepare(self) -> Ready[M]:
        pattern = self._build(**self._stand_ins)
        compiler = pattern.query.get_compiler(pattern.db)
        sql, params = compiler.as_sql()
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        self._ready = (pattern, compiler, converters, sql, tuple(_slotted(params, self._stand_ins)))
        return self._ready


class _Slot:
    def __init__(self, name: str) -> None:
        self.name = name


def _slotted(params: Any, stand_ins: Mapping[str, Any]) -> list[Any]:
    """The parameters of the SQL, with a slot for each stand-in. ValueError when one is not among them."""
    slots = [
        next(
            (_Slot(name) for name, value in stand_ins.items() if type(value) is type(each) and value == each),
            each,
        )
        for each in params
    ]
    missing = set(stand_ins) - {slot.name for slot in slots if isinstance(slot, _Slot)}
    if missing:
        raise ValueError(f"not a plain parameter of the query: {', '.join(sorted(missing))}")
    return slots
