"""Letting one process at a time do a thing, by a lock in the database that dies with the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def alone(key: str) -> Iterator[bool]:
    """Hold the lock called `key`; yields whether nobody else held it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        is_alone = bool(cursor.fetchone()[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            _release(key)


def _release(key: str) -> None:
    if connection.connection is None or connection.connection.closed or connection.needs_rollback:
        return  # the lock went with the connection, or goes with its transaction's end
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])
