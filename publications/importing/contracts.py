"""The contractors that rows of one operation name, compared with those of its record and written beside it.

A list tells their names and no more. One without such a column leaves those of a record as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.copying import put as copy
from publications import persons
from publications.importing.noting import note
from publications.importing.partnership import BETWEEN, may_be_person
from publications.importing.rows import Row
from publications.models import PublishedContractor

FIELD = "contractor"
MOST = 1_000
_COLUMNS = (
    *("publication_id", "position", "name", "is_natural_person", "forgotten_at", "first_published_at"),
    *("country", "identifier", "subject"),
)


def named(rows: Sequence[Row]) -> list[str]:
    """The names in all rows, each once, in their order."""
    found: dict[str, None] = {}
    for row in rows:
        for name in _names(row):
            if may_be_person(name):
                why = _("It may be a natural person. Ask the secretariat before the name is published.")
                note(row, FIELD, "", "", why, repair=False)
            if len(found) >= MOST and name not in found:
                note(
                    row, FIELD, name, "", _("A project has at most 1,000 contractors: this one is not taken.")
                )
            else:
                found[name] = None
    return list(found)


def protected(names: Iterable[str], code: str, forgotten: Mapping[str, set[str]]) -> list[str]:
    """The names as they may be told: blank where one was taken off this record."""
    return ["" if persons.is_forgotten(code, name, forgotten) else name for name in names]


def stored(records: Iterable[int]) -> dict[int, list[str]]:
    """The names of the stored contractors of records, in their order, by the record's key; one statement."""
    rows = PublishedContractor.objects.filter(publication__id__among=list(records))
    found: dict[int, list[str]] = {}
    for record, name in rows.order_by("publication", "position").values_list("publication_id", "name"):
        found.setdefault(record, []).append(name)
    return found


def changes(before: list[str], after: list[str]) -> list[dict[str, str]]:
    """What differs, as a list of changes shows it."""
    if before == after:
        return []
    return [{"field": FIELD, "old": "; ".join(before)[:300], "new": "; ".join(after)[:300]}]


def put(told: Mapping[int, list[str]], now: datetime) -> None:
    """Replace the contractors of these stored records, in two statements; none where no list tells any."""
    if not told:
        return
    PublishedContractor.objects.filter(publication__id__among=list(told)).delete()
    rows = (line for key, names in told.items() for line in _lines(key, names, now))
    copy(PublishedContractor._meta.db_table, _COLUMNS, rows)


def _lines(key: int, names: list[str], now: datetime) -> Iterator[tuple[Any, ...]]:
    for position, name in enumerate(names, 1):
        is_gone = not name
        yield key, position, name, is_gone, now if is_gone else None, now, "", "", "{}"


def _names(row: Row) -> Iterator[str]:
    for name in BETWEEN.split(str(row.data.get(FIELD) or "")):
        if name.strip():
            yield name.strip()[:250]
