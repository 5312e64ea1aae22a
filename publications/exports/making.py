"""Making the spreadsheets that were asked for: by one worker, told step by step, kept whole or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import IO

from django.core.files.storage import default_storage
from django.http import QueryDict
from django.utils import timezone, translation

from core.sheets import Format
from documents import jobs
from documents.jobs import measured
from publications import finding
from publications.exports import files
from publications.exports.streaming import keys_of
from publications.exports.tables import tables
from publications.models import Extract, ExtractQuerySet, ExtractState

__all__ = ["KEPT_FOR", "clean", "drop_all", "left_behind", "make", "measured"]

KEPT_FOR = timedelta(days=1)


def make(pk: int) -> bool:
    """Make the file if it waits and nobody else is making it; True when this call made it.

    A worker that is killed leaves the row waiting: the sweep starts it again, from the first row.
    """
    return jobs.work(Extract.objects.all(), pk, _make)


def left_behind() -> list[int]:
    """The keys of files that wait without a sign of life. Those tried too often are given up."""
    return jobs.left_behind(Extract.objects.all())


def clean() -> int:
    """Delete what expired, files and rows; how many."""
    now = timezone.now()
    return _drop(Extract.objects.filter(expires_at__lt=now)) + _drop(
        Extract.objects.filter(state=ExtractState.FAILED, finished_at__lt=now - KEPT_FOR)
    )


def drop_all() -> int:
    """Delete every file, made or being made: a name that may stand in it was forgotten; how many."""
    return _drop(Extract.objects.all())


def _make(extract: Extract) -> bool:
    table = tables()[extract.table]
    keys = keys_of(table, finding.records(finding.query(QueryDict(extract.query))))

    def write(target: IO[bytes]) -> None:
        with translation.override(extract.language):
            files.write(
                target,
                Format(extract.format),
                table,
                keys,
                extract.language,
                told=lambda done: jobs.tell(extract, done=done),
            )

    facts = {"done": len(keys), "total": len(keys), "expires_at": timezone.now() + KEPT_FOR}
    return jobs.deliver(extract, "extracts", extract.format, write, **facts)


def _drop(found: ExtractQuerySet) -> int:
    rows = list(found)
    for row in rows:
        if row.file:
            default_storage.delete(str(row.file.name))
    return Extract.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]
