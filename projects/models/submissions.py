"""Submissions that wait for a second person to confirm them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.models.project import Project


class SubmissionRequestQuerySet(models.QuerySet["SubmissionRequest"]):
    """Named sets of requests."""

    def open_of(self, project: Project) -> SubmissionRequest | None:
        """The one that waits for a second person; it may be out of date."""
        return self.filter(project=project, closed_at__isnull=True).select_related("by").first()


class SubmissionRequest(models.Model):
    """One person's wish to submit; `digest` is of the dossier as it was then, and holds for nothing else."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed and submitted")
        REPLACED = "replaced", _("Replaced by a newer request")
        CANCELLED = "cancelled", _("Taken back")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="submission_requests")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(closed_at__isnull=True), name="submission_request_open_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="submission_request_closed_with_outcome",
            ),
        ]
