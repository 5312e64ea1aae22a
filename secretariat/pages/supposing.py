"""What the what-if pages show: changes in words, rows as they are and would be, scenarios side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.ranking.names import address_name
from assessments.ranking.reckoning import Board
from assessments.ranking.scenarios import Supposed
from assessments.ranking.supposing import COMMON, Changes, difference
from assessments.states import Place
from calls.models import Criterion
from core import money
from programmes.models import SpecificObjective
from projects.models import Project
from secretariat.pages.ranking import Part

LISTED = 50  # of those who get in or fall out; the numbers are told in full


@dataclass(frozen=True)
class Change:
    """One change in words, and the query of this page without it."""

    words: str
    without: str


@dataclass(frozen=True)
class Moved:
    """A row of the supposed ranking beside what it really is. `change` is "in", "out" or ""."""

    shown: Any
    was_rank: str
    was_asked: Decimal | None
    change: str
    cut: str


@dataclass(frozen=True)
class Column:
    """One scenario beside others: who gets in and who falls out against the real ranking, money left."""

    name: str
    query: str
    number_in: int
    left: Decimal
    gets_in: tuple[Project, ...]
    falls_out: tuple[Project, ...]
    number_gets_in: int
    number_falls_out: int
    purses: tuple[tuple[str, Decimal, int, Decimal], ...]


def by_name(objectives: Iterable[SpecificObjective]) -> dict[str, SpecificObjective]:
    """Objectives by their names in addresses."""
    return {address_name(objective): objective for objective in objectives}


def query_of(changes: Changes, step: int = 2, **more: str) -> str:
    """The address' query for these changes."""
    pairs = [*changes.pairs(), *more.items()]
    return urlencode([("step", "1"), *pairs] if step == 1 else pairs)


def in_words(
    changes: Changes,
    supposed: Supposed,
    criteria: Sequence[Criterion],
    objectives: Mapping[str, SpecificObjective],
    step: int,
) -> list[Change]:
    """The changes as a reader says them; those of proposals that the person doesn't see are left out."""
    codes = {entry.code for entry in supposed.entries}
    titles = {criterion.key: str(criterion.title) for criterion in criteria}
    pairs = changes.pairs()
    found = []
    for pair in pairs:
        words = _words(pair, codes, titles, objectives)
        if words:
            others = [other for other in pairs if other is not pair]
            found.append(Change(words, urlencode([("step", "1"), *others] if step == 1 else others)))
    return found


def moved(parts: Iterable[Part], supposed: Supposed, changes: Changes) -> list[tuple[Part, list[Moved]]]:
    """Each part of the page with its rows as they were and would be."""
    before = {row.entry.key: row for row in supposed.real.rows}
    return [
        (part, [_moved(shown, before[shown.row.project_id], supposed, changes) for shown in part.rows])
        for part in parts
    ]


def column(
    name: str, query: str, supposed: Supposed, board: Board, objectives: Mapping[int, SpecificObjective]
) -> Column:
    """A ranking beside others; one query for the projects that it names."""
    found = difference(supposed.real, board)
    named = Project.objects.in_bulk([*found.gets_in[:LISTED], *found.falls_out[:LISTED]])
    return Column(
        name=name,
        query=query,
        number_in=len(board.reached),
        left=board.left,
        gets_in=tuple(named[key] for key in found.gets_in[:LISTED]),
        falls_out=tuple(named[key] for key in found.falls_out[:LISTED]),
        number_gets_in=len(found.gets_in),
        number_falls_out=len(found.falls_out),
        purses=tuple(
            (
                objectives[purse.objective].code if purse.objective and purse.objective in objectives else "",
                purse.amount,
                purse.number_in + purse.number_granted,
                purse.left,
            )
            for purse in board.purses
        ),
    )


def _moved(shown: Any, was: Any, supposed: Supposed, changes: Changes) -> Moved:
    key = shown.row.project_id
    before, now = key in supposed.real.reached, key in supposed.board.reached
    rank = "" if was.rank is None else f"{was.rank}=" if was.is_tied else str(was.rank)
    change = "in" if now and not before else "out" if before and not now else ""
    if shown.row.place == Place.AT_LINE and before:
        change = "out"
    return Moved(shown, rank, was.entry.asked, change, _typed(changes.cuts.get(was.entry.code, "")))


def _typed(cut: str) -> str:
    """A cut as people type it in their language."""
    sign = "," if (get_language() or "en")[:2] in {"nl", "fr"} else "."
    return cut.replace(".", sign)


def _words(
    pair: tuple[str, str],
    codes: set[str],
    titles: Mapping[str, str],
    objectives: Mapping[str, SpecificObjective],
) -> str:
    key, value = pair
    head, _colon, tail = value.rpartition(":")
    language = (get_language() or "en")[:2]
    if key == "budget":
        return _("The call has %(amount)s.") % {"amount": money.eur(Decimal(value), language)}
    if key == "drop":
        return _("%(code)s is left out.") % {"code": value} if value in codes else ""
    if key == "weight":
        told = _("“%(criterion)s” has the weight %(weight)s.")
        return told % {"criterion": titles[head], "weight": tail} if head in titles else ""
    if key == "cut":
        less = (
            money.percent(Decimal(tail[:-1]), language)
            if tail.endswith("%")
            else money.eur(Decimal(tail), language)
        )
        return _("%(code)s gets %(less)s less.") % {"code": head, "less": less} if head in codes else ""
    source, _arrow, target = head.partition(">")
    named = {
        name: (_("what is not set aside") if name == COMMON else objectives[name].code)
        for name in (source, target)
        if name == COMMON or name in objectives
    }
    if len(named) < 2:
        return ""
    return _("%(amount)s moves from %(source)s to %(target)s.") % {
        "amount": money.eur(Decimal(tail), language),
        "source": named[source],
        "target": named[target],
    }
