"""What the last look at all funding summaries found."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class SummaryCheck(models.Model):
    """One look at the summaries of all published projects, in each language, and what it found."""

    at = models.DateTimeField(default=timezone.now)
    kept = models.PositiveIntegerField(help_text="records whose summaries are always there")
    current = models.PositiveIntegerField(help_text="of these, with current summaries in all languages")
    on_request = models.PositiveIntegerField(help_text="records of lists, summed up when somebody asks")
    changed = models.PositiveIntegerField(help_text="records whose facts were found to have changed")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.current} of {self.kept}"
