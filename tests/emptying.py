"""Empties the tables after a test that committed: those that hold rows, and without a word to triggers.

Django's own command looks for the tables and for what its apps do after it each time, empties all of them,
and fills those of its models and permissions again: ten times the work. Those two stay as they are.
"""

from collections.abc import Iterator
from functools import cache
from unittest.mock import patch

import pytest
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import TransactionTestCase

STAY = {"django_content_type", "auth_permission"}


@pytest.fixture(scope="session", autouse=True)
def quick_emptying() -> Iterator[None]:
    with patch.object(TransactionTestCase, "_fixture_teardown", lambda self: empty()):
        yield


def empty() -> None:
    """Foreign keys and triggers rest meanwhile, which asks for a superuser; without one it is a TRUNCATE."""
    if not _is_superuser():
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), _tables()))
        return
    names = [connection.ops.quote_name(table) for table in _tables()]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)  # noqa: S608
        )
        filled = [name for (name,) in cursor.fetchall()]
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name in filled:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608


@cache
def _tables() -> list[str]:
    found = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted({*found} - STAY)


@cache
def _is_superuser() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])
