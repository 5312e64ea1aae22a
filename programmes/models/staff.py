"""Who works for a programme, and as what."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import User
from programmes.models.programmes import Programme
from programmes.states import Role


class StaffRole(models.Model):
    """One role of one person in one programme."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_roles")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=10, choices=Role)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "programme", "role"], name="staff_role_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="staff_role_known"),
        ]
