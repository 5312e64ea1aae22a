"""What people report about a card."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from ideas.models.cards import Card
from ideas.states import ReportReason

WORDS_LENGTH = 1000


class Report(models.Model):
    """One person's report of one revision of a card; only the secretariat reads it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField()
    reason = models.CharField(max_length=6, choices=ReportReason)
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["card", "by", "revision"], name="report_once"),
            models.CheckConstraint(condition=Q(reason__in=ReportReason.values), name="report_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.at:%Y-%m-%d}"
