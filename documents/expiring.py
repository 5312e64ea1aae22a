"""Taking away what nobody used for long, where it can be made again, and files that no row knows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from documents.kinds import kind_of
from documents.models import Document
from documents.states import DocumentState

log = structlog.get_logger(__name__)

AT_ONCE = 5000
FORGOTTEN = timedelta(days=1)  # a file without a row is left alone for so long: its row may be on its way
FOLDERS = [f"documents/{number:02x}" for number in range(256)]


def expire(now: datetime | None = None) -> int:
    """Take away the files of kinds that can be made again after their days without use; how many.

    Letters, receipts, contracts and all other kinds without `days_unused` stay for good.
    """
    now, old = now or timezone.now(), Q(pk__in=[])
    for name in settings.DOCUMENT_KINDS:
        days = kind_of(name).days_unused
        if days is not None:
            old |= Q(kind=name, used_at__lt=now - timedelta(days=days))
    rows = Document.objects.filter(old, state=DocumentState.READY).order_by("used_at")
    found = list(rows.values_list("pk", "file", "sha256")[:AT_ONCE])
    gone = 0
    for pk, file, digest in found:  # the row first: a file that is left over is swept as an orphan
        still = Document.objects.filter(old, pk=pk, state=DocumentState.READY, sha256=digest)
        if still.update(state=DocumentState.EXPIRED, file=""):
            default_storage.delete(file)
            gone += 1
    return gone


def sweep_orphans() -> int:
    """Delete stored files that no row names, and half-made ones of workers that were stopped; how many."""
    return sum(_orphans_in(folder) for folder in FOLDERS) + _half_made()


def _orphans_in(folder: str) -> int:
    names = [f"{folder}/{name}" for name in _files(folder)]
    known = set(Document.objects.filter(file__in=names).values_list("file", flat=True)) if names else set()
    gone = 0
    for name in names:
        if name in known or not _is_old(name):
            continue
        default_storage.delete(name)
        log.info("orphan deleted", file=name)
        gone += 1
    return gone


def _files(folder: str) -> Iterator[str]:
    try:
        yield from default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return


def _is_old(name: str) -> bool:
    try:
        return default_storage.get_modified_time(name) < timezone.now() - FORGOTTEN
    except FileNotFoundError:
        return False


def _half_made() -> int:
    """What stopped workers of this machine left in the folder where files are written."""
    folder = Path(settings.MEDIA_ROOT) / "making"
    before = time.time() - FORGOTTEN.total_seconds()
    old = [one for one in folder.iterdir() if one.stat().st_mtime < before] if folder.is_dir() else []
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)
