"""The screening of one version: the machine's verdict and the officer's, check by check."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import User
from assessments.states import Verdict
from calls.states import CheckGroup
from core.texts import TextField
from projects.models import Version


class Screening(models.Model):
    """The eligibility assessment of one version: the officer's conclusion over all checks."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="screening")
    conclusion = models.CharField(max_length=7, choices=Verdict, blank=True)
    note = models.TextField(blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    concluded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)


class ScreeningCheck(models.Model):
    """One check: what the machine found in the frozen version, and what the officer says."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="checks")
    key = models.CharField(max_length=60)
    where = models.CharField(max_length=100, blank=True, help_text="the form's field, if one is meant")
    title = TextField()
    machine_verdict = models.CharField(max_length=7, choices=Verdict, blank=True)
    machine_reason = TextField()
    verdict = models.CharField(max_length=7, choices=Verdict, blank=True)
    note = models.TextField(blank=True)
    group = models.CharField(max_length=13, choices=CheckGroup, default=CheckGroup.JUDGEMENT)
    help = TextField()
    section = models.CharField(
        max_length=20, blank=True, help_text="of the form, that a manual check looks at"
    )
    is_required = models.BooleanField(default=True)
    basis = models.CharField(max_length=64, blank=True, help_text="digest of what the verdict rests on")
    revision = models.PositiveIntegerField(default=0, help_text="grows with each answer")
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    carried_from = models.ForeignKey(
        Version,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="for which the answer was given, when nothing that it rests on has changed since",
    )
    previous = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the same check of the version screened before",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["screening", "position"]
        constraints = [
            models.UniqueConstraint(fields=["screening", "key", "where"], name="screening_check_once")
        ]
