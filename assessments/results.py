"""What the assessors' scores add up to: weighted totals, averages, spread and gaps.

A total is the sum of weight x score over the criteria; the most that can be reached is the sum of weight x 5.
Averages are rounded half up to two decimals. Scores count once their assessment is finished.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Assessment
from calls.models import Criterion
from core.rounding import half_up2
from projects.models import Project

BEST = 5
WIDE = 2  # points between two assessors from which their scores want talking over


@dataclass(frozen=True)
class Row:
    """One criterion: the scores in the order of the assessments (None: not given or not finished)."""

    criterion: Criterion
    values: tuple[int | None, ...]
    comments: tuple[str, ...]
    average: Decimal | None
    spread: int | None

    @property
    def is_wide(self) -> bool:
        """Whether the assessors differ so much that they should talk."""
        return self.spread is not None and self.spread >= WIDE


@dataclass(frozen=True)
class Overview:
    """The scores of a project side by side; `totals` in the order of `assessments`."""

    assessments: tuple[Assessment, ...]
    rows: tuple[Row, ...]
    totals: tuple[Decimal | None, ...]
    total: Decimal | None
    spread: Decimal | None
    most: Decimal

    @property
    def wide(self) -> tuple[Row, ...]:
        """The criteria on which the assessors differ widely."""
        return tuple(row for row in self.rows if row.is_wide)

    @property
    def unfinished(self) -> int:
        """How many assessors without a conflict of interest have yet to finish."""
        return sum(1 for each in self.assessments if each.finished_at is None and not each.has_conflict)


def overview(project: Project, *, step: int = 2) -> Overview:
    """The sheet of all scores of the project in that step, for who may read all of them; five queries.

    Every version of a call of one step belongs to step 2.
    """
    assessments = list(
        Assessment.objects.filter(project=project, version__step=step)
        .with_interest()
        .select_related("assessor", "version")
        .prefetch_related("scores__criterion")
        .order_by("pk")
    )
    return sheet(list(project.call.criteria.all()), assessments)


def sheet(criteria: Sequence[Criterion], assessments: Sequence[Assessment]) -> Overview:
    """The overview of these assessments, whose scores and assessors are fetched."""
    given = [
        {score.criterion_id: score for score in each.scores.all()}
        if each.finished_at and not each.has_conflict
        else {}
        for each in assessments
    ]
    weights = {criterion.pk: criterion.weight for criterion in criteria}
    totals = tuple(
        weighted_total({key: score.value for key, score in scores.items()}, weights) for scores in given
    )
    known = [total for total in totals if total is not None]
    rows = []
    for criterion in criteria:
        scores = [each.get(criterion.pk) for each in given]
        values = tuple(score.value if score else None for score in scores)
        rows.append(
            Row(
                criterion,
                values,
                tuple(score.comment if score else "" for score in scores),
                average(values),
                spread([value for value in values if value is not None]),
            )
        )
    return Overview(
        assessments=tuple(assessments),
        rows=tuple(rows),
        totals=totals,
        total=average(known),
        spread=max(known) - min(known) if len(known) > 1 else None,
        most=half_up2(Decimal(sum(weights.values()) * BEST)),
    )


def weighted_total(scores: Mapping[int, int | None], weights: Mapping[int, int]) -> Decimal | None:
    """The sum of weight x score over all criteria; None while a score is missing, or without criteria."""
    parts = []
    for key, weight in weights.items():
        value = scores.get(key)
        if value is None:
            return None
        parts.append(Decimal(weight * value))
    return half_up2(sum(parts, Decimal(0))) if parts else None


def average(values: Iterable[Decimal | int | None]) -> Decimal | None:
    """The mean of what is known, rounded half up to two decimals; None of nothing."""
    known = [Decimal(value) for value in values if value is not None]
    return half_up2(sum(known, Decimal(0)) / len(known)) if known else None


def spread(values: Sequence[int]) -> int | None:
    """Between the highest and the lowest; None of fewer than two."""
    return max(values) - min(values) if len(values) > 1 else None
