"""Ranks, ties, cumulated money and the line where it ends. Pure arithmetic on exact decimals, no database.

Rules:
- Proposals are ranked by score, the best first. Equal scores share a rank (1, 2, 3=, 3=, 5) until the
  committee orders them (`tie`), which gives each its own rank.
- What misses a threshold, has no score or waits for eligibility is shown apart and takes no money,
  unless it was approved all the same: what is granted counts first.
- A call's money lies in purses: one for each objective with an amount of its own, one for the rest.
- From a purse the granted ones are paid first, then the undecided ones in the order of their ranks, until
  the next one does not fit: there is the line. Nobody jumps over it. A tie that fits only in part stands
  at the line as a whole, because only the committee may order it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from assessments.states import Group, Place, Standing
from core.rounding import half_up2
from core.rounding import percentage as percent_of

NOTHING = Decimal(0)
GROUPS = {group: number for number, group in enumerate(Group)}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a ranking knows of one proposal. `asked` in EUR (None: not known, counts as nothing).

    `passes` is False when a threshold is missed; `tie` is the committee's order among equal scores;
    `reserve_rank` its rank on the reserve list.
    """

    key: int
    code: str
    objective: int | None
    score: Decimal | None
    passes: bool | None
    asked: Decimal | None
    standing: str
    is_eligible: bool
    assessments: int = 0
    spread: Decimal | None = None
    tie: int | None = None
    reserve_rank: int | None = None

    @property
    def group(self) -> Group:
        """The part of the ranking in which it stands."""
        if not self.is_eligible:
            return Group.WAITING
        if self.score is None:
            return Group.UNSCORED
        return Group.BELOW if self.passes is False else Group.RANKED

    @property
    def money(self) -> Decimal:
        """What it takes when it is paid."""
        return self.asked or NOTHING

    @property
    def counts(self) -> bool:
        """Whether its money counts: it was granted, or is ranked and may still be."""
        if self.standing == Standing.GRANTED:
            return True
        return self.standing == Standing.UNDECIDED and self.group == Group.RANKED


@dataclass(frozen=True)
class Budget:
    """The money of a call, and what of it is set aside for an objective (by primary key). EUR."""

    total: Decimal
    by_objective: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def rest(self) -> Decimal:
        """What is not set aside for one objective; never below zero."""
        return max(NOTHING, self.total - sum(self.by_objective.values(), NOTHING))

    def purse_of(self, objective: int | None) -> int | None:
        """The objective whose own amount pays; None for the common purse."""
        return objective if objective in self.by_objective else None


@dataclass(frozen=True)
class Ranked:
    """An entry in one list: the whole call, or one objective. `cumulated` runs over what counts."""

    entry: Entry
    position: int
    rank: int | None
    is_tied: bool
    cumulated: Decimal | None


@dataclass(frozen=True)
class Purse:
    """What becomes of one purse. `taken` goes to those above the line, `left` remains after them.

    `first_out` is the best-ranked proposal that the money does not reach, `at_line` the tie that it reaches
    only in part, `last_in` the last one above the line; keys of entries. `objective` None: the common purse.
    """

    objective: int | None
    amount: Decimal
    granted: Decimal
    taken: Decimal
    left: Decimal
    number_granted: int
    number_in: int
    number_out: int
    last_in: int | None
    first_out: int | None
    at_line: tuple[int, ...]

    @property
    def is_overdrawn(self) -> bool:
        """Whether more was granted than there is."""
        return self.left < 0


@dataclass(frozen=True)
class Board:
    """A ranking: the rows of the whole call, each one's place within its objective, and the purses."""

    rows: tuple[Ranked, ...]
    within: Mapping[int, Ranked]
    places: Mapping[int, Place]
    purses: tuple[Purse, ...]

    @property
    def reached(self) -> frozenset[int]:
        """The keys of those with money: granted before, or above the line now."""
        return frozenset(key for key, place in self.places.items() if place in {Place.IN, Place.GRANTED})

    @property
    def left(self) -> Decimal:
        """What remains in all purses together."""
        return sum((purse.left for purse in self.purses), NOTHING)


def reckon(entries: Iterable[Entry], budget: Budget) -> Board:
    """The ranking of these proposals against this money."""
    known = list(entries)
    ties = settled(known)
    ordered = sorted(known, key=lambda entry: _order(entry, ties))
    places: dict[int, Place] = {}
    purses = [
        _pay(purse, amount, _of_purse(ordered, budget, purse), ties, places) for purse, amount in _all(budget)
    ]
    within: dict[int, Ranked] = {}
    by_objective: dict[int | None, list[Entry]] = {}
    for entry in ordered:
        by_objective.setdefault(entry.objective, []).append(entry)
    for some in by_objective.values():
        within.update((row.entry.key, row) for row in _listed(some, ties))
    return Board(tuple(_listed(ordered, ties)), within, places, tuple(purses))


def settled(entries: Iterable[Entry]) -> dict[int, int]:
    """The committee's order by key, of those ties in which every proposal has its own place."""
    by_score: dict[Decimal, list[Entry]] = {}
    for entry in entries:
        if entry.group == Group.RANKED and entry.score is not None:
            by_score.setdefault(entry.score, []).append(entry)
    found: dict[int, int] = {}
    for tied in by_score.values():
        order = {entry.key: entry.tie for entry in tied if entry.tie is not None}
        if len(order) == len(tied) == len(set(order.values())):
            found |= order
    return found


def _listed(ordered: Sequence[Entry], ties: Mapping[int, int]) -> list[Ranked]:
    """Entries in their order with positions, ranks and running sums."""
    rows: list[Ranked] = []
    total, before = NOTHING, 0
    for group, some in groupby(ordered, key=lambda entry: entry.group):
        for tied in _ties(some, ties) if group == Group.RANKED else ([entry] for entry in some):
            rank = before + 1 if group == Group.RANKED else None
            for entry in tied:
                total += entry.money if entry.counts else NOTHING
                cumulated = total if entry.counts else None
                rows.append(Ranked(entry, len(rows) + 1, rank, len(tied) > 1, cumulated))
            before += len(tied)
    return rows


def percentage(score: Decimal | None, most: Decimal) -> Decimal | None:
    """A score as percent of the most that can be reached, rounded half up; None without a score."""
    return half_up2(percent_of(score, most)) if score is not None and most else None


def _order(entry: Entry, ties: Mapping[int, int]) -> tuple[int, Decimal, int, str, int]:
    """Group, best score, the committee's order; then the number, only to keep pages still."""
    return (
        GROUPS[entry.group],
        -(entry.score or NOTHING),
        ties.get(entry.key, 0),
        entry.code,
        entry.key,
    )


def _ties(ordered: Iterable[Entry], ties: Mapping[int, int]) -> Iterator[list[Entry]]:
    """Runs of entries that share a rank."""
    for _key, tied in groupby(ordered, key=lambda entry: (entry.score, ties.get(entry.key))):
        yield list(tied)


def _all(budget: Budget) -> list[tuple[int | None, Decimal]]:
    return [*budget.by_objective.items(), (None, budget.rest)]


def _of_purse(ordered: Sequence[Entry], budget: Budget, purse: int | None) -> list[Entry]:
    return [entry for entry in ordered if entry.counts and budget.purse_of(entry.objective) == purse]


def _pay(
    purse: int | None,
    amount: Decimal,
    paid: Sequence[Entry],
    ties: Mapping[int, int],
    places: dict[int, Place],
) -> Purse:
    """Pay from one purse; notes in `places` who is reached."""
    granted = [entry for entry in paid if entry.standing == Standing.GRANTED]
    places.update((entry.key, Place.GRANTED) for entry in granted)
    given = _sum(granted)
    left, inside, outside, at_line = amount - given, list[Entry](), list[Entry](), tuple[int, ...]()
    for tied in _ties((entry for entry in paid if entry.standing != Standing.GRANTED), ties):
        if not outside and _sum(tied) <= left:
            inside += tied
            left -= _sum(tied)
            continue
        if not outside and len(tied) > 1 and min(entry.money for entry in tied) <= left:
            at_line = tuple(entry.key for entry in tied)
        outside += tied
    places.update((entry.key, Place.IN) for entry in inside)
    places.update((entry.key, Place.AT_LINE if entry.key in at_line else Place.OUT) for entry in outside)
    return Purse(
        objective=purse,
        amount=amount,
        granted=given,
        taken=_sum(inside),
        left=left,
        number_granted=len(granted),
        number_in=len(inside),
        number_out=len(outside),
        last_in=inside[-1].key if inside else None,
        first_out=outside[0].key if outside else None,
        at_line=at_line,
    )


def _sum(entries: Iterable[Entry]) -> Decimal:
    return sum((entry.money for entry in entries), NOTHING)
