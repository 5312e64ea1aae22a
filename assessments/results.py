"""The assessors' scores of a project side by side: totals, averages, spread, gaps (assessments.arithmetic).

Scores count once their assessment is finished. `final_scores` gives what rankings and papers go by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessments.arithmetic import Measure, average, figures, spread, weighted_total
from assessments.final import final_scores, measure_of, settle
from assessments.models import Assessment
from calls.models import Criterion
from projects.models import Project

__all__ = ["Overview", "Row", "average", "final_scores", "overview", "settle", "sheet", "weighted_total"]


@dataclass(frozen=True)
class Row:
    """One criterion: the scores in the order of the assessments (None: not given or not finished)."""

    criterion: Criterion
    values: tuple[int | None, ...]
    comments: tuple[str, ...]
    average: Decimal | None
    spread: int | None
    is_wide: bool = False

    @property
    def falls_short(self) -> bool:
        """Whether the average is under the criterion's threshold."""
        threshold = self.criterion.threshold
        return threshold is not None and self.average is not None and self.average < threshold


@dataclass(frozen=True)
class Overview:
    """The scores of a project side by side; `totals` in the order of `assessments`."""

    assessments: tuple[Assessment, ...]
    rows: tuple[Row, ...]
    totals: tuple[Decimal | None, ...]
    total: Decimal | None
    spread: Decimal | None
    most: Decimal
    percent: Decimal | None = None
    meets: bool | None = None

    @property
    def wide(self) -> tuple[Row, ...]:
        """The criteria on which the assessors differ widely."""
        return tuple(row for row in self.rows if row.is_wide)

    @property
    def unfinished(self) -> int:
        """How many assessors without a conflict of interest have yet to finish."""
        return sum(1 for each in self.assessments if each.finished_at is None and not each.has_conflict)


def overview(project: Project, *, step: int = 2, number: int | None = None) -> Overview:
    """The sheet of the scores of the project in that step, for who may read all of them; five queries.

    Of each assessor the newest assessment, or that of the round with this number. Every version of a call of
    one step belongs to step 2.
    """
    found = (
        Assessment.objects.filter(project=project, version__step=step)
        .with_interest()
        .select_related("assessor", "version")
        .prefetch_related("scores__criterion")
        .order_by("pk")
    )
    if number is not None:
        found = found.filter(round=number)
    newest: dict[int, Assessment] = {}
    for each in found:
        held = newest.get(each.assessor_id)
        if held is None or (held.version.number, held.round) < (each.version.number, each.round):
            newest[each.assessor_id] = each
    criteria = list(project.call.criteria.all())
    shown = sorted(newest.values(), key=lambda each: each.pk)
    return sheet(criteria, shown, measure_of(project.call, criteria))


def sheet(criteria: Iterable[Criterion], assessments: Iterable[Assessment], measure: Measure) -> Overview:
    """The overview of these assessments, whose scores and assessors are fetched."""
    shown = tuple(assessments)
    given = [
        {score.criterion_id: score for score in each.scores.all()}
        if each.finished_at and not each.has_conflict
        else {}
        for each in shown
    ]
    values = [{key: score.value for key, score in scores.items()} for scores in given]
    found = figures([one for one in values if one], measure)
    rows = []
    for criterion in criteria:
        row = tuple(one.get(criterion.pk) for one in values)
        apart = spread([value for value in row if value is not None])
        comments = tuple(one[criterion.pk].comment if criterion.pk in one else "" for one in given)
        rows.append(Row(criterion, row, comments, average(row), apart, measure.is_wide(apart)))
    return Overview(
        assessments=shown,
        rows=tuple(rows),
        totals=tuple(weighted_total(one, measure.weights) for one in values),
        total=found.total,
        spread=found.spread,
        most=measure.most,
        percent=found.percent,
        meets=found.meets,
    )
