"""What readers tell back: whether they found what they looked for, and what is wrong on a page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from publications.states import FoundIt, RemarkAbout, RemarkState, RemarkTopic

WORDS_LENGTH = 1000
TEXT_LENGTH = 4000


class Answer(models.Model):
    """One answer to “found what you looked for?”, of nobody: neither address, nor account, nor time of day.

    `page` is the kind of page (the name of its view), `path` its address without what was searched for.
    """

    page = models.CharField(max_length=60)
    path = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2)
    found = models.CharField(max_length=6, choices=FoundIt)
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(found__in=FoundIt.values), name="answer_known"),
        ]
        indexes = [models.Index(fields=["-on", "-id"], name="answer_by_date")]

    def __str__(self) -> str:
        return f"{self.found} {self.page}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Named sets of remarks."""

    def of_programmes(self, codes: Iterable[str]) -> RemarkQuerySet:
        """Those about the programmes with these codes: what their secretariats see."""
        return self.filter(programme__in=list(codes))

    def new(self) -> RemarkQuerySet:
        return self.filter(state=RemarkState.NEW)


class Remark(models.Model):
    """What a reader says is wrong on a public page. It is never published; a person looks at it.

    `programme` is the code of the one whose secretariat looks at it. `stamp` is the single-use mark of the
    form it came by: a form that is sent twice makes one remark.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stamp = models.CharField(max_length=64, unique=True, editable=False)
    programme = models.CharField(max_length=20)
    about = models.CharField(max_length=10, choices=RemarkAbout)
    key = models.CharField(max_length=100, help_text="code or slug of what it is about")
    title = models.CharField(max_length=250, help_text="its name when the remark was made")
    path = models.CharField(max_length=250, help_text="of the page")
    language = models.CharField(max_length=2)
    topic = models.CharField(max_length=10, choices=RemarkTopic)
    wrong = models.TextField()
    right = models.TextField(blank=True)
    source = models.TextField(blank=True)
    email = models.EmailField(max_length=254, blank=True)
    state = models.CharField(max_length=10, choices=RemarkState, default=RemarkState.NEW)
    created_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True, help_text="that was sent to the reader")
    note = models.TextField(blank=True, help_text="of the secretariat, for itself")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RemarkState.values), name="remark_state_known"),
            models.CheckConstraint(
                condition=Q(state=RemarkState.NEW) | Q(handled_at__isnull=False), name="remark_handled_when"
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state", "-created_at"], name="remark_by_programme"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chain(self) -> str:
        """The name of its trail."""
        return f"remark:{self.uid}"
