"""The operations of a run in turn, some thousand rows at a time, whole operations always together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.db import models
from django.utils.translation import gettext as _

from publications.importing import content, copying
from publications.importing import rows as kept_rows
from publications.importing.content import Known, Operation
from publications.importing.mapping import Mapping
from publications.importing.rows import Row
from publications.models import ImportRow, ImportRun

ROWS = 3_000
MOST_OF_ONE = 5_000  # rows of one operation


def operations(run: ImportRun, mapping: Mapping, known: Known, after: str) -> list[Operation]:
    """The next operations whose key comes after `after`; none when all were seen."""
    rows = kept_rows.read(_taken(run, after)[: ROWS + 1])
    if len(rows) > ROWS:
        whole = [row for row in rows if row.key != rows[-1].key]
        rows = whole or _one(run, rows[0].key)
    found = [content.operation(list(group), mapping, known) for _key, group in groupby(rows, _key_of)]
    if run.state == ImportRun.State.WRITING:  # the trial has said so already
        for row in rows:
            row.say_as_kept()
    return found


def every(run: ImportRun, mapping: Mapping, known: Known, after: str = "") -> Iterator[list[Operation]]:
    """All operations of a run whose key comes after `after`, chunk by chunk."""
    while found := operations(run, mapping, known, after):
        yield found
        after = found[-1].key


def _taken(run: ImportRun, after: str) -> models.QuerySet[ImportRow]:
    return ImportRow.objects.filter(run=run, key__gt=after).order_by("key", "id")


def _one(run: ImportRun, key: str) -> list[Row]:
    """The first rows of an operation that has more of them than a chunk; the rest is refused."""
    rows = ImportRow.objects.filter(run=run, key=key).order_by("id")
    kept = kept_rows.read(rows[:MOST_OF_ONE])
    why = _("A project has at most %(most)d rows: is the right column used as the key?") % {
        "most": MOST_OF_ONE
    }
    beyond = rows.filter(id__gt=kept[-1].pk)
    note = {"field": "", "was": "", "became": "", "why": why}
    beyond.update(outcome=ImportRow.Outcome.REFUSED, notes=[note], key="")
    return kept


def _key_of(row: Row) -> str:
    return row.key


def save(found: list[Operation]) -> None:
    """Keep what became of the rows of these operations, where it is not what the trial kept already."""
    copying.put_outcomes([row for one in found for row in one.rows if not row.is_as_kept])
