"""The report of a run as a table: one line for each row of the file, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from publications.importing.content import label_of
from publications.models import ImportRow, ImportRun

HEADER = ("sheet", "row", "outcome", "repaired", "record", "project", "organisation", "notes", "changes")


def rows(run: ImportRun) -> Iterator[tuple[str | int | bool, ...]]:
    """The rows in the order of the file, read in pieces: memory stays flat."""
    for row in ImportRow.objects.filter(run=run).order_by("pk").iterator(chunk_size=2_000):
        yield (
            row.sheet,
            row.number,
            row.outcome,
            row.is_repaired,
            row.code,
            row.label,
            row.organisation,
            " | ".join(told(note) for note in row.notes),
            " | ".join(f"{change['field']}: {change['old']} → {change['new']}" for change in row.changes),
        )


def told(note: dict[str, str]) -> str:
    """One note as a sentence: the field, what was, what became, and why."""
    field = f"{label_of(note['field'])}: " if note["field"] else ""
    turned = f"“{note['was']}” → “{note['became']}”. " if note["was"] or note["became"] else ""
    return f"{field}{turned}{note['why']}"
