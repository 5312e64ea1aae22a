"""Who works for one call and sees nothing else of the programme."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from calls.models.calls import Call
from programmes.states import OF_ONE_CALL, Role


class CallStaff(models.Model):
    """One role of one person, limited to one call."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="staff")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="call_roles")
    role = models.CharField(max_length=10, choices=Role)
    given_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "call", "role"], name="call_staff_once"),
            models.CheckConstraint(condition=Q(role__in=sorted(OF_ONE_CALL)), name="call_staff_role"),
        ]
