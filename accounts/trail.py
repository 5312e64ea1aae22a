"""Writing and checking the trail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import TrailEntry, User
from core.logs import request_id


def record(
    chain: str, action: str, *, by: User | None, old: Any = None, new: Any = None, note: str = ""
) -> TrailEntry:
    """Append one act to a chain, inside the transaction of the change. `by=None` is the portal itself."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a trail entry belongs to the transaction of its change")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"trail:{chain}"])
    last = TrailEntry.objects.filter(chain=chain).order_by("-sequence").first()
    entry = TrailEntry(
        chain=chain,
        sequence=last.sequence + 1 if last else 1,
        at=timezone.now(),
        actor=by,
        action=action,
        old=_plain(old),
        new=_plain(new),
        note=note,
        request_id=request_id(),
        previous_hash=last.hash if last else "",
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    return entry


def digest(entry: TrailEntry) -> str:
    """The SHA-256 of an entry's content and of the hash before it."""
    content = [
        entry.chain,
        entry.sequence,
        entry.at.isoformat(),
        entry.actor_id,
        entry.action,
        entry.old,
        entry.new,
        entry.note,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """Where a chain does not hold, and why."""

    chain: str
    sequence: int
    reason: str


def verify_chain(chain: str) -> list[Fault]:
    """The faults of one chain: gaps in the numbering, entries that were altered, links that do not fit.

    A chain whose newest entries were cut off can't be told from a shorter one; the database refuses deletion.
    """
    faults = []
    expected, previous = 1, ""
    for entry in TrailEntry.objects.filter(chain=chain).order_by("sequence").iterator():
        if entry.sequence != expected:
            faults.append(Fault(chain, entry.sequence, f"number {expected} is missing"))
        if entry.previous_hash != previous:
            faults.append(Fault(chain, entry.sequence, "does not follow from the entry before"))
        if entry.hash != digest(entry):
            faults.append(Fault(chain, entry.sequence, "was altered"))
        expected, previous = entry.sequence + 1, entry.hash
    return faults


def verify_all() -> Iterator[Fault]:
    """The faults of every chain, in one pass over the trail."""
    for chain in TrailEntry.objects.order_by("chain").values_list("chain", flat=True).distinct().iterator():
        yield from verify_chain(chain)


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder)) if value is not None else None


# The columns in which entries are handed out as a table.
COLUMNS = ("number", "at", "who", "action", "old", "new", "note", "hash of the entry before", "hash")


def as_row(entry: TrailEntry) -> tuple[str | int | datetime, ...]:
    """An entry as it stands in a table; the person who did it is fetched."""
    return (
        entry.sequence,
        entry.at,
        str(entry.actor or ""),
        entry.action,
        _as_text(entry.old),
        _as_text(entry.new),
        entry.note,
        entry.previous_hash,
        entry.hash,
    )


def _as_text(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
