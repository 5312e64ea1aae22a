"""How long the secretariat has had a proposal that waits to be screened; time with the applicant apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, DateTimeField, DurationField, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from projects.models import Project, ProjectQuerySet
from projects.states import AWAITS_ELIGIBILITY, RETURNS

_WAITS = Q(state__in=AWAITS_ELIGIBILITY) | Q(state__in=RETURNS, returned_from__in=AWAITS_ELIGIBILITY)


@dataclass(frozen=True)
class Clock:
    """Whole days so far, those that the call aims at (None: no aim), and whether the clock stands."""

    days: int
    target: int | None
    is_stopped: bool
    stopped_since: datetime | None
    due: datetime | None

    @property
    def left(self) -> int | None:
        """Whole days left until the aim; negative when it is missed."""
        return None if self.target is None else self.target - self.days

    @property
    def is_late(self) -> bool:
        return self.target is not None and self.days > self.target


def clock_of(project: Project, now: datetime | None = None) -> Clock | None:
    """The clock of a proposal that waits for its eligibility; None for any other. No query."""
    received = project.received_at
    waits = project.state in AWAITS_ELIGIBILITY or (
        project.state in RETURNS and project.returned_from in AWAITS_ELIGIBILITY
    )
    if received is None or not waits:
        return None
    at = now or timezone.now()
    until = min(project.away_since or at, at)
    spent = max(until - received - project.away_for, timedelta(0))
    target = project.call.screening_days
    is_stopped = project.away_since is not None
    due = None if target is None or is_stopped else received + project.away_for + timedelta(days=target)
    return Clock(spent.days, target, is_stopped, project.away_since, due)


def with_clock(projects: ProjectQuerySet, now: datetime | None = None) -> ProjectQuerySet:
    """With `spent` (a duration) and `screen_by` (a moment, None without an aim), both None once decided."""
    at = Value(now or timezone.now(), DateTimeField())
    received = Coalesce("step2_submitted_at", "first_submitted_at")
    until = Least(Coalesce("away_since", at), at)
    spent = ExpressionWrapper(until - received - F("away_for"), DurationField())
    aim = ExpressionWrapper(F("call__screening_days") * Value(timedelta(days=1)), DurationField())
    screen_by = ExpressionWrapper(received + F("away_for") + aim, DateTimeField())
    is_running = Q(state__in=AWAITS_ELIGIBILITY, call__screening_days__isnull=False)
    return projects.annotate(
        spent=Case(When(_WAITS, then=spent), output_field=DurationField()),
        screen_by=Case(When(is_running, then=screen_by), output_field=DateTimeField()),
    )
