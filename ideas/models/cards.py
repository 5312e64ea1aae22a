"""Cards of the partner search: ideas that look for partners, organisations that offer themselves."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from calls.models import Call
from calls.states import CallState
from core.texts import TextField
from ideas.states import SHOWN_LOOKS, CardState, Kind, Look, Role
from projects.models import Project

TITLE_LENGTH, TEXT_LENGTH, ORGANISATION_LENGTH = 150, 1500, 250


class CardQuerySet(models.QuerySet["Card"]):
    """Named sets of cards."""

    def shown(self) -> CardQuerySet:
        """Those that anybody may read at this moment: what ended or was reported is hidden at once."""
        now = timezone.now()
        return self.filter(
            Q(until__isnull=True) | Q(until__gte=timezone.localdate()),
            state=CardState.PUBLISHED,
            look__in=SHOWN_LOOKS,
            call__state=CallState.PUBLISHED,
            call__closes_at__gt=now,
            call__partner_search__is_on=True,
        )

    def over(self) -> CardQuerySet:
        """Published ones whose last day or whose call is over."""
        ended = Q(until__lt=timezone.localdate()) | Q(call__closes_at__lte=timezone.now())
        return self.filter(ended, state=CardState.PUBLISHED)

    def of_programmes(self, codes: Iterable[str]) -> CardQuerySet:
        """Those in calls of the programmes with these codes."""
        return self.filter(call__programme_period__programme__in=list(codes))

    def of_owner(self, user: User) -> CardQuerySet:
        return self.filter(owner=user)

    def with_call(self) -> CardQuerySet:
        """With the call and its programme, for lists."""
        return self.select_related("call__programme_period__programme", "call__programme_period__period")


def _codes(length: int) -> models.Field[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class Card(models.Model):
    """One card of a call's partner search, written by one person for one organisation.

    `objectives` and `themes` are codes of the call's programme; `regions` are NUTS codes of any level: where
    an idea wants its partners. `roles` are wanted by an idea, offered by an organisation. `until` is the last
    day on which it is shown. A write names the `revision` that it rests on.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="cards")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    state = models.CharField(max_length=9, choices=CardState, default=CardState.DRAFT)
    title = TextField()
    text = TextField()
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    country = models.CharField(max_length=2, help_text="of the organisation; ISO 3166, Greece is EL")
    region = models.CharField(max_length=5, blank=True, help_text="of the organisation; NUTS code")
    objectives = _codes(12)
    themes = _codes(40)
    regions = _codes(5)
    roles = _codes(10)
    until = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    wants_notices = models.BooleanField(default=False)
    notified_until = models.DateTimeField(null=True, blank=True)
    look = models.CharField(max_length=8, choices=Look, default=Look.NONE)
    look_reason = models.TextField(blank=True, help_text="of the secretariat, told to who wrote the card")
    looked_revision = models.PositiveIntegerField(default=0, help_text="that the secretariat has seen")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="born_of"
    )
    turned_at = models.DateTimeField(null=True, blank=True, help_text="into a draft proposal")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="card_kind_known"),
            models.CheckConstraint(condition=Q(state__in=CardState.values), name="card_state_known"),
            models.CheckConstraint(condition=Q(look__in=Look.values), name="card_look_known"),
            models.CheckConstraint(condition=Q(roles__contained_by=Role.values), name="card_roles_known"),
            models.CheckConstraint(
                condition=~Q(state=CardState.PUBLISHED) | Q(published_at__isnull=False),
                name="card_published_when",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "state", "-published_at"], name="card_by_call"),
            GinIndex(fields=["objectives"], name="card_by_objective"),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.organisation

    @property
    def chain(self) -> str:
        """The name of its chain in the trail."""
        return f"card:{self.uid}"

    @property
    def is_idea(self) -> bool:
        return self.kind == Kind.IDEA

    @property
    def last_day(self) -> date:
        """The last day on which the card is shown: its own, or that on which the call closes."""
        closing = self.call.closes_at.astimezone(self.call.zone).date()
        return min(self.until, closing) if self.until else closing

    @property
    def is_shown(self) -> bool:
        """Whether anybody may read it now, as `shown` says; the call and its board are at hand."""
        return Card.objects.shown().filter(pk=self.pk).exists()
