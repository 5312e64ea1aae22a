"""An issue of a programme's newsletter: its words, what stands in it, and how far its sending has come."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.texts import TextField
from correspondence.models import Circular
from programmes.models import Programme


class IssueState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    READY = "ready", _("Waits for a second look")
    SENT = "sent", _("Sent to its readers")


class IssueQuerySet(models.QuerySet["Issue"]):
    """Named sets of issues."""

    def public(self) -> IssueQuerySet:
        """Those that went out, the newest first: the archive."""
        return self.filter(state=IssueState.SENT).order_by("-confirmed_at", "-pk")

    def of_programmes(self, codes: Iterable[str]) -> IssueQuerySet:
        return self.filter(programme__in=list(codes))


class Issue(models.Model):
    """One issue. What is sent and shown on the web is `content`, frozen when its sending was confirmed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="issues")
    number = models.PositiveIntegerField(null=True, blank=True, help_text="in the programme, once confirmed")
    subject = TextField()
    intro = TextField()
    state = models.CharField(max_length=6, choices=IssueState, default=IssueState.DRAFT)
    content = models.JSONField(default=dict, blank=True, help_text="editorial.newsletters.content")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(default=timezone.now)
    edited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    is_demo = models.BooleanField(default=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="issue_number_once"),
            models.CheckConstraint(
                condition=~Q(state=IssueState.SENT) | Q(confirmed_at__isnull=False, number__isnull=False),
                name="issue_sent_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def chain(self) -> str:
        """Its trail."""
        return f"issue:{self.uid}"


class IssueItem(models.Model):
    """A thing that the issue tells of: `source` names its kind in the settings, `key` the thing."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=20)
    key = models.CharField(max_length=100)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "source", "key"], name="issue_item_once"),
        ]


class Sending(models.Model):
    """How far an issue has come. Readers are gone through by key; `cursor` is the last that has a mail."""

    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, related_name="sending")
    circular = models.OneToOneField(Circular, on_delete=models.PROTECT, related_name="+")
    readers = models.PositiveIntegerField(help_text="confirmed ones when the sending was confirmed")
    cursor = models.BigIntegerField(default=0)
    is_written = models.BooleanField(default=False, help_text="every reader has a mail")
    written = models.PositiveIntegerField(default=0, help_text="mails that were written")
    busy_until = models.DateTimeField(null=True, blank=True, help_text="a worker is at it until then")
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True, help_text="numbers by state, when it had finished")

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="sending_open", condition=Q(finished_at__isnull=True)),
        ]
