"""What the secretariat asks applicants to correct: rounds with items, each tied to a place in the form."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.texts import TextField
from projects.models.project import Project
from projects.models.versions import Version

KEY_LENGTH = 150


class CorrectionState(models.TextChoices):
    """Where a round stands; the last three are its ends."""

    COLLECTING = "collecting", _("Being collected")
    ASKED = "asked", _("With the applicant")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed without an answer")
    CANCELLED = "cancelled", _("Taken back")


UNDER_WAY = (CorrectionState.COLLECTING, CorrectionState.ASKED)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Named sets of rounds."""

    def visible_to_staff(self, user: User | AnonymousUser) -> CorrectionQuerySet:
        """Those of the projects that the person reads as staff."""
        return self.filter(project__in=Project.objects.visible_to_staff(user))

    def under_way(self) -> CorrectionQuerySet:
        """Being collected, or with the applicant."""
        return self.filter(state__in=UNDER_WAY)

    def asked(self) -> CorrectionQuerySet:
        """With the applicant now."""
        return self.filter(state=CorrectionState.ASKED)

    def overdue(self, now: datetime | None = None) -> CorrectionQuerySet:
        """With the applicant, past the moment until which an answer was asked."""
        return self.asked().filter(due__lte=now or timezone.now())

    def told(self) -> CorrectionQuerySet:
        """Those that applicants know of."""
        return self.filter(asked_at__isnull=False)


class Correction(models.Model):
    """One round of corrections of a submitted version.

    While it is being collected only staff see it. Once asked, the form is open at its items and nowhere else
    (Project.open_keys) until the applicant submits again or the secretariat ends the round.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="corrections")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+", help_text="judged")
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.COLLECTING)
    note = models.TextField(blank=True, help_text="to the applicant, about the whole")
    due = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.TextField(blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(state__in=UNDER_WAY), name="correction_one_under_way"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CorrectionState.values), name="correction_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.ASKED)
                | Q(asked_at__isnull=False, asked_by__isnull=False, due__isnull=False),
                name="correction_asked_by_somebody_until_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.ANSWERED)
                | Q(answered_at__isnull=False, answer__isnull=False),
                name="correction_answered_by_a_version",
            ),
        ]
        indexes = [
            models.Index(fields=["due"], condition=Q(state="asked"), name="correction_due"),
        ]

    @property
    def is_asked(self) -> bool:
        return self.state == CorrectionState.ASKED

    @property
    def is_collecting(self) -> bool:
        return self.state == CorrectionState.COLLECTING

    @property
    def is_overdue(self) -> bool:
        return self.is_asked and self.due is not None and self.due <= timezone.now()


class CorrectionItem(models.Model):
    """One thing to correct. `key` names a place in the form (projects.corrections.places)."""

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=KEY_LENGTH)
    name = TextField()
    note = models.TextField(blank=True)
    check_key = models.CharField(max_length=60, blank=True, help_text="the check that led to it, if any")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["correction", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["correction", "key"], name="correction_item_once"),
        ]
