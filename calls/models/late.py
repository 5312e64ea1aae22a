"""A code by which one applicant may still submit after the call has closed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from calls.models.calls import Call


class LateCode(models.Model):
    """For one address, for a reason, until a moment; good for one submission. The code itself is not kept."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="late_codes")
    email = models.EmailField()
    code_hash = models.CharField(max_length=64)
    valid_until = models.DateTimeField()
    reason = models.CharField(max_length=500)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    issued_at = models.DateTimeField(default=timezone.now)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "code_hash"], name="late_code_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("issued_at")), name="late_code_expires_later"
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="late_code_used_or_revoked",
            ),
        ]

    def natural_label(self) -> str:
        return f"{self.call.code} {self.email}"
