"""Texts in which a forgotten person's name still stands, for staff to look at."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class NameMention(models.Model):
    """That a text holds the name, and what became of it; the name itself is kept nowhere but in that text.

    `version` 0 is the record as it is now; `path` leads to the text ("summary/nl"); `digest` is that of
    `persons.digest`.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to look at")
        REDACTED = "redacted", _("taken out")
        KEPT = "kept", _("stays")

    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    found_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    judged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version", "path", "digest"], name="name_mention_once"),
            models.CheckConstraint(
                condition=models.Q(state="open", judged_at=None)
                | (~models.Q(state="open") & models.Q(judged_at__isnull=False)),
                name="name_mention_judged",
            ),
        ]
        indexes = [
            models.Index(fields=["code"], condition=models.Q(state="open"), name="name_mention_open"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version} {self.path}"
