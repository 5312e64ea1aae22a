"""The final score of each project in each step, kept beside the scores it comes from.

A concluded consolidation counts when there is one, else the mean of the newest finished assessment of each
assessor. It is kept in a table of its own, so that a ranking of thousands reads one row for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from django.utils import timezone

from assessments.arithmetic import Figures, Measure, figures
from assessments.models import Assessment, ConsolidatedScore, Consolidation, FinalScore, Score
from calls.models import Call, Criterion
from projects.models import Project, Version

BATCH = 1000
Sheet = Mapping[int, int | None]
FIGURES = ["total", "most", "percent", "spread", "finished", "is_consolidated", "meets", "settled_at"]


def final_scores(versions: Iterable[Version]) -> Mapping[int, FinalScore]:
    """By the primary key of each version: what was finished in its step on any version; one query.

    A version whose project nobody has finished assessing is not in it.
    """
    wanted = list(versions)
    projects = {version.project_id for version in wanted}
    held = {
        (one.project_id, one.step): one
        for one in FinalScore.objects.filter(project__in=projects, finished__gt=0)
    }
    places = {version.pk: (version.project_id, version.step) for version in wanted}
    return {pk: held[place] for pk, place in places.items() if place in held}


def is_scored(call: int) -> bool:
    """Named in settings.CALL_SCORED: whether somebody gave a score in the call with this primary key."""
    return Score.objects.filter(criterion__call=call).exists()


def measure_of(call: Call, criteria: Iterable[Criterion]) -> Measure:
    """By what the scores of the call are measured."""
    rows = list(criteria)
    return Measure(
        weights={row.pk: row.weight for row in rows},
        thresholds={row.pk: row.threshold for row in rows if row.threshold is not None},
        lowest=call.score_lowest,
        highest=call.score_highest,
        threshold=call.threshold,
    )


def settle(projects: Sequence[Project]) -> None:
    """Reckon the final scores of these projects anew in every step; seven queries for a thousand.

    To be called in the transaction that finishes, reopens, consolidates or takes away an assessment.
    """
    for start in range(0, len(projects), BATCH):
        _settle(projects[start : start + BATCH])


def _settle(projects: Sequence[Project]) -> None:
    keys = [project.pk for project in projects]
    sheets, agreed = _finished(keys), _consolidated(keys)
    calls = Call.objects.prefetch_related("criteria").in_bulk({project.call_id for project in projects})
    measures = {pk: measure_of(call, call.criteria.all()) for pk, call in calls.items()}
    call_of = {project.pk: project.call_id for project in projects}
    held = FinalScore.objects.filter(project__in=keys).values_list("project", "step")
    rows = [
        _row(place, sheets.get(place, []), agreed.get(place), measures[call_of[place[0]]])
        for place in {*sheets, *agreed, *held}
    ]
    FinalScore.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["project", "step"], update_fields=FIGURES
    )


def _row(
    place: tuple[int, int], given: Sequence[Sheet], agreed: Sheet | None, measure: Measure
) -> FinalScore:
    means = figures(given, measure)
    found: Figures = means if agreed is None else figures([agreed], measure)
    row = asdict(found) | {"spread": means.spread, "finished": means.finished}
    return FinalScore(
        project_id=place[0],
        step=place[1],
        most=measure.most,
        is_consolidated=agreed is not None,
        settled_at=timezone.now(),
        **row,
    )


def standing(keys: Sequence[int]) -> list[tuple[int, int, int]]:
    """(assessment, project, step): the newest finished one of each assessor in each step of the projects."""
    newest = (
        Assessment.objects.finished()
        .filter(project__in=keys)
        .order_by("project_id", "version__step", "assessor_id", "-version__number", "-round")
        .distinct("project_id", "version__step", "assessor_id")
    )
    return list(newest.values_list("pk", "project_id", "version__step"))


def sheets_of(
    keys: Sequence[int],
) -> tuple[dict[tuple[int, int], list[Sheet]], dict[tuple[int, int], Sheet]]:
    """The finished sheets, and the consolidated one, by project and step: what a final score comes from."""
    return _finished(keys), _consolidated(keys)


def _finished(keys: Sequence[int]) -> dict[tuple[int, int], list[Sheet]]:
    places = {pk: (project, step) for pk, project, step in standing(keys)}
    given: dict[int, dict[int, int | None]] = {pk: {} for pk in places}
    scores = Score.objects.filter(assessment__in=list(places))
    for assessment, criterion, value in scores.values_list("assessment_id", "criterion_id", "value"):
        given[assessment][criterion] = value
    found: dict[tuple[int, int], list[Sheet]] = {}
    for pk, place in places.items():
        found.setdefault(place, []).append(given[pk])
    return found


def _consolidated(keys: Sequence[int]) -> dict[tuple[int, int], Sheet]:
    newest = (
        Consolidation.objects.concluded()
        .filter(version__project__in=keys)
        .order_by("version__project_id", "version__step", "-version__number", "-round")
        .distinct("version__project_id", "version__step")
        .values_list("pk", "version__project_id", "version__step")
    )
    places = {pk: (project, step) for pk, project, step in newest}
    found: dict[tuple[int, int], dict[int, int | None]] = {place: {} for place in places.values()}
    scores = ConsolidatedScore.objects.filter(consolidation__in=list(places))
    for consolidation, criterion, value in scores.values_list("consolidation", "criterion", "value"):
        found[places[consolidation]][criterion] = value
    return dict(found)
