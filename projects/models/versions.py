"""Frozen versions of the dossier, and the history of states."""

from __future__ import annotations

import datetime

import pgtrigger
from django.db import models
from django.utils import timezone

from accounts.models import User
from projects.models.project import Project
from projects.states import DECISION_STEPS, STANDS_APPROVED, State


class VersionQuerySet(models.QuerySet["Version"]):
    """Named sets of versions."""

    def newest_of(self, project: Project) -> Version | None:
        """The version that was frozen last; its data are fetched only when read."""
        return self.filter(project=project).order_by("-number").defer("data").first()

    def newest_number_of(self, project: Project) -> int:
        """The number of the version that was frozen last; 0 when there is none."""
        return self.filter(project=project).aggregate(newest=models.Max("number"))["newest"] or 0

    def approved_of(self, project: Project) -> Version | None:
        """The version that stands approved, whatever is being modified meanwhile; None when not funded."""
        if not project.is_funded:
            return None
        change = StateChange.objects.of(project).filter(target__in=STANDS_APPROVED).first()
        return change.version if change else None


class Version(models.Model):
    """The whole dossier as structured data at one moment. `hash` is the SHA-256 of its canonical JSON."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=40)
    step = models.PositiveSmallIntegerField(default=2, help_text="1: first step of a two-step call")
    schema = models.PositiveSmallIntegerField()
    data = models.JSONField()
    hash = models.CharField(max_length=64)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="version_once")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.number}.0"


class StateChangeQuerySet(models.QuerySet["StateChange"]):
    """The history of a project, newest first."""

    def of(self, project: Project) -> StateChangeQuerySet:
        return self.filter(project=project).select_related("version", "by").order_by("-at", "-pk")

    def decision_behind(self, project: Project) -> StateChange | None:
        """The decision that led to the present state and can be undone; None when there is none.

        A modification since then has built on the decision: it can no longer be undone.
        """
        changes = self.of(project)
        decision = changes.filter(step__in=DECISION_STEPS, target=project.state).first()
        modified = changes.filter(step="open_modification").first()
        if decision and modified and (modified.at, modified.pk) > (decision.at, decision.pk):
            return None
        return decision

    def eligible_since(self, project: Project) -> datetime.date | None:
        """The date of the newest decision, in the step where the project is, that it is eligible."""
        decisions = self.of(project).filter(step="declare_eligible")
        target = State.STEP1_ELIGIBLE if project.step == 1 else State.ELIGIBLE
        return decisions.filter(target=target).values_list("decided_on", flat=True).first()


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

    objects = StateChangeQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-at", "-pk"]
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update)]
