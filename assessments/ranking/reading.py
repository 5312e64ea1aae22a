"""The ranking as one person may read it.

What is closed to the person (a declared conflict of interest) is left out before ranks and sums are reckoned,
so that neither a gap in the ranks nor a difference of sums tells anything about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from accounts.models import User
from assessments.models import RankedProposal, Ranking
from assessments.ranking.facts import budget_of
from assessments.ranking.keeping import current, purse_from, rows_of, stored_entries
from assessments.ranking.reckoning import Board, Purse, reckon
from assessments.ranking.sums import ObjectiveSum, sum_from, sums_of
from calls.models import Call
from projects.models import Project

OWN = [field.name for field in RankedProposal._meta.concrete_fields]


@dataclass(frozen=True)
class Reading:
    """A ranking for one person. `board` is set when it was reckoned for this person alone."""

    ranking: Ranking
    board: Board | None = None

    @property
    def is_partial(self) -> bool:
        """Whether something is left out because it is closed to the person."""
        return self.board is not None

    @cached_property
    def purses(self) -> tuple[Purse, ...]:
        """What becomes of the money."""
        if self.board is not None:
            return self.board.purses
        return tuple(purse_from(data) for data in self.ranking.purses)

    @cached_property
    def sums(self) -> tuple[ObjectiveSum, ...]:
        """What each objective's proposals ask, and what is proposed for them."""
        if self.board is not None:
            return tuple(sums_of(self.board))
        return tuple(sum_from(data) for data in self.ranking.sums)

    @cached_property
    def rows(self) -> list[RankedProposal]:
        """All rows with their projects, for what is not shown page by page; one query."""
        if self.board is None:
            return list(for_list(self.ranking.proposals.all()))
        return with_projects(rows_of(self.ranking, self.board))


def read(call: Call, user: User, step: int = 2) -> Reading:
    """The ranking as the person may read it; two queries, or some more when something is closed."""
    ranking = current(call, step)
    closed = closed_to(user, call)
    if not closed:
        return Reading(ranking)
    entries = [entry for entry in stored_entries(ranking) if entry.key not in closed]
    return Reading(ranking, reckon(entries, budget_of(call)))


def closed_to(user: User, call: Call) -> frozenset[int]:
    """The proposals of the call (primary keys) that the person may not see; one query."""
    closed = Project.objects.filter(call=call, first_submitted_at__isnull=False).closed_to(user)
    return frozenset(closed.values_list("pk", flat=True))


def for_list(rows: QuerySet[RankedProposal]) -> QuerySet[RankedProposal]:
    """With the project that lists show."""
    shown = ("code", "acronym", "uid", "state")
    known = rows.select_related("project").order_by("position")
    return known.defer(None).only(*OWN, *(f"project__{name}" for name in shown))


def with_projects(rows: list[RankedProposal]) -> list[RankedProposal]:
    """Rows that are not stored, each with its project; one query."""
    projects = Project.objects.in_bulk([row.project_id for row in rows])
    for row in rows:
        row.project = projects[row.project_id]
    return rows
