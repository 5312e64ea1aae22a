"""Which edition of the public data this is: a word that changes with whatever changes what public pages show.

Triggers write one row for each transaction that touches a public table, and number it when that transaction
commits. The edition is the sum of the newest of these numbers, so one that commits late counts as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection

from core.listening import Listening

# Rows that make the edition; what commits between the numbering of one row and its commit must be fewer.
COUNTED = 16
KEPT = 1_000
CHANNEL = "public_change"  # on which the database tells of each commit that changed something

# Numbers only rise and those beyond the newest are never added to, so each new row makes a larger sum.
NEWEST = f"""
    SELECT coalesce(sum(id), 0)::text, coalesce(max(at), 'epoch'::timestamptz)
    FROM (SELECT id, at FROM publications_publicchange ORDER BY id DESC LIMIT {COUNTED}) AS newest
"""  # noqa: S608 - a number of our own

EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class Edition:
    """A state of the public data: its word, and the moment of its newest change (the epoch before any)."""

    word: str
    changed_at: datetime


_HELD: ContextVar[Edition | None] = ContextVar("edition", default=None)


def newest() -> Edition:
    """The edition as committed now, and as changed so far by this transaction; one small statement."""
    with connection.cursor() as cursor:
        return _read(cursor)


def newest_for_a_page() -> Edition:
    """As `newest`, for each page that is asked for: known till the database tells of a change, else asked."""
    is_told = settings.CHANGES_ARE_TOLD and not connection.in_atomic_block
    return (TOLD.value() if is_told else None) or newest()


def current() -> str:
    """The word of the present edition; within `held`, the one that was read for the request."""
    held_one = _HELD.get()
    return held_one.word if held_one and not connection.in_atomic_block else newest().word


def changed_at() -> datetime | None:
    """When anything that public pages show changed last; None before any change.

    As it was when the page was asked for: a page that changes something does not show its date.
    """
    moment = (_HELD.get() or newest_for_a_page()).changed_at
    return None if moment == EPOCH else moment


def known() -> str:
    """The word that was read for the request; empty where none was, or where a transaction is open.

    What that changes shows in its edition once only.
    """
    held_one = _HELD.get()
    return held_one.word if held_one and not connection.in_atomic_block else ""


@contextmanager
def held(edition: Edition) -> Iterator[None]:
    """Let all that makes one page count on one edition, read once."""
    token = _HELD.set(edition)
    try:
        yield
    finally:
        _HELD.reset(token)


def _read(cursor: Any) -> Edition:
    cursor.execute(NEWEST)
    row = cursor.fetchone()
    return Edition(*row) if row else Edition("", EPOCH)


TOLD = Listening(CHANNEL, _read)


def prune() -> int:
    """Forget rows that no edition counts any more; how many. Never changes the edition."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM publications_publicchange WHERE id < "
            "(SELECT id FROM publications_publicchange ORDER BY id DESC OFFSET %s LIMIT 1)",
            [KEPT],
        )
        return int(cursor.rowcount)


def noting(*tables: str) -> list[str]:
    """SQL for a migration: from now on every change of these tables makes a new edition."""
    return [sql for table in tables for sql in (_dropping(table), _creating(table))]


def no_longer_noting(*tables: str) -> list[str]:
    """SQL that takes `noting` back."""
    return [_dropping(table) for table in tables]


def _creating(table: str) -> str:
    return (
        f'CREATE TRIGGER public_change AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION publications_note_change()"
    )


def _dropping(table: str) -> str:
    return f'DROP TRIGGER IF EXISTS public_change ON "{table}"'
