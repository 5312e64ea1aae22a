"""The rows of a table of proposals, read in portions, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from accounts.models import User
from assessments.exports.columns import Column, Facts
from assessments.models import Decision, FinalScore, RowsOf, Screening
from assessments.permissions import exportable
from core.sheets import Cell
from projects import dossier as dossiers
from projects.models import Version

PORTION = 100


def rows(
    keys: Sequence[int],
    columns: Sequence[Column],
    rows_of: str,
    *,
    by: User,
    told: Callable[[int], None] = lambda _done: None,
) -> Iterator[list[Cell]]:
    """The rows for these proposals in their order; six queries for each hundred.

    A proposal that the person may not export any more is left out. `told` hears after each portion how many
    proposals are through.
    """
    done = 0
    for start in range(0, len(keys), PORTION):
        portion = keys[start : start + PORTION]
        for facts in _facts(portion, by):
            for one in _split(facts, rows_of):
                yield [column.value(one) for column in columns]
        done += len(portion)
        told(done)


def _facts(keys: Sequence[int], by: User) -> Iterator[Facts]:
    found = exportable(by).select_related("call", "officer").in_bulk(list(keys))
    newest = Version.objects.filter(project__in=found).order_by("project_id", "-number")
    versions = {version.project_id: version for version in newest.distinct("project_id")}
    screenings = {row.version_id: row for row in Screening.objects.filter(version__in=versions.values())}
    scores = {(row.project_id, row.step): row for row in FinalScore.objects.filter(project__in=found)}
    taken = Decision.objects.standing().filter(project__in=found)
    decisions = {row.project_id: row for row in taken.order_by("recorded_at", "pk")}
    for key in keys:
        project, version = found.get(key), versions.get(key)
        if project is None or version is None:
            continue
        yield Facts(
            project=project,
            version=version,
            dossier=dossiers.from_data(version.data),
            screening=screenings.get(version.pk),
            score=scores.get((key, version.step)),
            decision=decisions.get(key),
        )


def _split(facts: Facts, rows_of: str) -> Iterator[Facts]:
    if rows_of != RowsOf.PARTNERS:
        yield facts
        return
    for partner in facts.dossier.partners:
        yield replace(facts, partner=partner)
