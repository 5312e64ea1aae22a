"""How far proposals are assessed: what an inbox is narrowed to. Each proposal is in one of the four."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from assessments.models import Assessment, FinalScore, Score
from assessments.states import Progress
from projects.models import ProjectQuerySet
from projects.states import STEP1


def narrow(projects: ProjectQuerySet, progress: str) -> ProjectQuerySet:
    """Those whose assessment is so far in their present step. Who declared a conflict takes no part in it.

    Under way: somebody wrote something, and somebody is not finished. All in: everybody is.
    """
    first, second = _condition(progress, step=1), _condition(progress, step=2)
    return projects.filter(Q(first, state__in=STEP1) | Q(second, ~Q(state__in=STEP1)))


def _condition(progress: str, *, step: int) -> Q:
    mine = Assessment.objects.taking_part().filter(project=OuterRef("pk"), version__step=step)
    written = Exists(Score.objects.filter(assessment=OuterRef("pk"))) | ~Q(recommendation="", comment="")
    begun = Q(Exists(mine.filter(Q(finished_at__isnull=False) | written)))
    is_open = Q(Exists(mine.filter(finished_at__isnull=True)))
    final = FinalScore.objects.filter(project=OuterRef("pk"), step=step, is_consolidated=True)
    consolidated = Q(Exists(final))
    return {
        Progress.NOT_BEGUN: ~consolidated & ~begun,
        Progress.UNDER_WAY: ~consolidated & begun & is_open,
        Progress.ALL_IN: ~consolidated & begun & ~is_open,
        Progress.CONSOLIDATED: consolidated,
    }[Progress(progress)]
