"""How much of a call each assessor has, has done and was agreed to take, and what each one knows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment, Expertise
from assessments.models.assigning import CAPACITY
from calls.models import Call
from calls.permissions import people_of
from programmes.states import Role


@dataclass(frozen=True)
class Load:
    """One assessor in one call: places taken, of them finished and late, against what was agreed."""

    user: User
    capacity: int = CAPACITY
    taken: int = 0
    finished: int = 0
    late: int = 0
    undeclared: int = 0
    next_due: datetime.date | None = None
    last_finished: datetime.datetime | None = None
    objectives: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    away_from: datetime.date | None = None
    away_to: datetime.date | None = None
    named: tuple[str, ...] = field(default=(), compare=False)

    @property
    def open(self) -> int:
        return self.taken - self.finished

    @property
    def room(self) -> int:
        """How many more fit into what was agreed."""
        return max(self.capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        return self.taken >= self.capacity

    def is_away(self, on: datetime.date) -> bool:
        return (
            self.away_from is not None and self.away_to is not None and self.away_from <= on <= self.away_to
        )


def assessors_of(call: Call) -> QuerySet[User]:
    """The people with an open account who assess for the call: its own people, or those of its programme."""
    return people_of(call, {Role.ASSESSOR}).order_by("name", "pk")


def loads(call: Call) -> list[Load]:
    """Every assessor of the programme with the load in this call, by name. Five queries, however many."""
    return _loads(call, list(assessors_of(call)))


def load_of(assessor: User, call: Call) -> Load:
    """The load of one assessor in a call."""
    return _loads(call, [assessor])[0]


def _loads(call: Call, people: Sequence[User]) -> list[Load]:
    today = timezone.localdate()
    mine = Assessment.objects.filter(project__call=call, assessor__in=people).taking_part()
    is_open = Q(finished_at__isnull=True)
    counted: dict[int, Mapping[str, Any]] = {
        row["assessor"]: row
        for row in mine.order_by()
        .values("assessor")
        .annotate(
            taken=Count("pk"),
            finished=Count("pk", filter=~is_open),
            late=Count("pk", filter=is_open & Q(due__lt=today)),
            next_due=Min("due", filter=is_open),
            last_finished=Max("finished_at"),
        )
    }
    undeclared = {
        row["assessor"]: row["number"]
        for row in mine.undeclared().order_by().values("assessor").annotate(number=Count("pk"))
    }
    known = {one.user_id: one for one in knowledge(call, people)}
    return [
        _load(user, counted.get(user.pk, {}), undeclared.get(user.pk, 0), known.get(user.pk))
        for user in people
    ]


def knowledge(call: Call, people: Iterable[User]) -> QuerySet[Expertise]:
    """What these people know in the programme of the call."""
    programme = call.programme_period.programme_id
    rows = Expertise.objects.filter(programme=programme, user__in=list(people))
    return rows.prefetch_related("objectives", "themes")


def _load(user: User, counted: Mapping[str, Any], undeclared: int, known: Expertise | None) -> Load:
    numbers = {key: value for key, value in counted.items() if key != "assessor"}
    if known is None:
        return Load(user, undeclared=undeclared, **numbers)
    objectives, themes = list(known.objectives.all()), list(known.themes.all())
    return Load(
        user,
        undeclared=undeclared,
        capacity=known.capacity,
        objectives=frozenset(one.pk for one in objectives),
        themes=frozenset(one.pk for one in themes),
        away_from=known.away_from,
        away_to=known.away_to,
        named=(*(one.code for one in objectives), *(str(one.title) for one in themes)),
        **numbers,
    )
