"""Making the spreadsheets that were asked for: by one worker, told step by step, kept whole or not at all."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import IO

import structlog
from django.core.files.storage import default_storage
from django.db.models import F
from django.http import QueryDict
from django.utils import timezone, translation

from core.alone import alone
from core.sheets import Format
from documents.storing import keep, making
from publications import finding
from publications.exports import files
from publications.exports.streaming import keys_of
from publications.exports.tables import tables
from publications.models import Extract, ExtractQuerySet, ExtractState

log = structlog.get_logger(__name__)

KEPT_FOR = timedelta(days=1)
MOST_ATTEMPTS = 4
PATIENCE = timedelta(seconds=90)  # without a sign of life for so long, its worker is gone


def make(pk: int) -> bool:
    """Make the file if it waits and nobody else is making it; True when this call made it.

    A worker that is killed leaves the row waiting: the sweep starts it again, from the first row.
    """
    with alone(f"extract:{pk}") as is_alone:
        taken = is_alone and Extract.objects.waiting().filter(pk=pk, attempts__lt=MOST_ATTEMPTS).update(
            attempts=F("attempts") + 1, touched_at=timezone.now(), done=0
        )
        if not taken:
            return False
        extract = Extract.objects.get(pk=pk)
        try:
            with translation.override(extract.language):
                _make(extract)
        except Exception as error:
            log.exception("extract failed", extract=pk)
            _end(extract, state=ExtractState.FAILED, error=f"{type(error).__name__}: {error}"[:2000])
            return False
        return True


def left_behind() -> list[int]:
    """The keys of files that wait without a sign of life. Those tried too often are given up."""
    silent = Extract.objects.waiting().filter(touched_at__lt=timezone.now() - PATIENCE)
    silent.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=ExtractState.FAILED,
        finished_at=timezone.now(),
        error="Each worker that took it up was stopped.",
    )
    return list(silent.waiting().values_list("pk", flat=True)[:50])


def clean() -> int:
    """Delete what expired, files and rows; how many."""
    now = timezone.now()
    return _drop(Extract.objects.filter(expires_at__lt=now)) + _drop(
        Extract.objects.filter(state=ExtractState.FAILED, finished_at__lt=now - KEPT_FOR)
    )


def drop_all() -> int:
    """Delete every file, made or being made: a name that may stand in it was forgotten; how many."""
    return _drop(Extract.objects.all())


def measured(target: IO[bytes]) -> tuple[int, str]:
    """The bytes and the SHA-256 of what was written."""
    target.flush()
    target.seek(0)
    content = hashlib.sha256()
    while piece := target.read(1 << 20):
        content.update(piece)
    return target.tell(), content.hexdigest()


def _make(extract: Extract) -> None:
    table = tables()[extract.table]
    keys = keys_of(table, finding.records(finding.query(QueryDict(extract.query))))
    with making(f".{extract.format}") as target:
        files.write(
            target,
            Format(extract.format),
            table,
            keys,
            extract.language,
            told=lambda done: _tell(extract, done),
        )
        size, digest = measured(target)
        name = keep(target, f"extracts/{extract.uid.hex[:2]}/{extract.uid.hex}.{extract.format}")
    made = _end(
        extract,
        state=ExtractState.READY,
        expires_at=timezone.now() + KEPT_FOR,
        file=name,
        sha256=digest,
        size=size,
        done=len(keys),
        total=len(keys),
    )
    if not made:
        default_storage.delete(name)


def _tell(extract: Extract, done: int) -> None:
    Extract.objects.waiting().filter(pk=extract.pk).update(done=done, touched_at=timezone.now())


def _end(extract: Extract, **facts: object) -> int:
    return Extract.objects.waiting().filter(pk=extract.pk).update(finished_at=timezone.now(), **facts)


def _drop(found: ExtractQuerySet) -> int:
    rows = list(found)
    for row in rows:
        if row.file:
            default_storage.delete(str(row.file.name))
    return Extract.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]
