"""What every file is that people bring to a platform, on its way from quarantine to readers."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from accounts.models import User
from core.uploads import Fault
from core.uploads.names import LENGTH as NAME_LENGTH
from projects.models.attachments import AttachmentState


class CheckedFile(models.Model):
    """A file. Nobody gets it before a worker has looked at it and found it clean.

    `ADDED` and `REFUSED` are its acts in the trail that `chain` names.
    """

    ADDED: str
    REFUSED: str

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(unique=True, editable=False, help_text="of the form: sent twice, it makes one")
    name = models.CharField(max_length=NAME_LENGTH)
    file = models.CharField(max_length=200, unique=True, help_text="in the storage")
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12, choices=AttachmentState, default=AttachmentState.ARRIVING)
    fault = models.CharField(max_length=12, choices=Fault, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now, help_text="when the next look may be taken")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    is_public = models.BooleanField(default=False, help_text="published with what it belongs to")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        """The name of the trail in which it is noted."""
        raise NotImplementedError

    @property
    def is_clean(self) -> bool:
        return self.state == AttachmentState.CLEAN

    @property
    def is_waiting(self) -> bool:
        return self.state in {AttachmentState.ARRIVING, AttachmentState.QUARANTINED}
