"""A good practice as its authors write it: texts field by field, and the frozen versions they submitted."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from knowledge.models.platforms import Platform
from knowledge.states import WAITING, PracticeState
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT
from projects.models import Project
from projects.states import Level


class PracticeQuerySet(models.QuerySet["GoodPractice"]):
    """Named sets of good practices at work."""

    def written_by(self, user: User | AnonymousUser) -> PracticeQuerySet:
        """Those of which the person is an author, or which the person's own funded project enters."""
        if not isinstance(user, User):
            return self.none()
        of_project = Q(
            project__collaborators__user=user,
            project__collaborators__level__in=[Level.EDIT, Level.MANAGE],
            project__collaborators__partnership__isnull=True,
        )
        return self.filter(Q(authors=user) | of_project).distinct()

    def of_secretariat(self, user: User | AnonymousUser) -> PracticeQuerySet:
        """Those of the programmes whose secretariat the person belongs to, drafts left out."""
        mine = self.filter(platform__in=programmes_where(user, SECRETARIAT))
        return mine.exclude(state=PracticeState.DRAFT)

    def waiting(self) -> PracticeQuerySet:
        """Those that were submitted and are not decided."""
        return self.filter(state__in=WAITING)


class GoodPractice(models.Model):
    """One good practice of a platform, from its first word on. The public reads `PublishedPractice` only.

    `decision_text` is what the last decision told the authors.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stamp = models.CharField(max_length=64, unique=True, editable=False, help_text="of the form that made it")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="practices")
    number = models.PositiveIntegerField(null=True, blank=True, help_text="given when first submitted")
    state = models.CharField(max_length=10, choices=PracticeState, default=PracticeState.DRAFT)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="good_practices"
    )
    authors = models.ManyToManyField(User, related_name="good_practices")
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_text = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "number"], name="practice_number_once"),
            models.CheckConstraint(condition=Q(state__in=PracticeState.values), name="practice_state_known"),
        ]
        indexes = [models.Index(fields=["platform", "state"], name="practice_by_state")]

    def __str__(self) -> str:
        return self.code or str(self.uid)

    @property
    def code(self) -> str:
        """Its name in addresses and lists; blank before it was first submitted."""
        return f"gp-{self.number:04d}" if self.number else ""

    @property
    def chain(self) -> str:
        """The name of its trail."""
        return f"practice:{self.uid}"


class PracticeText(models.Model):
    """One field of a practice as it stands: "title.en", "topic", "start_year" ...; all of them text."""

    practice = models.ForeignKey(GoodPractice, on_delete=models.CASCADE, related_name="texts")
    key = models.CharField(max_length=40)
    value = models.TextField(blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["practice", "key"]
        constraints = [models.UniqueConstraint(fields=["practice", "key"], name="practice_text_once")]

    def __str__(self) -> str:
        return self.key


class PracticeVersionQuerySet(models.QuerySet["PracticeVersion"]):
    """Named sets of versions."""

    def published(self) -> PracticeVersionQuerySet:
        """Those that were published, whether or not a newer one was since."""
        return self.filter(publication__isnull=False)


class PracticeVersion(models.Model):
    """All fields as they were submitted; frozen. `hash` is the SHA-256 of their canonical JSON."""

    practice = models.ForeignKey(GoodPractice, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    hash = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)

    objects = PracticeVersionQuerySet.as_manager()

    class Meta:
        ordering = ["practice", "-number"]
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="practice_version_once")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return str(self.number)
