"""The first pass over a file: every row understood and kept, so that nothing of it can be lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from core.ahead import ahead
from publications.importing import copying, days, notations
from publications.importing.lines import Entry
from publications.importing.mapping import Mapping, from_data
from publications.importing.reading import Opened, digest_of, open_list
from publications.importing.samples import samples
from publications.importing.understanding import Reader, Understood
from publications.models import ImportRow, ImportRun, Publication

BATCH = 2_000
LOOKED_AT = 400


def stage(run: ImportRun, path: Path) -> bool:
    """Keep all rows of the file with what they say; False when the run was stopped meanwhile.

    Begins anew whatever an earlier try left. DomainError when the file can't be read.
    """
    ImportRow.objects.filter(run=run).delete()
    mapping = from_data(run.definition)
    opened = open_list(path, mapping)
    entries = opened.entries()
    first = list(islice(entries, LOOKED_AT))
    reader = Reader(mapping, decimal=_decimal(mapping, first), day_order=_day_order(mapping, first))
    reader.values.since_1904 = opened.since_1904
    number = 0
    with closing(ahead(lambda: _batches(reader.row(entry) for entry in chain(first, entries)))) as batches:
        for batch in batches:
            number += len(batch)
            with transaction.atomic():
                copying.write_soon()
                copying.put_rows(run.pk, batch)
                if not _alive(run, number):
                    return False
    run.found = {"samples": samples(first, opened.columns)} if run.file else {}
    _conclude(run, opened, reader, path, number)
    return True


def take_stock() -> None:
    """Let the database learn what rows and records hold now: else it would compare each with each."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"ANALYZE {ImportRow._meta.db_table} (run_id, key, code, outcome), "
            f"{Publication._meta.db_table} (code, source, programme_period_id)"
        )


def _batches(rows: Iterator[Understood]) -> Iterator[list[Understood]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _alive(run: ImportRun, number: int) -> bool:
    still = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.READING)
    return bool(still.update(rows_read=number, touched_at=timezone.now()))


def _conclude(run: ImportRun, opened: Opened, reader: Reader, path: Path, number: int) -> None:
    run.rows_read = number
    run.sha256 = run.sha256 or digest_of(path)
    run.size = path.stat().st_size
    run.found |= {
        **opened.facts(),
        "not_taken": reader.not_taken,
        "programmes_unknown": reader.unknown_programmes,
    }
    run.save(update_fields=["rows_read", "sha256", "size", "found"])


def _decimal(mapping: Mapping, entries: Iterable[Entry]) -> str:
    """The decimal sign that the amounts of the first rows show; "" when they do not agree."""
    seen = Counter(
        notations.shown_decimal(value)
        for entry in entries
        for name, value in entry.cells.items()
        if mapping.target(name).rpartition(".")[2] in {"total_budget", "eu_funding", "budget", "contribution"}
    )
    seen.pop("", None)
    return next(iter(seen)) if len(seen) == 1 else ""


def _day_order(mapping: Mapping, entries: Iterable[Entry]) -> str:
    """Whether days of the first rows are written day first or month first; "" when they do not show it."""
    return days.order_of(
        value
        for entry in entries
        for name, value in entry.cells.items()
        if mapping.target(name).endswith("_date") and isinstance(value, str)
    )
