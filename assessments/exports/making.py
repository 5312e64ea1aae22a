"""Making an export: by one worker, told step by step, kept whole or not at all."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import IO

import structlog
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from assessments.exports import tables
from assessments.exports.asking import KEPT_FOR
from assessments.exports.bundles import Dossiers
from assessments.exports.columns import chosen
from assessments.models import Export, ExportKind, ExportState
from assessments.permissions import exportable
from core import sheets
from core.alone import alone
from core.sheets import Format
from documents.storing import keep, making

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 4
PATIENCE = timedelta(seconds=90)  # without a sign of life for so long, its worker is gone


class Stopped(Exception):
    """The owner let the export be."""


def make(pk: int) -> bool:
    """Make the export if it waits and nobody else is making it; True when this call made it.

    A worker that is killed leaves the row waiting: the sweep starts it again, from the first row.
    """
    with alone(f"export:{pk}") as is_alone:
        taken = is_alone and Export.objects.waiting().filter(pk=pk, attempts__lt=MOST_ATTEMPTS).update(
            attempts=F("attempts") + 1, touched_at=timezone.now(), done=0
        )
        if not taken:
            return False
        export = Export.objects.select_related("owner").get(pk=pk)
        try:
            with translation.override(export.language):
                return _make(export)
        except Stopped:
            return False
        except Exception as error:
            log.exception("export failed", export=export.pk)
            _end(export, state=ExportState.FAILED, error=f"{type(error).__name__}: {error}"[:2000])
            return False


def left_behind() -> list[int]:
    """The keys of exports that wait without a sign of life. Those tried too often are given up."""
    silent = Export.objects.waiting().filter(touched_at__lt=timezone.now() - PATIENCE)
    silent.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=ExportState.FAILED, finished_at=timezone.now(), error="Each worker that took it up was stopped."
    )
    return list(silent.waiting().values_list("pk", flat=True)[:50])


def clean() -> int:
    """Delete the files of exports that are older than they are kept; how many."""
    old = Export.objects.filter(finished_at__lt=timezone.now() - KEPT_FOR).exclude(file="")
    for export in old:
        default_storage.delete(str(export.file.name))
        Export.objects.filter(pk=export.pk).update(file="")
    return len(old)


def _make(export: Export) -> bool:
    is_table = export.kind == ExportKind.TABLE
    end = export.format if is_table else "zip"
    with making(f".{end}") as target:
        if is_table:
            _write_table(export, target)
        else:
            _write_dossiers(export, target)
        size, digest = _measured(target)
        name = keep(target, f"exports/{export.uid.hex[:2]}/{export.uid.hex}.{end}")
    if _end(export, state=ExportState.READY, file=name, sha256=digest, size=size, done=export.total):
        return True
    default_storage.delete(name)
    return False


def _measured(target: IO[bytes]) -> tuple[int, str]:
    """The bytes and the SHA-256 of what was written."""
    target.seek(0)
    content = hashlib.sha256()
    while piece := target.read(1 << 20):
        content.update(piece)
    return target.tell(), content.hexdigest()


def _write_table(export: Export, target: IO[bytes]) -> None:
    columns = chosen(export.columns, export.rows_of)
    rows = tables.rows(
        export.projects, columns, export.rows_of, by=export.owner, told=lambda done: _tell(export, done)
    )
    sheets.write(target, Format(export.format), _("Proposals"), [str(one.label) for one in columns], rows)


def _write_dossiers(export: Export, target: IO[bytes]) -> None:
    archive = Dossiers(target, export.language)
    found = exportable(export.owner).select_related("call").in_bulk(export.projects)
    for done, key in enumerate(export.projects, start=1):
        if key in found:
            archive.add(found[key])
        _tell(export, done)
    archive.close()


def _tell(export: Export, done: int) -> None:
    """Write how far it is. Stopped when the owner let it be."""
    alive = Export.objects.waiting().filter(pk=export.pk)
    if not alive.update(done=done, touched_at=timezone.now()):
        raise Stopped


def _end(export: Export, **facts: object) -> int:
    return Export.objects.waiting().filter(pk=export.pk).update(finished_at=timezone.now(), **facts)
