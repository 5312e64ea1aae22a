"""A second round of assessment, and the one text and score that come of all of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from assessments.states import ConsolidationState
from calls.models import Criterion
from calls.states import SCALE_HIGHEST
from projects.models import Project, Version


class AssessmentRound(models.Model):
    """A further round on a version: who opened it and why. The first round has no row."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="assessment_rounds")
    number = models.PositiveSmallIntegerField(default=2)
    reason = models.TextField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="assessment_round_once"),
            models.CheckConstraint(condition=Q(number=2), name="assessment_round_second"),
        ]


class ConsolidationQuerySet(models.QuerySet["Consolidation"]):
    """Named sets of consolidations."""

    def concluded(self) -> ConsolidationQuerySet:
        return self.filter(state=ConsolidationState.CONCLUDED)

    def open(self) -> ConsolidationQuerySet:
        """Those under way in the last round of their version."""
        later = AssessmentRound.objects.filter(version=OuterRef("version"), number__gt=OuterRef("round"))
        return self.filter(~Exists(later)).exclude(state=ConsolidationState.CONCLUDED)

    def of_step(self, project: Project, step: int) -> ConsolidationQuerySet:
        """The newest first: of the newest version, and of it the last round."""
        rows = self.filter(version__project=project, version__step=step)
        return rows.select_related("version", "rapporteur").order_by("-version__number", "-round")


class Consolidation(models.Model):
    """One text and one score per criterion on a version, written by a rapporteur after a round.

    `edition` counts how often it was sent to the assessors: what they say belongs to one edition.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="consolidations")
    round = models.PositiveSmallIntegerField(default=1)
    rapporteur = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consolidations")
    state = models.CharField(max_length=9, choices=ConsolidationState, default=ConsolidationState.WRITING)
    text = models.TextField(blank=True)
    edition = models.PositiveSmallIntegerField(default=0)
    due = models.DateField(null=True, blank=True, help_text="by when the assessors answer")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="why it was concluded in spite of an objection")

    objects = ConsolidationQuerySet.as_manager()

    class Meta:
        ordering = ["version", "round"]
        constraints = [
            models.UniqueConstraint(fields=["version", "round"], name="consolidation_once"),
            models.CheckConstraint(
                condition=Q(state__in=ConsolidationState.values), name="consolidation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(concluded_at__isnull=True) ^ Q(state=ConsolidationState.CONCLUDED),
                name="consolidation_concluded_with_moment",
            ),
        ]


class ConsolidatedScore(models.Model):
    """The rapporteur's score and text for one criterion; null while only the text is written."""

    consolidation = models.ForeignKey(Consolidation, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consolidation", "criterion"], name="consolidated_score_once"),
            models.CheckConstraint(
                condition=Q(value__lte=SCALE_HIGHEST), name="consolidated_score_on_a_scale"
            ),
        ]


class ConsolidationAnswer(models.Model):
    """What an assessor says to an edition of the consolidated text: agreed, or objected with the reason."""

    consolidation = models.ForeignKey(Consolidation, on_delete=models.CASCADE, related_name="answers")
    assessor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consolidation_answers")
    edition = models.PositiveSmallIntegerField()
    agrees = models.BooleanField(null=True, help_text="unknown until answered")
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["consolidation", "edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consolidation", "assessor", "edition"], name="consolidation_answer_once"
            ),
            models.CheckConstraint(
                condition=~Q(agrees=False) | ~Q(reason=""), name="consolidation_objection_has_reason"
            ),
        ]


class FinalScore(models.Model):
    """What all scores of a project in one step add up to, kept by assessments.results.settle.

    `total` is the weighted total of the concluded consolidation, else the mean of the newest finished
    assessment of each assessor; `percent` of `most`; `spread` between the highest and the lowest total.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="final_scores")
    step = models.PositiveSmallIntegerField(default=2, help_text="1: first step of a two-step call")
    total = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    most = models.DecimalField(max_digits=9, decimal_places=2)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    spread = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    finished = models.PositiveSmallIntegerField(default=0)
    is_consolidated = models.BooleanField(default=False)
    meets = models.BooleanField(null=True, help_text="whether every threshold is met; unknown without total")
    settled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "step"], name="final_score_once")]
