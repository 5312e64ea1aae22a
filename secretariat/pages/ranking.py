"""What pages about a ranking show: rows in parts, the line where the money ends, and the money in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from assessments.models import RankedProposal
from assessments.ranking.reading import Reading, for_list
from assessments.ranking.reckoning import Purse
from assessments.states import Group
from calls.models import Call
from calls.permissions import calls_for
from core import money
from core.sheets import Cell
from programmes.models import SpecificObjective
from programmes.states import SEES_ALL_SUBMITTED
from secretariat.filters.ranking import RankingFilter
from secretariat.pages.tables import Table

PAGE = 50


@dataclass(frozen=True)
class Line:
    """The money of one purse for the page: figures, the story in a sentence, and where its line lies."""

    purse: Purse
    objective: SpecificObjective | None
    words: str
    first_out: RankedProposal | None


@dataclass(frozen=True)
class Shown:
    """A row as it is listed: its rank in this list, and whether the line runs above it."""

    row: RankedProposal
    rank: str
    cumulated: Any
    line: Line | None


@dataclass(frozen=True)
class Part:
    """Rows of one group under its heading; the first group of a list needs none."""

    group: str
    label: str
    rows: tuple[Shown, ...]


def my_ranked_call(request: HttpRequest, code: str) -> Call:
    """A call whose proposals the person may read, with its programme; 404 for others."""
    mine = calls_for(signed_in_user(request), SEES_ALL_SUBMITTED)
    return get_object_or_404(mine.with_programme(), code=code)


def step_in(request: HttpRequest, call: Call) -> int:
    """The step of the call that the address asks for."""
    return 1 if call.is_two_step and request.GET.get("step") == "1" else 2


def page_of(request: HttpRequest, reading: Reading, narrowed: RankingFilter) -> Page[Any]:
    """The rows of one page, at most 50, with their projects."""
    rows: Any
    if reading.is_partial:
        rows = narrowed.pick(reading.rows)
    else:
        rows = for_list(reading.ranking.proposals.all())
        rows = narrowed.narrow(rows)
    pages = Paginator(rows, PAGE)
    if not reading.is_partial and not narrowed.is_narrowed and narrowed.chosen is None:
        pages.__dict__["count"] = sum(reading.ranking.counts.values())  # known, so not counted again
    return pages.get_page(request.GET.get("page"))


def parts_of(rows: Iterable[RankedProposal], narrowed: RankingFilter, lines: Sequence[Line]) -> list[Part]:
    """The rows in parts by group (in one part when they are not in the order of ranks)."""
    by_rank = narrowed.order == "position"
    marks = {line.purse.first_out: line for line in _drawn(lines, narrowed) if by_rank}
    shown = [_shown(row, narrowed.chosen is not None, marks) for row in rows]
    if not by_rank:
        return [Part("", "", tuple(shown))]
    labels = dict(Group.choices)
    return [
        Part(group, str(labels[group]), tuple(some))
        for group, some in groupby(shown, lambda each: each.row.group)
    ]


def lines_of(call: Call, reading: Reading, objectives: Iterable[SpecificObjective]) -> list[Line]:
    """What becomes of each purse, those without a cent and without proposals left out; one query at most."""
    by_key = {objective.pk: objective for objective in objectives}
    wanted = {key for purse in reading.purses for key in (purse.last_in, purse.first_out) if key}
    if reading.is_partial:
        found = [row for row in reading.rows if row.project_id in wanted]
    else:
        found = list(reading.ranking.proposals.filter(project__in=wanted).select_related("project"))
    rows = {row.project_id: row for row in found}
    return [
        Line(
            purse,
            by_key.get(purse.objective or 0),
            _words(purse, rows),
            rows.get(purse.first_out or 0),
        )
        for purse in reading.purses
        if purse.objective or purse.amount or purse.number_in or purse.number_out or purse.number_granted
    ]


def line_page(line: Line, narrowed: RankingFilter) -> int:
    """The number of the page on which the line is drawn."""
    if line.first_out is None:
        return 1
    at = line.first_out.objective_position if narrowed.chosen else line.first_out.position
    return (at - 1) // PAGE + 1


def sheet_of(call: Call, rows: Sequence[RankedProposal], narrowed: RankingFilter) -> Table:
    """The ranking as a table to take along."""
    codes = {objective.pk: objective.code for objective in narrowed.objectives}
    head = (
        *(_("Rank"), _("Number"), _("Acronym"), _("Specific objective"), _("Part"), _("Score"), _("Percent")),
        *(_("Threshold"), _("Assessments"), _("Spread"), _("EU money asked for"), _("Added up"), _("Money")),
        _("State"),
        _("Rank on the reserve list"),
    )
    met = {True: _("met"), False: _("missed"), None: ""}
    cells: list[list[Cell]] = []
    for row in rows:
        shown = _shown(row, narrowed.chosen is not None, {})
        cells.append(
            [
                shown.rank,
                row.project.code or "",
                row.project.acronym,
                codes.get(row.objective_id or 0, ""),
                str(row.get_group_display()),
                row.score,
                row.percentage,
                met[row.passes],
                row.assessments,
                row.spread,
                row.asked,
                shown.cumulated,
                str(row.get_place_display()),
                str(row.project.get_state_display()),
                row.reserve_rank,
            ]
        )
    return Table(str(call.title), head, cells)


def _drawn(lines: Sequence[Line], narrowed: RankingFilter) -> list[Line]:
    """Whose line can be drawn through this list: of the one purse that pays all its rows."""
    chosen = narrowed.chosen
    if chosen is not None:
        return [line for line in lines if line.objective == chosen and line.purse.first_out]
    return [line for line in lines if line.purse.first_out] if len(lines) == 1 else []


def _shown(row: RankedProposal, is_objective: bool, marks: dict[int | None, Line]) -> Shown:
    rank, tied, cumulated = row.rank, row.is_tied, row.cumulated
    if is_objective:
        rank, tied, cumulated = row.objective_rank, row.objective_is_tied, row.objective_cumulated
    name = "" if rank is None else f"{rank}=" if tied else str(rank)
    return Shown(row, name, cumulated, marks.get(row.project_id))


def _words(purse: Purse, rows: dict[int, RankedProposal]) -> str:
    """Where the money of a purse ends, in a sentence or two."""
    language = (get_language() or "en")[:2]
    left = money.eur(abs(purse.left), language)
    if purse.is_overdrawn:
        return _("%(left)s more was granted than there is. The money reaches nobody else.") % {"left": left}
    if not purse.number_in and not purse.number_out:
        return _("No ranked proposal waits for a decision. %(left)s is left.") % {"left": left}
    if not purse.number_out:
        told = ngettext(
            "The money reaches the one proposal that waits for a decision. %(left)s is left.",
            "The money reaches all %(n)d proposals that wait for a decision. %(left)s is left.",
            purse.number_in,
        )
        return told % {"n": purse.number_in, "left": left}
    if purse.at_line:
        told = _(
            "The money ends within a tie of %(n)d proposals with the same score: %(left)s is left, too "
            "little for all of them. The committee decides the order within the tie."
        )
        return told % {"n": len(purse.at_line), "left": left}
    first = rows.get(purse.first_out or 0)
    last = rows.get(purse.last_in or 0)
    following = {
        "left": left,
        "next": first.project.code if first else "",
        "asked": money.eur((first.asked if first else None) or purse.left * 0, language),
        "last": last.project.code if last else "",
    }
    if last is None:
        told = _(
            "The money reaches nobody who waits: %(left)s is left, and %(next)s, the first, asks for "
            "%(asked)s."
        )
        return told % following
    told = _(
        "The money ends after %(last)s: %(left)s is left, and %(next)s, the next in rank, asks for %(asked)s."
    )
    return told % following
