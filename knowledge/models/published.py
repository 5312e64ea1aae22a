"""Good practices as the public sees them, and where they were taken over."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from accounts.models import User
from core.texts import TextField
from knowledge.models.files import CheckedFile
from knowledge.models.platforms import Platform, Topic
from knowledge.models.practices import GoodPractice, PracticeVersion
from knowledge.states import TransferState
from projects.models.attachments import AttachmentState


class PublishedVersion(models.Model):
    """That a version was published, with the scores that its reviews gave; it stays readable for ever."""

    version = models.OneToOneField(
        PracticeVersion, primary_key=True, on_delete=models.CASCADE, related_name="publication"
    )
    published_at = models.DateTimeField(default=timezone.now)
    score = models.DecimalField(max_digits=3, decimal_places=2, help_text="mean of all scores, 1 to 5")
    scores = models.JSONField(default=dict, help_text="mean by code of criterion, as decimal text")
    reviews = models.PositiveSmallIntegerField(help_text="number of experts")

    class Meta:
        ordering = ["-published_at"]


class PublishedPractice(models.Model):
    """The newest published version, in the columns that search, lists and facets read."""

    practice = models.OneToOneField(
        GoodPractice, primary_key=True, on_delete=models.CASCADE, related_name="published"
    )
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="published_practices")
    version = models.OneToOneField(PracticeVersion, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=20)
    title = TextField()
    summary = TextField()
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="published_practices")
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=5, blank=True)
    period = models.CharField(max_length=9, blank=True, help_text="of the funded project; blank without one")
    project_code = models.CharField(max_length=60, blank=True, help_text="of the public record")
    languages = ArrayField(models.CharField(max_length=2), help_text="in which it can be read in full")
    score = models.DecimalField(max_digits=3, decimal_places=2)
    transfers = models.PositiveIntegerField(default=0, help_text="confirmed")
    name_key = models.CharField(max_length=250, help_text="title in small letters, to order by")
    first_published_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)
    words = SearchVectorField(null=True, editable=False)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "code"], name="published_practice_once"),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5), name="published_practice_score_1_to_5"
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="published_practice_words"),
            models.Index(
                F("platform"),
                F("published_at").desc(),
                F("practice").desc(),
                name="published_practice_newest",
            ),
            models.Index(fields=["project_code"], condition=~Q(project_code=""), name="practice_of_project"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Named sets of reports of a transfer."""

    def confirmed(self) -> TransferQuerySet:
        return self.filter(state=TransferState.CONFIRMED)

    def with_file(self) -> TransferQuerySet:
        """With the name and size of the file that readers may get."""
        shown = Q(evidence__is_public=True, evidence__state=AttachmentState.CLEAN)
        return self.annotate(
            file_name=Case(When(shown, then=F("evidence__name")), output_field=models.CharField()),
            file_size=Case(When(shown, then=F("evidence__size")), output_field=models.BigIntegerField()),
        )

    def told(self) -> TransferQuerySet:
        return self.filter(state=TransferState.TOLD)


class Transfer(models.Model):
    """Evidence that a practice was taken over elsewhere; public once the secretariat confirmed it.

    `language` is the one of `text`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stamp = models.CharField(max_length=64, unique=True, editable=False)
    practice = models.ForeignKey(GoodPractice, on_delete=models.CASCADE, related_name="transfers")
    organisation_name = models.CharField(max_length=250)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=5, blank=True)
    year = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    text = models.TextField(help_text="what was taken over, and how it is known")
    website = models.URLField(max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=TransferState, default=TransferState.TOLD)
    told_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)
    handled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="to who told of it")

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-told_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TransferState.values), name="transfer_state_known"),
            models.CheckConstraint(
                condition=Q(state=TransferState.TOLD) | Q(handled_at__isnull=False),
                name="transfer_handled_when",
            ),
        ]
        indexes = [models.Index(fields=["practice", "state"], name="transfer_of_practice")]

    def __str__(self) -> str:
        return self.organisation_name


class TransferFile(CheckedFile):
    """A file that shows that a practice was taken over. `may_be_published` is what its bringer agreed to."""

    ADDED, REFUSED = "add evidence", "refuse evidence"

    transfer = models.OneToOneField(Transfer, on_delete=models.CASCADE, related_name="evidence")
    may_be_published = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AttachmentState.values), name="transfer_file_state"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(may_be_published=True), name="transfer_file_public_if_agreed"
            ),
        ]

    @property
    def chain(self) -> str:
        return self.transfer.practice.chain
