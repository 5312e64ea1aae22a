"""Who asked for mails: alerts of a search, and newsletters. The address is all that is kept of a reader."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from programmes.models import Programme
from publications.states import Frequency, SubscriptionKind

QUERY_LENGTH = 1000
UNCONFIRMED_KEPT = timedelta(days=7)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Named sets of subscriptions."""

    def confirmed(self) -> SubscriptionQuerySet:
        return self.filter(confirmed_at__isnull=False)

    def alerts(self) -> SubscriptionQuerySet:
        return self.filter(kind=SubscriptionKind.ALERT)

    def newsletters(self) -> SubscriptionQuerySet:
        return self.filter(kind=SubscriptionKind.NEWSLETTER)

    def of_address(self, email: str) -> SubscriptionQuerySet:
        return self.filter(email=email.strip().lower())

    def due(self, now: datetime) -> SubscriptionQuerySet:
        """Confirmed alerts whose next look is due."""
        return self.alerts().confirmed().filter(due_at__lte=now)

    def never_confirmed(self, now: datetime) -> SubscriptionQuerySet:
        """Those whose confirmation was last asked for longer ago than an address is kept for it."""
        return self.filter(confirmed_at__isnull=True, asked_at__lt=now - UNCONFIRMED_KEPT)


class Subscription(models.Model):
    """One wish of one address: to hear of one search, or to get one programme's newsletter.

    Nothing is sent before `confirmed_at`. Unsubscribing deletes the row, and with it the address.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=SubscriptionKind)
    email = models.EmailField(max_length=254, help_text="in lower case")
    query = models.CharField(max_length=QUERY_LENGTH, blank=True, help_text="of an alert, canonical")
    programme = models.CharField(max_length=20, blank=True, help_text="of a newsletter: code")
    language = models.CharField(max_length=2)
    frequency = models.CharField(max_length=6, choices=Frequency, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(default=timezone.now, help_text="when a confirmation was last asked for")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reported_until = models.DateTimeField(
        null=True, blank=True, help_text="what changed up to then was looked at"
    )
    due_at = models.DateTimeField(null=True, blank=True, help_text="when the search is looked at again")

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["email", "kind", "query", "programme"], name="subscription_once"),
            models.CheckConstraint(
                condition=Q(kind=SubscriptionKind.ALERT, programme="", frequency__in=Frequency.values)
                | Q(kind=SubscriptionKind.NEWSLETTER, query="", frequency="") & ~Q(programme=""),
                name="subscription_of_its_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="subscription_due",
                condition=Q(kind=SubscriptionKind.ALERT, confirmed_at__isnull=False),
            ),
            models.Index(fields=["programme", "language"], name="subscription_newsletter"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.query or self.programme}"

    @property
    def subject(self) -> str:
        """What its mails are about."""
        return f"subscription:{self.uid}"

    def newsletter_programme(self) -> Programme | None:
        """Whose newsletter it is; None of an alert."""
        return Programme.objects.filter(pk=self.programme).first() if self.programme else None
