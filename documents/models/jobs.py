"""What every job has that is kept in a row and ends in a file: its state, who works on it, and the file."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", _("Waiting")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    STOPPED = "stopped", _("Stopped")


class Job(models.Model):
    """A file that a worker makes: who works on it, how far it is, and the file once it is whole.

    `claim` names the turn of the worker that has it now: what another turn writes counts for nothing.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=7, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="turns that did not end well")
    claim = models.UUIDField(null=True, editable=False, help_text="of the worker that has it now")
    asked_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now, help_text="the last sign of life of its worker")
    finished_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True, help_text="bytes")
    error = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return self.state == JobState.WAITING

    @property
    def has_file(self) -> bool:
        """Whether it can be fetched: ready, and not yet expired."""
        return self.state == JobState.READY and bool(self.file)
