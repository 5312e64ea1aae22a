"""The screening of one version: the machine's verdict and the officer's, check by check."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from assessments.states import Verdict
from core.texts import TextField
from projects.models import Version


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
    where = models.CharField(max_length=100, blank=True, help_text="the form's field, if one is meant")
    title = TextField()
    machine_verdict = models.CharField(max_length=7, choices=Verdict, blank=True)
    machine_reason = TextField()
    verdict = models.CharField(max_length=7, choices=Verdict, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["screening", "position"]
        constraints = [
            models.UniqueConstraint(fields=["screening", "key", "where"], name="screening_check_once")
        ]
