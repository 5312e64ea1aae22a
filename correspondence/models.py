"""The outbox: every mail is a row before it leaves."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from accounts.models import User
from correspondence.states import MessageState


class Message(models.Model):
    """A mail to one person. Letters wait as DRAFTED until a person confirms; receipts start CONFIRMED.

    `about` is the higher app's key ("project:<uid>"), `programme` its programme code, so that staff of one
    programme see only their own outbox.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=120, blank=True, db_index=True)
    programme = models.CharField(max_length=20, blank=True)
    recipient = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="messages")
    to_email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    attachment = models.ForeignKey(
        "documents.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, choices=MessageState, default=MessageState.DRAFTED)
    dedupe_key = models.CharField(
        max_length=150, unique=True, help_text="the same mail is never written twice"
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=MessageState.values), name="message_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state", "-created_at"], name="message_outbox"),
            models.Index(
                fields=["created_at"], name="message_waiting", condition=models.Q(state="confirmed")
            ),
        ]

    def __str__(self) -> str:
        return self.subject
