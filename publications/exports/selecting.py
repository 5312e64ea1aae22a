"""Rows by very many keys: one parameter for all of them, and SQL that is worked out once for all portions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import F, Lookup, QuerySet

if TYPE_CHECKING:
    _Lookup = Lookup[Any]
else:
    _Lookup = Lookup


class AnyOf(_Lookup):
    """`column = ANY(keys)`: the same SQL for any number of keys, which `IN` is not."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*params, self.rhs)


def with_keys(column: str, keys: Sequence[int]) -> AnyOf:
    """A condition for `filter`: the column holds one of the keys."""
    return AnyOf(F(column), keys)


def for_portions(rows: QuerySet[Any, Any], keys: Sequence[int]) -> tuple[str, list[Any], int]:
    """The SQL of rows that were selected `with_keys`, its parameters, and which of these the keys are."""
    sql, params = rows.query.sql_with_params()
    return sql, list(params), next(place for place, each in enumerate(params) if each is keys)
