"""A way to ask for many values at once that costs nothing for each."""

from __future__ import annotations

from typing import Any

from django.db.models import Field, Lookup

from core.arrays import array


@Field.register_lookup
class Among(Lookup):
    """`code__among=codes`: as `__in`, for thousands of plain values, given as one array.

    `__in` looks at each value by itself, which for thousands takes longer than the statement.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*values, array(self.rhs))
