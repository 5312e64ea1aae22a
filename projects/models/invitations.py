"""Invitations by e-mail to work on a project; whether the address has an account is never told."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from projects.models.partnership import Partnership
from projects.models.project import Collaborator, Project
from projects.states import Level

HOLDS_FOR = timedelta(days=30)
UNANSWERED = Q(accepted_at__isnull=True, cancelled_at__isnull=True, declined_at__isnull=True)


def holds_until() -> datetime:
    """When an invitation that is written now runs out."""
    return timezone.now() + HOLDS_FOR


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Named sets of invitations."""

    def open(self) -> InvitationQuerySet:
        """Neither accepted, declined, cancelled nor run out."""
        return self.filter(UNANSWERED, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A level in a project, offered to whoever proves to own an e-mail address (in lower case).

    `partnership` is the partner whose part alone is offered; `replaces` leaves when it is accepted.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    level = models.CharField(max_length=6, choices=Level, default=Level.EDIT)
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    replaces = models.ForeignKey(
        Collaborator, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=holds_until)
    sent_at = models.DateTimeField(default=timezone.now, help_text="of the newest mail")
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "email"], condition=UNANSWERED, name="invitation_open_once"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="invitation_level_known"),
        ]
        indexes = [models.Index(fields=["email"], condition=UNANSWERED, name="invitation_waiting")]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        """Neither accepted, declined, cancelled nor run out."""
        answers = (self.accepted_at, self.declined_at, self.cancelled_at)
        return not any(answers) and self.expires_at > timezone.now()
