"""Documents in which a forgotten person's name still stands, for staff to look at."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from editorial.models.uploads import Paper
from editorial.states import NameState


class PaperMention(models.Model):
    """That a document holds a name, and what became of it; the name is kept nowhere but in the document.

    `code` is that of the record (or sub-grant) from which the person was forgotten; `digest` is that of
    `persons.digest` for this code.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="mentions")
    code = models.SlugField(max_length=60)
    digest = models.CharField(max_length=64)
    found_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=4, choices=NameState, default=NameState.OPEN)
    judged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "code", "digest"], name="paper_mention_once"),
            models.CheckConstraint(
                condition=Q(state=NameState.OPEN, judged_at=None)
                | Q(state=NameState.KEPT, judged_at__isnull=False),
                name="paper_mention_judged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.code}"
