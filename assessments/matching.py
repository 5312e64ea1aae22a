"""Who should assess what: a proposal of places by field of knowledge and load, with its reasons. No database.

The same facts always give the same answer. Nobody is proposed for what they have a conflict with, write, or
assess already, nobody who is away, and nobody beyond what was agreed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Candidate:
    """An assessor: fields of knowledge as primary keys, how much is taken of what was agreed."""

    key: int
    name: str
    objectives: frozenset[int]
    themes: frozenset[int]
    capacity: int
    taken: int
    is_away: bool = False


@dataclass(frozen=True)
class Wanted:
    """A proposal that wants so many more assessors; `barred` are those whom it cannot have."""

    key: int
    code: str
    objective: int | None
    theme: int | None
    missing: int
    barred: frozenset[int] = frozenset()
    hinted: frozenset[int] = frozenset()


class Fit(NamedTuple):
    """Why somebody suits a proposal; the smaller the better."""

    is_hinted: bool
    lacks_objective: bool
    lacks_theme: bool
    share: float
    taken: int
    name: str
    key: int


@dataclass(frozen=True)
class Pair:
    """One place proposed: who for what, and why."""

    wanted: Wanted
    candidate: Candidate
    knows_objective: bool
    knows_theme: bool
    taken_before: int


def ranked(
    wanted: Wanted, candidates: Sequence[Candidate], given: Mapping[int, int] | None = None
) -> list[Pair]:
    """Everybody who may take a place, the best first. `given` counts what was shared out since."""
    extra = given or {}
    able = [
        one
        for one in candidates
        if one.key not in wanted.barred
        and not one.is_away
        and one.taken + extra.get(one.key, 0) < one.capacity
    ]
    able.sort(key=lambda one: fit(wanted, one, extra.get(one.key, 0)))
    return [
        Pair(
            wanted,
            one,
            knows_objective=wanted.objective in one.objectives,
            knows_theme=wanted.theme in one.themes,
            taken_before=one.taken + extra.get(one.key, 0),
        )
        for one in able
    ]


def fit(wanted: Wanted, one: Candidate, given: int = 0) -> Fit:
    """How well somebody suits: no hint of a tie, then knowledge, then the lightest load, then the name."""
    taken = one.taken + given
    return Fit(
        one.key in wanted.hinted,
        wanted.objective not in one.objectives,
        wanted.theme not in one.themes,
        round(taken / one.capacity, 6) if one.capacity else 1.0,
        taken,
        one.name,
        one.key,
    )


def propose(proposals: Sequence[Wanted], candidates: Sequence[Candidate]) -> list[Pair]:
    """Places for all proposals: each gets its first assessor before any gets its second, and so on.

    In every turn those come first that fewest people know about, so that rare knowledge is not used up.
    """
    given: dict[int, int] = {}
    chosen: dict[int, list[Pair]] = {each.key: [] for each in proposals}
    rare = {
        each.key: sum(1 for pair in ranked(each, candidates) if pair.knows_objective) for each in proposals
    }
    order = sorted(proposals, key=lambda each: (rare[each.key], each.code, each.key))
    for turn in range(max((each.missing for each in proposals), default=0)):
        for each in order:
            if turn >= each.missing:
                continue
            known = {pair.candidate.key for pair in chosen[each.key]}
            best = next(
                (pair for pair in ranked(each, candidates, given) if pair.candidate.key not in known), None
            )
            if best is not None:
                chosen[each.key].append(best)
                given[best.candidate.key] = given.get(best.candidate.key, 0) + 1
    return [
        pair for each in sorted(proposals, key=lambda one: (one.code, one.key)) for pair in chosen[each.key]
    ]
