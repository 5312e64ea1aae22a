"""One act on many projects, taken by a worker row by row, and what became of each."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.models.project import Project


class BulkJobQuerySet(models.QuerySet["BulkJob"]):
    """Named sets of jobs."""

    def of(self, user: User) -> BulkJobQuerySet:
        """Those that the person started, newest first."""
        return self.filter(owner=user).order_by("-created_at", "-pk")

    def unfinished(self) -> BulkJobQuerySet:
        return self.filter(finished_at__isnull=True)


class BulkJob(models.Model):
    """A person's wish to do one thing with many projects. `kind` is a key of settings.BULK_ACTS."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict, help_text="what the act needs beside the project")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="bulk_jobs")
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True, help_text="the owner let the rest be")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="the owner saw the outcome")

    objects = BulkJobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"], name="bulk_job_of_owner")]


class BulkRow(models.Model):
    """One project of a job: waiting, done, or refused with the reason that the rules gave."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        LEFT = "left", _("Left as it was")

    job = models.ForeignKey(BulkJob, on_delete=models.CASCADE, related_name="rows")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    note = models.TextField(blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["job", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["job", "project"], name="bulk_row_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "done", "refused", "left"]), name="bulk_row_state_known"
            ),
        ]
        indexes = [models.Index(fields=["job", "state"], name="bulk_row_by_state")]
