"""Screening, scores and decisions, each on a named version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from assessments.states import Outcome, Recommendation, Verdict
from calls.models import Criterion
from core.texts import TextField
from projects.models import Project, Version


class Screening(models.Model):
    """The eligibility assessment of one version: the officer's conclusion over all checks."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="screening")
    conclusion = models.CharField(max_length=7, choices=Verdict, blank=True)
    note = models.TextField(blank=True)
    concluded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)


class ScreeningCheck(models.Model):
    """One check: what the machine found in the frozen version, and what the officer says."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="checks")
    key = models.CharField(max_length=60)
    title = TextField()
    machine_verdict = models.CharField(max_length=7, choices=Verdict, blank=True)
    machine_reason = TextField()
    verdict = models.CharField(max_length=7, choices=Verdict, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["screening", "position"]
        constraints = [models.UniqueConstraint(fields=["screening", "key"], name="screening_check_once")]


class Assessment(models.Model):
    """One assessor's scores of one version: invited, filled after declaring no conflict, finished."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="assessments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assessments")
    has_conflict = models.BooleanField(null=True, blank=True, help_text="unknown until declared")
    conflict_note = models.TextField(blank=True)
    recommendation = models.CharField(max_length=15, choices=Recommendation, blank=True)
    comment = models.TextField(blank=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "assessor"], name="assessment_once"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(has_conflict=False),
                name="finished_without_conflict",
            ),
        ]


class Score(models.Model):
    """0 to 5 for one criterion, with the reason."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(value__lte=5), name="score_0_to_5"),
        ]


class QualityConclusion(models.Model):
    """The secretariat's recommendation to the committee on one version, after the assessors' scores."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="quality")
    recommendation = models.CharField(max_length=15, choices=Recommendation)
    note = models.TextField(blank=True)
    concluded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(default=timezone.now)


class Decision(models.Model):
    """A funding decision, on a named version. `reverted_at` keeps what was undone."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=24, choices=Outcome)
    decided_on = models.DateField()
    reason = models.TextField(blank=True, help_text="told to the applicant")
    conditions = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    reverted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["project", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "outcome"], condition=Q(reverted_at__isnull=True), name="decision_once"
            ),
        ]
