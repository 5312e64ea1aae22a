"""What the pages of assignments show: places, loads, and the reasons of a proposal in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from assessments.matching import Pair
from assessments.models import AssigningPlan, FreedPlace
from assessments.sharing import Row
from assessments.workload import Load
from calls.models import Call
from calls.permissions import calls_for
from programmes.states import SECRETARIAT
from projects.models import Project, ProjectQuerySet


@dataclass(frozen=True)
class Bar:
    """A load as a bar: finished, open and free places in percent of what is shown."""

    load: Load
    done: int
    open: int
    over: int

    @property
    def words(self) -> str:
        """The same for those who do not see it."""
        facts = {"taken": self.load.taken, "capacity": self.load.capacity, "done": self.load.finished}
        return _("%(taken)d of %(capacity)d taken, %(done)d finished") % facts


def my_call(request: HttpRequest, code: str) -> Call:
    """A call of a programme for whose secretariat the person works; 404 for others."""
    mine = calls_for(request.user, SECRETARIAT).with_programme()
    return get_object_or_404(mine, code=code)


def proposals(request: HttpRequest, call: Call) -> ProjectQuerySet:
    """The call's proposals that the person deals with: none with a conflict of interest of the own."""
    return (
        Project.objects.visible_to_staff(request.user).filter(call=call).select_related("call", "objective")
    )


def bar(load: Load) -> Bar:
    """The load against what was agreed, or against what is taken when that is more."""
    whole = max(load.capacity, load.taken, 1)
    within = min(load.taken, load.capacity)
    done = min(load.finished, within)
    return Bar(
        load,
        done=_part(done, whole),
        open=_part(within - done, whole),
        over=_part(load.taken - within, whole),
    )


def reasons(pair: Pair, load: Load, code: str = "", theme: str = "") -> str:
    """Why somebody is proposed, in words: "knows RSO1.2; 3 of 8 taken"."""
    parts = []
    if pair.knows_objective:
        parts.append(_("knows %(field)s") % {"field": code})
    if pair.knows_theme:
        parts.append(_("knows the theme %(field)s") % {"field": theme})
    if not pair.knows_objective and not pair.knows_theme:
        named = bool(load.objectives or load.themes)
        parts.append(_("other fields of knowledge") if named else _("no fields of knowledge given"))
    parts.append(
        _("%(taken)d of %(capacity)d taken") % {"taken": pair.taken_before, "capacity": load.capacity}
    )
    if pair.candidate.key in pair.wanted.hinted:
        parts.append(_("may be tied to it"))
    return "; ".join(parts)


def labelled(row: Row, pairs: Sequence[Pair], loads: Sequence[Load]) -> list[tuple[Pair, str]]:
    """The pairs of one proposal with their reasons."""
    by_person = {load.user.pk: load for load in loads}
    code = row.project.objective.code if row.project.objective else ""
    theme = str(row.project.theme) if row.project.theme_id else ""
    return [(pair, reasons(pair, by_person[pair.candidate.key], code, theme)) for pair in pairs]


def sums(found: Sequence[Row], loads: Sequence[Load]) -> dict[str, int]:
    """The numbers at the top of the page."""
    return {
        "proposals": len(found),
        "lacking": sum(row.wanted.missing for row in found),
        "places": sum(len(row.assessments) for row in found),
        "finished": sum(row.finished for row in found),
        "late": sum(load.late for load in loads),
        "room": sum(load.room for load in loads),
    }


def plan_of(call: Call) -> dict[str, Any]:
    """What was planned for the call, as a form starts with it."""
    kept = AssigningPlan.objects.filter(call=call).first()
    return {"due": kept.due, "is_pool_open": kept.is_pool_open} if kept else {}


def freed(request: HttpRequest, call: Call) -> list[FreedPlace]:
    """The places of the call that fell free, the newest first."""
    found = FreedPlace.objects.open_to_staff(request.user).filter(project__call=call)
    return list(found.select_related("project", "person")[:50])


def _part(number: int, whole: int) -> int:
    return round(100 * number / whole)
