"""What editors write for the public, the draft behind it, and its earlier versions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core.texts import TextField
from editorial.models.contacts import ContactCard
from editorial.models.uploads import Paper, Picture
from editorial.states import COOPERATION, Origin, PieceKind, PieceState
from programmes.models import Programme, Theme
from publications.models import Publication


class PieceQuerySet(models.QuerySet["Piece"]):
    """Named sets of pieces."""

    def published(self) -> PieceQuerySet:
        """What the public may see."""
        return self.filter(state=PieceState.PUBLISHED)

    def newest(self) -> PieceQuerySet:
        """Those published last come first."""
        return self.order_by("-published_at", "-pk")

    def of_kinds(self, *kinds: PieceKind) -> PieceQuerySet:
        return self.filter(kind__in=kinds)

    def of_cooperation(self) -> PieceQuerySet:
        """Declarations, summits, days, themes of the agenda, and pages."""
        return self.filter(kind__in=COOPERATION)

    def of_programmes(self, codes: Iterable[str]) -> PieceQuerySet:
        """Those of the programmes with these codes: what their editors see."""
        return self.filter(programme__in=list(codes))

    def due(self, now: datetime) -> PieceQuerySet:
        """Those with a version that is to be published by now."""
        return self.filter(scheduled_for__lte=now)


class Piece(models.Model):
    """News, a brief, a story or a page: its texts as the public sees them once it is published.

    Editors write in `Draft`; publishing copies the draft here. `published_at` is when it first became public
    and stays. `year` is for what is known by its year alone. `working_translations` are the languages whose
    texts nobody has checked yet. `scheduled_version` is what becomes public at `scheduled_for`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pieces")
    kind = models.CharField(max_length=11, choices=PieceKind)
    slug = models.SlugField(max_length=80)
    title = TextField()
    lead = TextField()
    body = TextField()
    place = TextField()
    number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of a summit or edition")
    happened_on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    held = models.BooleanField(default=True, help_text="false: it was planned and did not take place")
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="heads"
    )
    pictures = models.ManyToManyField(Picture, blank=True, related_name="pieces")
    themes = models.ManyToManyField(Theme, blank=True, related_name="pieces")
    agenda_themes = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="taken_up_by")
    projects = models.ManyToManyField(Publication, blank=True, related_name="pieces")
    papers = models.ManyToManyField(Paper, blank=True, related_name="pieces")
    contacts = models.ManyToManyField(ContactCard, blank=True, related_name="pieces")
    source = models.CharField(max_length=300, blank=True)
    working_translations = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    origin = models.CharField(max_length=9, choices=Origin, default=Origin.PORTAL, blank=True)
    is_demo = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=PieceState, default=PieceState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True, help_text="when it was last published anew")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    scheduled_for = models.DateTimeField(null=True, blank=True)
    scheduled_version = models.ForeignKey(
        "PieceVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4)
    words = SearchVectorField(null=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="piece_slug_once"),
            models.CheckConstraint(condition=Q(kind__in=PieceKind.values), name="piece_kind_known"),
            models.CheckConstraint(condition=Q(state__in=PieceState.values), name="piece_state_known"),
            models.CheckConstraint(
                condition=~Q(state=PieceState.PUBLISHED) | Q(published_at__isnull=False),
                name="piece_published_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=PieceState.SCHEDULED) | Q(scheduled_for__isnull=False),
                name="piece_scheduled_when",
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="piece_words"),
            models.Index(
                fields=["programme", "kind", "-published_at"],
                condition=Q(state=PieceState.PUBLISHED),
                name="piece_public",
            ),
            models.Index(
                fields=["scheduled_for"], condition=Q(scheduled_for__isnull=False), name="piece_scheduled"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_public(self) -> bool:
        return self.state == PieceState.PUBLISHED

    @property
    def chain(self) -> str:
        """The name of its trail."""
        return f"piece:{self.uid}"


class Draft(models.Model):
    """The texts as editors write them, saved place by place; the public never sees this.

    `content` is an `editorial.content.Content` as JSON. `is_ahead` is true while it says something else than
    the public piece.
    """

    piece = models.OneToOneField(Piece, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField(default=dict)
    is_ahead = models.BooleanField(default=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["-changed_at"], name="draft_newest")]

    def __str__(self) -> str:
        return str(self.piece)


class PieceVersion(models.Model):
    """What a piece said at one moment; never changed. `is_public` when it was made to be published."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["piece", "-number"]
        constraints = [models.UniqueConstraint(fields=["piece", "number"], name="piece_version_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.piece_id} {self.number}"
