"""A file that is produced once, kept, and known by what went into it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from documents.numbers import new_number
from documents.states import DocumentState


class Document(models.Model):
    """A PDF known by kind, subject, language, template revision and the hash of its data.

    `subject` is the higher app's key ("publication:<code>"); `data` is all that the template reads.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=12, unique=True, default=new_number, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    template_revision = models.CharField(max_length=64)
    data_hash = models.CharField(max_length=64)
    data = models.JSONField()
    state = models.CharField(max_length=12, choices=DocumentState, default=DocumentState.QUEUED)
    programme = models.CharField(max_length=30, blank=True, help_text="whose staff sees what went wrong")
    is_bulk = models.BooleanField(default=False, help_text="nobody waits for it: made by the bulk workers")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="times that a worker took it up")
    failures = models.PositiveSmallIntegerField(default=0, help_text="times that it went wrong")
    claim = models.UUIDField(null=True, editable=False, help_text="of the worker that makes it now")
    due_at = models.DateTimeField(default=timezone.now, help_text="not taken up before")
    requested_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(
        default=timezone.now, help_text="last asked for or handed over, by the day"
    )
    stale_at = models.DateTimeField(
        null=True, blank=True, help_text="when its subject changed, until that was looked at"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True, help_text="bytes")
    error = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0, help_text="steps made, of a kind that tells them")
    total = models.PositiveIntegerField(default=0, help_text="steps to make; 0 when it tells none")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "language", "template_revision", "data_hash"],
                condition=~models.Q(state="withdrawn"),
                name="document_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DocumentState.values), name="document_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DocumentState.READY) | ~models.Q(sha256=""),
                name="document_ready_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "subject", "language", "-requested_at"], name="document_newest"),
            models.Index(
                fields=["requested_at"],
                name="document_waiting",
                condition=models.Q(state__in=["queued", "rendering"]),
            ),
            models.Index(
                fields=["-stale_at"], name="document_stale", condition=models.Q(stale_at__isnull=False)
            ),
            models.Index(fields=["-finished_at"], name="document_failed", condition=models.Q(state="failed")),
            models.Index(fields=["-finished_at"], name="document_made", condition=models.Q(state="ready")),
            models.Index(fields=["used_at"], name="document_kept", condition=models.Q(state="ready")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.language}"
