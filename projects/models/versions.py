"""Frozen versions of the dossier, and the history of states."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils import timezone

from accounts.models import User
from projects.models.project import Project
from projects.states import State


class Version(models.Model):
    """The whole dossier as structured data at one moment. `hash` is the SHA-256 of its canonical JSON."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=40)
    schema = models.PositiveSmallIntegerField()
    data = models.JSONField()
    hash = models.CharField(max_length=64)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["project", "-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="version_once")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.number}.0"


class StateChange(models.Model):
    """One step that a project took."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="state_changes")
    step = models.CharField(max_length=40)
    source = models.CharField(max_length=40, choices=State, blank=True)
    target = models.CharField(max_length=40, choices=State)
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["project", "-at", "-pk"]
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update)]
