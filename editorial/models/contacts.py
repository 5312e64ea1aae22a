"""Cards of people whom readers may ask: shown by consent alone, until they end it or it runs out."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core.texts import TextField
from programmes.models import Programme

CONSENT_LASTS = timedelta(days=365)
ENDS_SOON = timedelta(weeks=4)  # so long before it runs out a consent can be given anew


class ContactCardQuerySet(models.QuerySet["ContactCard"]):
    """Named sets of cards."""

    def shown(self) -> ContactCardQuerySet:
        """Those whose person agreed, and whose consent holds now."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at=None, expires_at__gt=timezone.now())

    def ending(self, now: datetime) -> ContactCardQuerySet:
        """Those that readers see and whose consent runs out within four weeks."""
        agreed = self.filter(confirmed_at__isnull=False, withdrawn_at=None)
        return agreed.filter(expires_at__gt=now, expires_at__lte=now + ENDS_SOON)

    def of_address(self, email: str) -> ContactCardQuerySet:
        return self.filter(email=email.strip().lower())


class ContactCard(models.Model):
    """Name, office and ways to reach one person. Nothing of it is public before that person confirmed it.

    `revision` counts changes: a link of a mail agrees to the words that the mail showed, and to no others.
    A card that was withdrawn or has run out keeps no name and no address.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="contact_cards")
    name = models.CharField(max_length=150)
    office = TextField()
    department = TextField()
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(max_length=254, help_text="in lower case; asked for consent")
    shows_email = models.BooleanField(default=True)
    language = models.CharField(max_length=2, help_text="in which the person is written to")
    is_general = models.BooleanField(default=True, help_text="shown on the overview, not only beside pieces")
    revision = models.PositiveIntegerField(default=1)
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4)
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = ContactCardQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(expires_at__isnull=False), name="contact_card_runs_out"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(name="", email="", phone=""),
                name="contact_card_withdrawn_is_empty",
            ),
        ]
        indexes = [models.Index(fields=["programme", "expires_at"], name="contact_card_of_programme")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shown(self) -> bool:
        """Whether readers see it now."""
        agreed = self.confirmed_at is not None and self.withdrawn_at is None
        return agreed and self.expires_at is not None and self.expires_at > timezone.now()

    @property
    def may_renew(self) -> bool:
        """Whether its person can agree again although readers see it."""
        return self.is_ending(timezone.now())

    def is_ending(self, now: datetime) -> bool:
        """Whether readers see it and its consent runs out within four weeks."""
        if self.confirmed_at is None or self.withdrawn_at is not None or self.expires_at is None:
            return False
        return now < self.expires_at <= now + ENDS_SOON

    @property
    def chain(self) -> str:
        """The name of its trail."""
        return f"contact card:{self.uid}"
