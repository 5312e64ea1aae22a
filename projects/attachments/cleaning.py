"""What uploads leave behind when something dies half way, and files that nobody needs any more."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from core.uploads import arriving
from projects.attachments.limits import FOLDER
from projects.models import Attachment, Version
from projects.models.attachments import AttachmentState
from projects.states import EDITABLE

log = structlog.get_logger(__name__)

PATIENCE = timedelta(hours=2)  # no upload takes so long
KEPT = timedelta(days=30)  # a removed file that no version holds, once the proposal is submitted
AT_ONCE = 500


def clean() -> int:
    """Delete what is left of broken uploads, of deleted drafts and of removed files; how many things."""
    return sum((_half_written(), _parts(), _unowned(), _removed()))


def _half_written() -> int:
    """Rows whose file never became whole."""
    old = Attachment.objects.filter(
        state=AttachmentState.ARRIVING, uploaded_at__lt=timezone.now() - PATIENCE
    )[:AT_ONCE]
    return sum(_forget(row) for row in old)


def _parts() -> int:
    """Pieces of requests that were cut off, on the disk of this machine."""
    folder = Path(settings.MEDIA_ROOT) / arriving.FOLDER
    before = time.time() - PATIENCE.total_seconds()
    left = (
        [part for part in folder.glob("*.part") if part.stat().st_mtime < before] if folder.is_dir() else []
    )
    for part in left:
        part.unlink(missing_ok=True)
    return len(left)


def _unowned() -> int:
    """Stored files without a row: their draft was deleted."""
    before = timezone.now() - PATIENCE
    found = 0
    for names in _stored():
        known = set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
        for name in names:
            if name not in known and default_storage.get_modified_time(name) < before:
                default_storage.delete(name)
                found += 1
    return found


def _stored() -> Iterator[list[str]]:
    """The names of all stored files, folder by folder."""
    if not default_storage.exists(FOLDER):
        return
    for folder in default_storage.listdir(FOLDER)[0]:
        yield [f"{FOLDER}/{folder}/{name}" for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]]


def _removed() -> int:
    """Files that were taken away before the submission and stand in no version."""
    old = (
        Attachment.objects.removed()
        .filter(removed_at__lt=timezone.now() - KEPT)
        .exclude(project__state__in=EDITABLE)[:AT_ONCE]
    )
    return sum(_forget(row) for row in old if not _is_frozen(row))


def _is_frozen(row: Attachment) -> bool:
    holds = {"annexes": [{"uid": str(row.uid)}]}
    return Version.objects.filter(project=row.project_id, data__contains=holds).exists()


@transaction.atomic
def _forget(row: Attachment) -> int:
    """Delete row and file; the file goes once the row is surely gone."""
    deleted, _rows = Attachment.objects.filter(pk=row.pk, state=row.state, removed_at=row.removed_at).delete()
    if deleted:
        transaction.on_commit(lambda: default_storage.delete(row.file))
        log.info("file forgotten", attachment=row.pk)
    return deleted
