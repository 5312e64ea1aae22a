"""A registration: one person who wants to come, with or without an account, until it is forgotten."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from events.models.events import Event
from events.states import LIVING, RegistrationState

UNCONFIRMED_KEPT = timedelta(days=3)
ANSWER_LENGTH = 300


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Named sets of registrations."""

    def held(self) -> RegistrationQuerySet:
        return self.filter(state=RegistrationState.HELD)

    def waiting(self) -> RegistrationQuerySet:
        """In the order in which they move up."""
        return self.filter(state=RegistrationState.WAITING).order_by("confirmed_at", "pk")

    def living(self) -> RegistrationQuerySet:
        """Those that hold a place or wait for one."""
        return self.filter(state__in=LIVING)

    def of_address(self, email: str) -> RegistrationQuerySet:
        return self.filter(email=email.strip().lower())

    def never_confirmed(self, now: datetime) -> RegistrationQuerySet:
        return self.filter(state=RegistrationState.ASKED, asked_at__lt=now - UNCONFIRMED_KEPT)


class Registration(models.Model):
    """One address at one event. `answers` by question; they go when the event is over."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="event_registrations"
    )
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=160, blank=True)
    email = models.EmailField(max_length=254, help_text="in lower case")
    language = models.CharField(max_length=2)
    answers = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=RegistrationState, default=RegistrationState.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    placed_at = models.DateTimeField(null=True, blank=True, help_text="when it got its place")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    attended_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "email"], name="registration_once_an_address"),
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values), name="registration_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=LIVING) | Q(confirmed_at__isnull=False),
                name="registration_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "confirmed_at"], name="registration_order"),
            models.Index(fields=["email"], name="registration_address"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What its mails are about."""
        return f"registration:{self.uid}"
