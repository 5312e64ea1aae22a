"""What if: changes to a ranking that touch no data, as pairs of key and value that an address can carry.

- `drop=VLNED-01-00012`: the proposal is left out
- `cut=VLNED-01-00012:10%` or `cut=VLNED-01-00012:50000.00`: it gets that much less than it asks
- `move=1-RSO1.1>2-RSO2.1:100000.00`: money of one objective goes to another; `-` is the common purse
- `budget=12000000.00`: the call has that much money
- `weight=relevance:3`: a criterion counts that much

Whatever can't be read is left out. Pure, without a database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assessments.arithmetic import Measure, figures
from assessments.ranking.reckoning import NOTHING, Board, Budget, Entry
from core.rounding import down2

MOST = 200  # changes of one scenario
LONGEST = 120  # characters of a value
HEAVIEST = 100
COMMON = "-"
AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
PERCENT = re.compile(r"(?:100|[0-9]{1,2})(?:\.[0-9]{1,2})?%")
MOVE = re.compile(r"([^>]+)>([^>:]+):([0-9.]+)")
Sheets = Mapping[int, Sequence[Mapping[int, int | None]]]


@dataclass(frozen=True)
class Move:
    """Money from one purse to another, by the objectives' names in addresses."""

    source: str
    target: str
    amount: Decimal


@dataclass(frozen=True)
class Changes:
    """What is supposed. `cuts` by code: a text such as "10%" or "50000.00"; `weights` by criterion's key."""

    dropped: frozenset[str] = frozenset()
    cuts: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    budget: Decimal | None = None
    weights: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """The changes as an address has them, in one order."""
        found = [("budget", str(self.budget))] if self.budget is not None else []
        found += [("move", f"{move.source}>{move.target}:{move.amount}") for move in self.moves]
        found += [("weight", f"{key}:{weight}") for key, weight in sorted(self.weights.items())]
        found += [("drop", code) for code in sorted(self.dropped)]
        return found + [("cut", f"{code}:{cut}") for code, cut in sorted(self.cuts.items())]


def read_changes(pairs: Iterable[tuple[str, str]]) -> Changes:
    """The changes that these pairs mean; of two about the same thing the last counts."""
    dropped, cuts, moves, weights = set[str](), dict[str, str](), list[Move](), dict[str, int]()
    budget: Decimal | None = None
    known = [pair for pair in pairs if pair[0] in {"drop", "cut", "move", "budget", "weight"}]
    for key, value in known[:MOST]:
        text = value.strip()[:LONGEST]
        head, _colon, tail = text.rpartition(":")
        if key == "drop" and text:
            dropped.add(text)
        elif key == "cut" and head and (PERCENT.fullmatch(tail) or AMOUNT.fullmatch(tail)):
            cuts[head] = tail
        elif key == "budget" and AMOUNT.fullmatch(text):
            budget = Decimal(text)
        elif key == "weight" and head and re.fullmatch(r"[0-9]{1,3}", tail) and int(tail) <= HEAVIEST:
            weights[head] = int(tail)
        elif key == "move" and (move := _move(text)):
            moves.append(move)
    return Changes(frozenset(dropped), cuts, tuple(moves), budget, weights)


def suppose_entries(entries: Iterable[Entry], changes: Changes) -> list[Entry]:
    """The proposals that are left, each asking what it would get."""
    return [
        _cut(entry, changes.cuts.get(entry.code)) for entry in entries if entry.code not in changes.dropped
    ]


def suppose_budget(budget: Budget, changes: Changes, objectives: Mapping[str, int]) -> Budget:
    """The money as it would lie. No purse gives more than it has; `objectives`: primary keys by name."""
    total = budget.total if changes.budget is None else changes.budget
    purses = dict(budget.by_objective)
    for move in changes.moves:
        source, target = objectives.get(move.source), objectives.get(move.target)
        if (source is None) == (target is None) and source == target:
            continue
        if (source is None and move.source != COMMON) or (target is None and move.target != COMMON):
            continue
        held = Budget(total, purses).rest if source is None else purses.get(source, NOTHING)
        amount = min(move.amount, held)
        if source is not None and source in purses:
            purses[source] -= amount
        if target is not None and amount:
            purses[target] = purses.get(target, NOTHING) + amount
    return Budget(total, purses)


def suppose_scores(entries: Iterable[Entry], measure: Measure, sheets: Sheets) -> list[Entry]:
    """The proposals with the totals of other weights; an order of a tie is void when a total changed."""
    changed = []
    for entry in entries:
        found = figures(sheets.get(entry.key, []), measure)
        changed.append(
            replace(
                entry,
                score=found.total,
                passes=found.meets,
                tie=entry.tie if found.total == entry.score else None,
            )
        )
    return changed


@dataclass(frozen=True)
class Difference:
    """What a scenario changes: keys of those who get in and who fall out, and the money left in all."""

    gets_in: tuple[int, ...]
    falls_out: tuple[int, ...]
    left_before: Decimal
    left: Decimal


def difference(real: Board, other: Board) -> Difference:
    """From the real ranking to the supposed one, in the order of the ranks there."""
    return Difference(
        gets_in=tuple(row.entry.key for row in other.rows if row.entry.key in other.reached - real.reached),
        falls_out=tuple(row.entry.key for row in real.rows if row.entry.key in real.reached - other.reached),
        left_before=real.left,
        left=other.left,
    )


def _cut(entry: Entry, cut: str | None) -> Entry:
    """The entry asking less, never less than nothing; a percentage is cut to the cent in its favour."""
    if cut is None or entry.asked is None:
        return entry
    less = down2(entry.asked * Decimal(cut[:-1]) / 100) if cut.endswith("%") else Decimal(cut)
    return replace(entry, asked=max(NOTHING, entry.asked - less))


def _move(text: str) -> Move | None:
    found = MOVE.fullmatch(text)
    if found is None or not AMOUNT.fullmatch(found[3]):
        return None
    return Move(found[1].strip(), found[2].strip(), Decimal(found[3]))
