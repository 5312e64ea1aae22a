"""One text for many readers: kept once, so that each mail of it is a small row."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

# Stands in the texts where each reader's own link to stop belongs.
STOP_MARK = "https://stop.invalid/"


class Circular(models.Model):
    """The words of a mail to many. `texts` by language: {"subject", "text", "html"}, with STOP_MARK in both.

    While `is_held`, none of its mails leaves. `about` is the higher app's key ("issue:<uid>").
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    about = models.CharField(max_length=120, unique=True)
    texts = models.JSONField(default=dict)
    is_held = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.about

    def words(self, language: str, stop_url: str) -> tuple[str, str]:
        """Plain text and HTML for one reader. KeyError for a language that it was not written in."""
        texts = self.texts[language]
        return texts["text"].replace(STOP_MARK, stop_url), texts["html"].replace(STOP_MARK, stop_url)
