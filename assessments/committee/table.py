"""A session as its page, its papers and its minutes show it: every item with votes, result and decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Prefetch, QuerySet

from assessments.committee import recusals
from assessments.committee.tally import Tally, Voice, tally_of
from assessments.models import AgendaItem, Attendance, Decision, PendingDecision, Session, Vote
from assessments.states import Position


@dataclass(frozen=True)
class Seat:
    """One delegation on one item: what it said, or why it says nothing."""

    attendance: Attendance
    vote: Vote | None
    is_recused: bool

    @property
    def position(self) -> str:
        if self.is_recused:
            return Position.RECUSED
        return self.vote.position if self.vote else ""

    @property
    def label(self) -> str:
        """The position in words; blank while nothing was said."""
        return str(Position(self.position).label) if self.position else ""

    @property
    def is_silent(self) -> bool:
        """Whether consent was given by silence."""
        vote = self.vote
        return vote is not None and vote.by_id is None and vote.position == Position.FOR


@dataclass(frozen=True, eq=False)
class ItemRow:
    """An item with all that was said on it. `number` is its place among those that the reader may see."""

    number: int
    item: AgendaItem
    seats: tuple[Seat, ...]
    tally: Tally | None
    pending: PendingDecision | None
    decision: Decision | None

    @property
    def eu_asked(self) -> Decimal | None:
        """The European money asked in the version of the item, in EUR."""
        asked = getattr(self.item, "eu_asked", None)
        return None if asked is None else Decimal(str(asked))

    @property
    def is_closed(self) -> bool:
        return self.item.closed_at is not None


def with_facts(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Items with their proposals, votes and decisions, in the order of the agenda; three statements."""
    decisions = Decision.objects.standing().select_related("decided_by")
    return (
        items.select_related("project__call", "project__objective", "version", "version__quality", "pending")
        .defer("version__data")
        .annotate(eu_asked=F("version__data__totals__eu_funding"))
        .prefetch_related(
            Prefetch("votes", Vote.objects.select_related("by")), Prefetch("decisions", decisions)
        )
        .order_by("position", "pk")
    )


def rows_of(session: Session, items: QuerySet[AgendaItem]) -> list[ItemRow]:
    """The items that the reader may see, each with seats, result and decision."""
    attendances = attendances_of(session)
    recused = recusals.of(session)
    return [
        row_of(session, item, attendances, recused, number=number)
        for number, item in enumerate(with_facts(items), start=1)
    ]


def attendances_of(session: Session) -> list[Attendance]:
    """The delegations of the session, in the order of the table."""
    return list(session.attendances.select_related("delegation"))


def row_of(
    session: Session,
    item: AgendaItem,
    attendances: Iterable[Attendance],
    recused: recusals.Recusals,
    *,
    number: int,
) -> ItemRow:
    """One item; its votes and decisions are fetched."""
    votes = {vote.delegation_id: vote for vote in item.votes.all()}
    seats = tuple(
        Seat(
            attendance,
            votes.get(attendance.delegation_id),
            is_recused=item.closed_at is None and (item.project_id, attendance.delegation_id) in recused,
        )
        for attendance in attendances
        if attendance.has_vote
    )
    standing = list(item.decisions.all())
    return ItemRow(
        number=number,
        item=item,
        seats=seats,
        tally=tally_on(session, seats) if item.project_id and seats else None,
        pending=getattr(item, "pending", None),
        decision=standing[0] if standing else None,
    )


def tally_on(session: Session, seats: Iterable[Seat]) -> Tally:
    """The result on an item by the rules of its session.

    In a meeting who is there takes part; in a written procedure who votes, and by silence everybody else.
    """
    voices = [
        Voice(
            position=seat.position,
            is_present=seat.attendance.is_present if not session.is_written else session.silence_is_consent,
            is_recused=seat.is_recused,
            is_silent=session.is_written and seat.is_silent,
        )
        for seat in seats
    ]
    return tally_of(voices, quorum_percent=session.quorum_percent, majority=session.majority)
