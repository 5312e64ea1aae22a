"""Dated files of all data: made at night when the data changed, and every four months kept for ever.

CPR Art. 49(3) asks for an update of the list of operations at least every four months; what was kept shows
that it was done. Stored files hold no names of natural persons: those must go after two years, everywhere.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation

from core.alone import alone
from core.sheets import MOST_ROWS, Format
from documents.storing import keep, making
from projects.dates import months_after
from publications import editions
from publications.exports import files
from publications.exports.documents import document
from publications.exports.making import measured
from publications.exports.streaming import Keys, csv, keys_of
from publications.exports.table import Table
from publications.exports.tables import tables
from publications.models import DataFile, Publication, Purpose

NIGHTS_KEPT = 7  # days on which the data changed
MONTHS = 4  # CPR Art. 49(3)
ENDINGS = {"csv": "csv.gz", "json": "json.gz", "xlsx": "xlsx"}


@dataclass(frozen=True)
class _Written:
    """A finished file that is not stored yet."""

    target: IO[bytes]
    facts: DataFile


def make(today: date | None = None) -> int:
    """Make what is due today; how many files. Nothing is due when the data are those of the newest files.

    All files of a day appear together. Two processes never make the same day.
    """
    day = today or timezone.localdate()
    with alone("data files") as is_alone:
        purpose = _due(day) if is_alone else None
        return _make(day, purpose) if purpose else 0


def snapshot_is_due(day: date) -> bool:
    """Whether the newest snapshot was made so long ago that the next one is due."""
    newest = DataFile.objects.filter(purpose=Purpose.SNAPSHOT).order_by("-day").first()
    return newest is None or months_after(newest.day, MONTHS) <= day


def clean() -> int:
    """Delete the files of nights before the newest ones; how many. A snapshot is never touched."""
    nightly = DataFile.objects.filter(purpose=Purpose.NIGHTLY)
    days = list(nightly.order_by("-day").values_list("day", flat=True).distinct()[:NIGHTS_KEPT])
    old = list(nightly.filter(day__lt=days[-1])) if days else []
    DataFile.objects.filter(pk__in=[row.pk for row in old]).delete()
    for row in old:
        default_storage.delete(str(row.file.name))
    return len(old)


def _due(day: date) -> Purpose | None:
    if DataFile.objects.filter(day=day).exists():
        return None
    if snapshot_is_due(day):
        return Purpose.SNAPSHOT
    newest = DataFile.objects.order_by("-day", "-pk").first()
    changed = newest is None or newest.edition != editions.current()
    return Purpose.NIGHTLY if changed else None


def _make(day: date, purpose: Purpose) -> int:
    edition = editions.current()
    with ExitStack() as stack, translation.override("en"):
        written = list(_write_all(stack, day, purpose, edition))
        names: list[str] = []
        try:
            for one in written:
                one.facts.file = keep(one.target, f"open-data/{day:%Y-%m-%d}/{one.facts.name}")
                names.append(str(one.facts.file))
            with transaction.atomic():
                DataFile.objects.bulk_create(one.facts for one in written)
        except BaseException:
            for name in names:
                default_storage.delete(name)
            raise
    return len(written)


def _write_all(stack: ExitStack, day: date, purpose: Purpose, edition: str) -> Iterator[_Written]:
    for table in tables().values():
        keys = keys_of(table, Publication.objects.all())
        for kind, writer in WRITERS.items():
            if kind == "xlsx" and len(keys) >= MOST_ROWS // 20:
                continue  # a spreadsheet of so many rows opens nowhere
            target = stack.enter_context(making(f".{kind}"))
            writer(target, table.without_persons(), keys)
            size, digest = measured(target)
            facts = DataFile(
                name=f"{table.key}-{day:%Y-%m-%d}.{ENDINGS[kind]}",
                table=table.key,
                format=kind,
                day=day,
                purpose=purpose,
                edition=edition,
                operations=len(keys),
                size=size,
                sha256=digest,
            )
            yield _Written(target, facts)


def _gzipped(target: IO[bytes], pieces: Iterable[bytes]) -> None:
    """The same content gives the same bytes: no name and no time in the file."""
    with gzip.GzipFile(fileobj=target, mode="wb", filename="", mtime=0) as packed:
        for piece in pieces:
            packed.write(piece)


def _csv(target: IO[bytes], table: Table, keys: Keys) -> None:
    _gzipped(target, csv(table, keys))


def _json(target: IO[bytes], table: Table, keys: Keys) -> None:
    _gzipped(target, document(table, keys, ""))


def _xlsx(target: IO[bytes], table: Table, keys: Keys) -> None:
    files.write(target, Format.XLSX, table, keys, "en")


WRITERS: dict[str, Callable[[IO[bytes], Table, Keys], None]] = {"csv": _csv, "json": _json, "xlsx": _xlsx}
