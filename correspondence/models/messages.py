"""The outbox: every mail is a row before it leaves."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from correspondence.models.circulars import Circular
from correspondence.placeholders import with_objection_day
from correspondence.states import MessageState


class MessageQuerySet(models.QuerySet["Message"]):
    """Named sets of messages; every page starts from one that names whose they are."""

    def visible_to_staff(
        self,
        programmes: Iterable[str],
        hidden: Iterable[str] | models.QuerySet[Any, Any],
        limited: models.QuerySet[Any, Any] | None = None,
    ) -> MessageQuerySet:
        """Those of the programmes with these codes, but for those about what is `hidden` from the person.

        `limited` are further things that the person deals with outside these programmes. Mails of accounts
        belong to no programme.
        """
        mine = Q(programme__in=[code for code in programmes if code])
        return self.filter(mine if limited is None else mine | Q(about__in=limited)).exclude(about__in=hidden)

    def addressed_to(self, user: User) -> MessageQuerySet:
        """Those that have left for this person."""
        return self.filter(recipient=user, state=MessageState.SENT)

    def about(self, key: str) -> MessageQuerySet:
        """Those about one thing of a higher app ("project:<uid>")."""
        return self.filter(about=key)

    def awaiting_confirmation(self) -> MessageQuerySet:
        return self.filter(state=MessageState.DRAFTED)

    def single(self) -> MessageQuerySet:
        """Those written for one reader: mails of a circular are sent by whoever sends the circular."""
        return self.filter(circular__isnull=True)

    def due(self) -> MessageQuerySet:
        """Confirmed ones whose next attempt may be made now."""
        may_try = Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=timezone.now())
        return self.filter(may_try, state=MessageState.CONFIRMED)


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
    attachment_name = models.CharField(max_length=120, blank=True)
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
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    is_secret = models.BooleanField(default=False, help_text="its text is forgotten once it has been sent")
    letter = models.CharField(max_length=40, blank=True, help_text="kind of letter that it was written from")
    values = models.JSONField(default=dict, blank=True, help_text="of the letter's placeholders")
    gaps = models.JSONField(default=list, blank=True, help_text="placeholders that lack a value")
    wording = models.CharField(max_length=16, blank=True, help_text="revision of the words it came from")
    is_fallback = models.BooleanField(default=False, help_text="there are no words in the reader's language")
    as_pdf = models.BooleanField(default=False)
    objection_days = models.PositiveSmallIntegerField(null=True, blank=True)
    objection_until = models.DateTimeField(null=True, blank=True, help_text="set when it is confirmed")
    time_zone = models.CharField(max_length=50, blank=True, help_text="in which its days end")
    handed_at = models.DateTimeField(
        null=True, blank=True, help_text="when the mail server got its last byte"
    )
    opened_at = models.DateTimeField(null=True, blank=True, help_text="by its recipient, in the portal")
    retries = models.PositiveSmallIntegerField(default=0, help_text="times a person had it tried again")
    unsubscribe_url = models.CharField(
        max_length=300, blank=True, help_text="of a mail that its reader may have stopped with one click"
    )
    circular = models.ForeignKey(
        Circular, null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )

    objects = MessageQuerySet.as_manager()

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

    @property
    def text(self) -> str:
        """The body as its reader gets it: with the last day to object, once it is confirmed."""
        return with_objection_day(self.body, self.objection_until, self.time_zone, self.language)

    @property
    def revision(self) -> str:
        """What a page has to name to confirm exactly the text that it showed."""
        return hashlib.sha256(f"{self.subject}\n{self.body}".encode()).hexdigest()[:16]

    @property
    def chain(self) -> str:
        """The trail in which acts on this message stand: that of the thing it is about."""
        return self.about or f"message:{self.uid}"
