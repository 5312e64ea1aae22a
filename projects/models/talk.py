"""The talk about one proposal: who said what, and who may read it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.models.project import Project

COMMENT_LENGTH = 10_000
EDITABLE_FOR = timedelta(minutes=15)


class Audience(models.TextChoices):
    """Who reads a comment beside its author."""

    APPLICANTS = "applicants", _("Applicants and staff")
    STAFF = "staff", _("Staff only")
    PRIVATE = "private", _("Draft, only for me")


class CommentQuerySet(models.QuerySet["Comment"]):
    """Named sets of comments; what applicants read never holds a word of staff among themselves."""

    def for_applicants(self, user: User) -> CommentQuerySet:
        """What this person reads as somebody who writes the project."""
        return self.filter(
            Q(audience=Audience.APPLICANTS) | Q(audience=Audience.PRIVATE, author=user, by_staff=False)
        )

    def for_staff(self, user: User) -> CommentQuerySet:
        """What this person reads as a member of the programme's staff."""
        return self.filter(
            Q(audience__in=[Audience.APPLICANTS, Audience.STAFF])
            | Q(audience=Audience.PRIVATE, author=user, by_staff=True)
        )

    def unread_by(self, user: User, since: datetime | None) -> CommentQuerySet:
        """Those of others, published after this moment; all of others without one. Drafts count never."""
        found = self.exclude(author=user).exclude(audience=Audience.PRIVATE)
        return found.filter(published_at__gt=since) if since else found


class Comment(models.Model):
    """What one person says about a proposal. `by_staff` is the door through which it was said.

    `published_at` is when others could first read it: empty while it is a draft.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="comments")
    by_staff = models.BooleanField()
    audience = models.CharField(max_length=10, choices=Audience)
    text = models.TextField(max_length=COMMENT_LENGTH)
    answers = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replies",
        help_text="to which it replies",
    )
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="one form, one comment")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["project", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="comment_audience_known"),
            models.CheckConstraint(
                condition=~Q(audience="staff") | Q(by_staff=True), name="comment_for_staff_is_by_staff"
            ),
            models.CheckConstraint(
                condition=Q(audience="private", published_at__isnull=True)
                | ~Q(audience="private") & Q(published_at__isnull=False),
                name="comment_published_unless_private",
            ),
        ]
        indexes = [models.Index(fields=["project", "published_at"], name="comment_thread")]


class CommentRevision(models.Model):
    """What a comment said before it was edited."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    text = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["comment", "-replaced_at", "-pk"]


class TalkVisit(models.Model):
    """How far a person has read the talk through one door, and when a mail last told of something new."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="talk_visits")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="talk_visit_once")]
