"""A programme's own letters: their texts, the letterhead, the time that applicants have to object."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import User
from core.texts import TextField

OBJECTION_LIMIT = 365


class LetterTemplate(models.Model):
    """The words of one kind of letter in one programme. Without a row the built-in words hold.

    Placeholders stand in double braces ("{{ project }}"); `correspondence.placeholders` lists them. What
    the words were before stands in the trail of the programme's letters.
    """

    programme = models.CharField(max_length=20, help_text="code")
    kind = models.CharField(max_length=40)
    subject = TextField()
    body = TextField()
    as_pdf = models.BooleanField(default=False, help_text="the letter is a PDF, attached to the mail")
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["programme", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind"], name="letter_template_once"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.kind}"


class Letterhead(models.Model):
    """What stands on every letter of a programme: who writes, who signs, how long one may object (days)."""

    programme = models.CharField(max_length=20, unique=True, help_text="code")
    sender = TextField(help_text="name and address, a line each")
    signature = TextField(help_text="who signs, a line each")
    footer = TextField()
    objection_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="after the day on which the letter left; empty: no objection"
    )
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(objection_days__isnull=True)
                | models.Q(objection_days__range=(1, OBJECTION_LIMIT)),
                name="letterhead_objection_days_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.programme
