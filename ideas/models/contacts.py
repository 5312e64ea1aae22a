"""Conversations about a card, held in the portal: neither side sees the other's address before both agree."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from ideas.models.cards import ORGANISATION_LENGTH, Card
from ideas.states import Role

MESSAGE_LENGTH = 3000


class ContactQuerySet(models.QuerySet["Contact"]):
    """Named sets of conversations."""

    def of_person(self, user: User) -> ContactQuerySet:
        """Those in which the person is one of the two."""
        return self.filter(Q(asker=user) | Q(card__owner=user))

    def unread_by(self, user: User) -> ContactQuerySet:
        """The person's open ones in which the other wrote since the person last looked; `unread_since`."""
        mine = Case(When(asker=user, then=F("asker_read_at")), default=F("owner_read_at"))
        rows = self.of_person(user).filter(closed_at__isnull=True)
        # Nobody has written before the conversation was begun.
        rows = rows.annotate(read_at=Coalesce(mine, F("created_at") - timedelta(days=1)))
        newer = ContactMessage.objects.filter(contact=OuterRef("pk"), at__gt=OuterRef("read_at"))
        first = Subquery(newer.exclude(author=user).order_by("at").values("at")[:1])
        return rows.annotate(unread_since=first).filter(unread_since__isnull=False)


class Contact(models.Model):
    """One conversation: `asker` wrote to who wrote the card. A time of sharing is a consent, null is none."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="contacts")
    asker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=ORGANISATION_LENGTH, help_text="of who asks")
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=5, blank=True)
    role = models.CharField(max_length=10, choices=Role, help_text="that who asks would take, or wants")
    owner_shares_at = models.DateTimeField(null=True, blank=True)
    asker_shares_at = models.DateTimeField(null=True, blank=True)
    may_lead_at = models.DateTimeField(
        null=True, blank=True, help_text="since when who asked may turn the idea into a draft, and lead it"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner_read_at = models.DateTimeField(null=True, blank=True)
    asker_read_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["card", "asker"], name="contact_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="contact_role_known"),
        ]

    def __str__(self) -> str:
        return self.organisation

    @property
    def chain(self) -> str:
        """The name of its chain in the trail."""
        return f"contact:{self.uid}"

    @property
    def shares(self) -> bool:
        """Whether both agreed to show their addresses to each other."""
        return self.owner_shares_at is not None and self.asker_shares_at is not None

    def other(self, user: User) -> User:
        """The one of the two who is not `user`."""
        return self.card.owner if user.pk == self.asker_id else self.asker


class ContactMessage(models.Model):
    """What one of the two wrote. `key` makes one form one message."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="messages")
    key = models.UUIDField(unique=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.author} {self.at:%Y-%m-%d}"
