"""A statement that almost every request sends: PostgreSQL plans it once for each connection."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from psycopg2.errors import DuplicatePreparedStatement, InvalidSqlStatementName

PLACE = re.compile(r"\$(\d+)")
# Left alone, PostgreSQL plans anew each time where it hopes that these very values are cheaper.
ONE_PLAN = "SET LOCAL plan_cache_mode = force_generic_plan; "


class Planned:
    """A statement by name; its values stand as `$1`, `$2` … with their types in `types`.

    `%` in the statement is itself. Within a transaction, and while somebody counts statements, it is sent
    whole: a plan that is missing would break the one and escape the other.
    """

    def __init__(self, name: str, sql: str, *types: str) -> None:
        self._plain = PLACE.sub(r"%(v\1)s", sql.replace("%", "%%"))
        self._prepare = f"PREPARE {name} ({', '.join(types)}) AS {sql}"
        self._execute = f"{ONE_PLAN}EXECUTE {name} ({', '.join(['%s'] * len(types))})"

    def row(self, *values: Any) -> tuple[Any, ...] | None:
        """The first row. Raises Django's errors of databases."""
        return next(iter(self.rows(*values)), None)

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """All rows. Raises Django's errors of databases."""
        if connection.in_atomic_block or connection.execute_wrappers:
            with connection.cursor() as cursor:
                self._send_whole(cursor, values)
                return list(cursor.fetchall())
        connection.ensure_connection()
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            try:
                cursor.execute(self._execute, values)
            except InvalidSqlStatementName:  # the first time on this connection
                self._first(cursor, values)
            return list(cursor.fetchall())

    def _first(self, cursor: Any, values: tuple[Any, ...]) -> None:
        try:
            cursor.execute(self._prepare)
            cursor.execute(self._execute, values)
        except (DuplicatePreparedStatement, InvalidSqlStatementName):  # a pooler gives us others' connections
            self._send_whole(cursor, values)

    def _send_whole(self, cursor: Any, values: tuple[Any, ...]) -> None:
        cursor.execute(self._plain, {f"v{at}": value for at, value in enumerate(values, 1)})
