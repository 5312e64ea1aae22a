"""Imports of a whole budget from a file: what each changed, so that it can be undone as one act."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from accounts.models import User
from projects.models.project import Project


class BudgetImport(models.Model):
    """One import. `cells` are [full key, old, new] of what was there, `rows` the identities of added rows.

    `filled` are [full key, value] of the cells of added rows as the import left them.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_imports")
    cells = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    filled = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["project", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) ^ models.Q(undone_by__isnull=False),
                name="budget_import_undone_by_somebody",
            )
        ]
