"""How a call has its proposals scored: the scale, the threshold, how many assessors, how many rounds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from calls.states import SCALE_HIGHEST


class ScoredCall(models.Model):
    """The columns of a call about assessment; every call has them, so they stand in its row.

    A score is a whole number from `score_lowest` to `score_highest`. `threshold` is the percentage of the
    most that can be reached under which a proposal is not funded.
    """

    score_lowest = models.PositiveSmallIntegerField(default=0)
    score_highest = models.PositiveSmallIntegerField(default=5)
    threshold = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="percent of the best total"
    )
    is_blind = models.BooleanField(
        default=False, help_text="whether assessors see a copy without names of partners and people"
    )
    assessors_wanted = models.PositiveSmallIntegerField(default=2, help_text="for each proposal")
    assessment_rounds = models.PositiveSmallIntegerField(default=1, help_text="1, or 2 when scores differ")
    shows_first_round = models.BooleanField(
        default=True, help_text="whether assessors see all scores of the first round in the second"
    )

    class Meta:
        abstract = True


SCORED_CALL = [
    models.CheckConstraint(
        condition=Q(score_lowest__lt=F("score_highest"), score_highest__lte=SCALE_HIGHEST),
        name="call_scale_rises",
    ),
    models.CheckConstraint(
        condition=Q(threshold__isnull=True) | Q(threshold__gte=0, threshold__lte=100),
        name="call_threshold_percent",
    ),
    models.CheckConstraint(
        condition=Q(assessors_wanted__gte=1, assessors_wanted__lte=9), name="call_assessors_1_to_9"
    ),
    models.CheckConstraint(condition=Q(assessment_rounds__in=[1, 2]), name="call_rounds_1_or_2"),
]
