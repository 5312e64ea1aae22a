"""Many documents that one person asked for together, and the file in which they come."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from documents.models.document import Document
from documents.models.jobs import Job, JobState


class Form(models.TextChoices):
    """What sort of file the documents come in."""

    ZIP = "zip", _("ZIP with a file for each")
    PDF = "pdf", _("One PDF to print")


class ItemState(models.TextChoices):
    """How far one document of a batch is."""

    WAITING = "waiting", _("Waiting")
    ASKED = "asked", _("Being made")
    MADE = "made", _("Made")
    FAILED = "failed", _("Failed")
    LEFT_OUT = "left_out", _("Left out")


UNSETTLED = frozenset({ItemState.WAITING, ItemState.ASKED})


class BatchQuerySet(models.QuerySet["Batch"]):
    """Named sets of batches."""

    def of(self, user: User) -> BatchQuerySet:
        """Those that the person asked for, newest first: nobody else ever sees them."""
        return self.filter(owner=user).order_by("-asked_at", "-pk")

    def waiting(self) -> BatchQuerySet:
        return self.filter(state=JobState.WAITING)


class Batch(Job):
    """Documents asked for together: each is an item; when all are settled, the file is written.

    `kind` is one of settings.BATCH_KINDS, `parameters` are for that kind, `done` counts items in the file.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="batches")
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    form = models.CharField(max_length=3, choices=Form, default=Form.ZIP)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=2, help_text="of the person who asks")
    total = models.PositiveIntegerField(default=0, help_text="items")
    failures = models.PositiveIntegerField(default=0, help_text="items that could not be made, once it ended")
    handed_at = models.DateTimeField(null=True, blank=True, help_text="given to be written as a file")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="the owner saw that it ended")

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="batch_state_known"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="batch_form_known"),
            models.CheckConstraint(
                condition=Q(state=JobState.WAITING) | Q(finished_at__isnull=False),
                name="batch_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.READY) | ~Q(sha256=""), name="batch_ready_is_whole"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-asked_at"], name="batch_of_owner"),
            models.Index(fields=["touched_at"], condition=Q(state="waiting"), name="batch_waiting"),
        ]

    def __str__(self) -> str:
        return self.title


class BatchItem(models.Model):
    """One document of a batch: the subject's `key` in words of the batch's kind, and the name of its file."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    name = models.CharField(max_length=120, help_text="of the file, without its ending")
    label = models.CharField(max_length=200, blank=True, help_text="what it is about, for people")
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.WAITING)
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(null=True, help_text="when it was found made; null where it was there")
    losses = models.PositiveSmallIntegerField(default=0, help_text="times that its stored file was not there")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="batch_item_in_place"),
            models.UniqueConstraint(fields=["batch", "key", "language"], name="batch_item_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="batch_item_state_known"),
        ]
        indexes = [models.Index(fields=["batch", "state", "position"], name="batch_item_state")]

    def __str__(self) -> str:
        return f"{self.name} {self.language}"
