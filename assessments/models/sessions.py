"""Sessions of a monitoring committee: agenda, attendance and votes."""

from __future__ import annotations

import uuid
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from assessments.models.committee import Delegation
from assessments.states import Majority, Outcome, Position, SessionKind, SessionState
from calls.models import Call
from programmes.models import Programme
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED, Role
from projects.models import Project, Version

TITLE_LENGTH = 200


class SessionQuerySet(models.QuerySet["Session"]):
    """Named sets of sessions; every page starts from one that names the person."""

    def visible_to(self, user: User | AnonymousUser) -> SessionQuerySet:
        """Those of the person's programmes; committee members see them once convened."""
        prepares = programmes_where(user, SEES_ALL_SUBMITTED - {Role.COMMITTEE})
        sits = programmes_where(user, {Role.COMMITTEE})
        told = Q(programme__in=sits) & ~Q(convened_at=None)
        return self.filter(Q(programme__in=prepares) | told)

    def kept_by(self, user: User | AnonymousUser) -> SessionQuerySet:
        """Those that the person prepares, leads and writes the minutes of."""
        return self.filter(programme__in=programmes_where(user, SECRETARIAT))

    def for_list(self) -> SessionQuerySet:
        """With programme and call; the newest first."""
        return self.select_related("programme", "call").order_by("-starts_at", "-pk")


class Session(models.Model):
    """A meeting, or a written procedure: what is on its agenda, by which rules, and how far it is.

    `starts_at` is when the meeting begins or the procedure opens; `deadline` ends a written procedure, to
    the second. `papers` are the facts of the papers, frozen when the members are told.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sessions")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=8, choices=SessionKind, default=SessionKind.MEETING)
    title = models.CharField(max_length=TITLE_LENGTH)
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PLANNED)
    starts_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True, help_text="of a written procedure")
    time_zone = models.CharField(max_length=40, default="Europe/Brussels")
    place = models.CharField(max_length=200, blank=True)
    is_online = models.BooleanField(default=False)
    link = models.URLField(max_length=300, blank=True)
    quorum_percent = models.PositiveSmallIntegerField(default=50)
    majority = models.CharField(max_length=10, choices=Majority, default=Majority.CONSENSUS)
    silence_is_consent = models.BooleanField(default=True)
    papers = models.JSONField(default=dict, blank=True)
    minutes = models.JSONField(default=dict, blank=True, help_text="their facts, frozen when agreed")
    opening_text = models.TextField(blank=True)
    closing_text = models.TextField(blank=True)
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="one form, one session")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    convened_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SessionState.values), name="session_state_known"),
            models.CheckConstraint(condition=Q(majority__in=Majority.values), name="session_majority_known"),
            models.CheckConstraint(condition=Q(quorum_percent__lte=100), name="session_quorum_0_to_100"),
            models.CheckConstraint(
                condition=Q(kind=SessionKind.MEETING)
                | Q(deadline__isnull=False, deadline__gt=models.F("starts_at")),
                name="session_written_has_deadline",
            ),
        ]
        indexes = [models.Index(fields=["programme", "-starts_at"], name="session_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def chain(self) -> str:
        """The name of this session's trail, and what its mails and documents are about."""
        return f"session:{self.uid}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_written(self) -> bool:
        return self.kind == SessionKind.WRITTEN

    @property
    def was_missed(self) -> bool:
        """Whether a written procedure reached its deadline without the vote ever being opened."""
        is_over = self.deadline is not None and self.deadline <= timezone.now()
        return self.is_written and is_over and self.state == SessionState.CONVENED


class Attendance(models.Model):
    """A delegation that belongs to a session since it was convened, and whether it is there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="attendances")
    has_vote = models.BooleanField()
    is_present = models.BooleanField(default=False)
    people = models.CharField(max_length=300, blank=True, help_text="who spoke for it, as in the minutes")

    class Meta:
        ordering = ["session", "delegation__position", "delegation__pk"]
        constraints = [models.UniqueConstraint(fields=["session", "delegation"], name="attendance_once")]


class AgendaItem(models.Model):
    """A proposal on its named version, or another point with a title of its own.

    Votes may be changed until the item is closed. `minutes_text` is what the minutes say beside the result.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="items")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    motion = models.CharField(max_length=24, choices=Outcome, blank=True, help_text="what the vote is about")
    text = models.TextField(blank=True)
    minutes_text = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["session", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "project"],
                condition=Q(project__isnull=False),
                name="agenda_project_once",
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=False) | ~Q(title=""), name="agenda_item_is_about_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.project) if self.project else self.title


class Vote(models.Model):
    """What a delegation says on an item. What it said before is in the session's trail."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="votes")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="votes")
    position = models.CharField(max_length=7, choices=Position)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)
    is_recorded = models.BooleanField(default=False, help_text="by the secretariat, in the meeting")

    class Meta:
        ordering = ["item", "delegation__position", "delegation__pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "delegation"], name="vote_once"),
            models.CheckConstraint(condition=Q(position__in=Position.values), name="vote_position_known"),
        ]
