"""Funding decisions, each on a named version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from assessments.states import Outcome
from projects.models import Project, StateChange, Version


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Named sets of decisions."""

    def standing(self) -> DecisionQuerySet:
        """Those that were not undone."""
        return self.filter(reverted_at__isnull=True)


class Decision(models.Model):
    """A funding decision, on a named version. `reverted_at` keeps what was undone."""

    change = models.OneToOneField(StateChange, null=True, on_delete=models.PROTECT, related_name="decision")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=24, choices=Outcome)
    decided_on = models.DateField()
    reason = models.TextField(blank=True, help_text="told to the applicant")
    conditions = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    reverted_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "outcome"], condition=Q(reverted_at__isnull=True), name="decision_once"
            ),
        ]
