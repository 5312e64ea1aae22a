"""An event of a programme: what, when, where, and who may register until when."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from core.texts import TextField
from events.states import PUBLIC, EventKind, EventState, Question, RegistrationState
from programmes.models import Programme, Theme

MOST_PLACES = 10_000


class EventQuerySet(models.QuerySet["Event"]):
    """Named sets of events."""

    def public(self) -> EventQuerySet:
        """Those that readers may see: published, or called off after they were."""
        return self.filter(state__in=PUBLIC)

    def upcoming(self, now: datetime | None = None) -> EventQuerySet:
        """Not over yet, the next one first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None) -> EventQuerySet:
        """Over, the last one first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def of_programmes(self, codes: Iterable[str]) -> EventQuerySet:
        return self.filter(programme__in=list(codes))

    def with_numbers(self) -> EventQuerySet:
        """Each with how many hold a place and how many wait: `held_now`, `waiting_now`."""
        return self.annotate(
            held_now=Count("registrations", filter=Q(registrations__state=RegistrationState.HELD)),
            waiting_now=Count("registrations", filter=Q(registrations__state=RegistrationState.WAITING)),
        )

    def untold(self) -> EventQuerySet:
        """Those whose guests have not all been told of the last change."""
        return self.filter(state__in=PUBLIC, told_sequence__lt=models.F("sequence"))


class Event(models.Model):
    """One event. `sequence` counts the changes that guests and calendars must learn of (RFC 5545)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="events")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="events")
    slug = models.SlugField(max_length=80, unique=True)
    title = TextField()
    lead = TextField()
    body = TextField()
    kind = models.CharField(max_length=8, choices=EventKind, default=EventKind.ON_SITE)
    place = models.CharField(max_length=200, blank=True, help_text="address of the venue")
    online_address = models.URLField(
        max_length=300, blank=True, help_text="told only to those who have a place"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=40, default="Europe/Brussels")
    takes_registrations = models.BooleanField(default=True)
    registration_opens_at = models.DateTimeField(null=True, blank=True, help_text="null: once published")
    registration_closes_at = models.DateTimeField(null=True, blank=True, help_text="null: when it starts")
    places = models.PositiveIntegerField(null=True, blank=True, help_text="null: as many as come")
    has_waiting_list = models.BooleanField(default=True)
    questions = ArrayField(models.CharField(max_length=6, choices=Question), default=list, blank=True)
    kept_months = models.PositiveSmallIntegerField(
        default=3, help_text="months after its end until the guests are forgotten"
    )
    state = models.CharField(max_length=9, choices=EventState, default=EventState.DRAFT)
    sequence = models.PositiveIntegerField(default=0)
    told_sequence = models.PositiveIntegerField(
        default=0, help_text="the change of which all guests were told"
    )
    cancel_reason = TextField()
    guests_total = models.PositiveIntegerField(
        null=True, blank=True, help_text="counted when the guests were forgotten"
    )
    attended_total = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EventState.values), name="event_state_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="event_ends_later"),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__gte=1, places__lte=MOST_PLACES),
                name="event_places_bounded",
            ),
            models.CheckConstraint(
                condition=Q(kept_months__gte=1, kept_months__lte=24), name="event_kept_for_a_while"
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="event_by_time")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def chain(self) -> str:
        """Its trail."""
        return f"event:{self.uid}"

    @property
    def zone(self) -> ZoneInfo:
        """The clock on which it begins."""
        return ZoneInfo(self.time_zone)

    @property
    def last_moment(self) -> datetime:
        """Until when one may register."""
        return self.registration_closes_at or self.starts_at

    def takes_guests(self, now: datetime | None = None) -> bool:
        """Whether one may register at the moment, whether or not a place is free."""
        moment = now or timezone.now()
        opens = self.registration_opens_at
        is_open = (opens is None or opens <= moment) and moment < min(self.last_moment, self.ends_at)
        return self.state == EventState.PUBLISHED and self.takes_registrations and is_open

    def is_over(self, now: datetime | None = None) -> bool:
        return self.ends_at <= (now or timezone.now())
