"""Objections of applicants to a decision, and what became of them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from assessments.states import AppealOutcome
from projects.models import Attachment, Project, StateChange

APPEAL_LENGTH = 20_000
MOST_FILES = 10  # of one objection


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Named sets of objections."""

    def submitted(self) -> AppealQuerySet:
        """What the secretariat sees: never a draft."""
        return self.filter(submitted_at__isnull=False)

    def open(self) -> AppealQuerySet:
        """Submitted and not yet decided on."""
        return self.submitted().filter(outcome="")


class Appeal(models.Model):
    """One objection to one decision. `due` is the last moment at which it may be submitted.

    `revision` counts the saves of the draft, so that two windows never overwrite each other in silence.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="appeals")
    change = models.OneToOneField(StateChange, on_delete=models.PROTECT, related_name="appeal")
    text = models.TextField(blank=True, max_length=APPEAL_LENGTH)
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    files = models.ManyToManyField(Attachment, blank=True, related_name="appeals")
    due = models.DateTimeField()
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=AppealOutcome, blank=True)
    reason = models.TextField(blank=True, help_text="told to the applicant")
    handled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-due"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False) & ~Q(text=""),
                name="appeal_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(submitted_at__lte=models.F("due")),
                name="appeal_in_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", handled_at__isnull=True)
                | ~Q(outcome="") & ~Q(reason="") & Q(handled_at__isnull=False, submitted_at__isnull=False),
                name="appeal_outcome_has_reason",
            ),
        ]
