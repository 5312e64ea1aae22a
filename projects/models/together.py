"""What people who write a project together leave for each other: visits, confirmations, links for advice."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from accounts.models import User
from projects.models.partnership import Partnership
from projects.models.project import Project

ADVICE_HOLDS_FOR = timedelta(days=14)


def advice_until() -> datetime:
    """When a link for advice that is made now runs out."""
    return timezone.now() + ADVICE_HOLDS_FOR


class SectionVisit(models.Model):
    """When a person last had a section of the form open, to tell what others changed since."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="visits")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user", "section"], name="visit_once")]


class PartnerConfirmation(models.Model):
    """A person of a partner said that its part, budget and declaration are right as they then stood.

    `digest` is that of the partner's part (projects.confirmation); the newest row counts while it still fits.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="confirmations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["partnership", "-at", "-pk"]
        indexes = [models.Index(fields=["partnership", "-at"], name="confirmation_newest")]


class AdviceLinkQuerySet(models.QuerySet["AdviceLink"]):
    """Named sets of links."""

    def open(self) -> AdviceLinkQuerySet:
        """Neither taken back nor run out."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class AdviceLink(models.Model):
    """An address by which a colleague without an account reads a project; of its secret a hash is kept."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="advice_links")
    reader = models.CharField(max_length=150, help_text="for whom it was made, in the maker's words")
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=advice_until)
    revoked_at = models.DateTimeField(null=True, blank=True)
    openings = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    objects = AdviceLinkQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-created_at"]

    def __str__(self) -> str:
        return self.reader
