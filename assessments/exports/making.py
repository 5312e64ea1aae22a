"""Making an export: by one worker, told step by step, kept whole or not at all."""

from __future__ import annotations

from typing import IO

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from assessments.exports import tables
from assessments.exports.asking import KEPT_FOR
from assessments.exports.columns import chosen
from assessments.models import Export, ExportKind
from assessments.models.exports import ExportQuerySet
from core import sheets
from core.sheets import Format
from documents import jobs
from documents.jobs import MOST_ATTEMPTS

__all__ = ["MOST_ATTEMPTS", "clean", "left_behind", "make"]


def make(pk: int) -> bool:
    """Make the export if it waits and nobody else is making it; True when this call made it.

    A worker that is killed leaves the row waiting: the sweep starts it again, from the first row.
    """
    return jobs.work(_tables(), pk, _make)


def left_behind() -> list[int]:
    """The keys of exports that wait without a sign of life. Those tried too often are given up."""
    return jobs.left_behind(_tables())


def clean() -> int:
    """Delete the files of exports that are older than they are kept; how many."""
    return jobs.drop_files(jobs.ended_before(Export.objects.all(), timezone.now() - KEPT_FOR))


def _tables() -> ExportQuerySet:
    return Export.objects.filter(kind=ExportKind.TABLE).select_related("owner")


def _make(export: Export) -> bool:
    def write(target: IO[bytes]) -> None:
        with translation.override(export.language):
            _write_table(export, target)

    return jobs.deliver(export, "exports", export.format, write, done=export.total)


def _write_table(export: Export, target: IO[bytes]) -> None:
    columns = chosen(export.columns, export.rows_of)
    rows = tables.rows(
        export.projects,
        columns,
        export.rows_of,
        by=export.owner,
        told=lambda done: jobs.tell(export, done=done),
    )
    sheets.write(target, Format(export.format), _("Proposals"), [str(one.label) for one in columns], rows)
