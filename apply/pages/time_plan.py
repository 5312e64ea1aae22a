"""The work plan over the periods of the project: drawn, and as a table with the same content."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apply.pages.places import address_of
from core import charts
from projects.dossier import Dossier, EntryRecord
from projects.dossier.overviews import periods_of
from projects.form import GROUPS
from projects.models.entries import CLOSURE

# Work packages are headings; each other kind has a colour, in the order of the list.
TONES = {"activity": 1, "deliverable": 2, "output": 3, "investment": 4, "result": 6}


@dataclass(frozen=True)
class Line:
    """One thing of the work plan with its periods in words, and where it is written."""

    kind: str
    name: str
    when: str
    address: str


@dataclass(frozen=True)
class TimePlan:
    """The drawing and its table; `undated` tells how many things have no period yet."""

    chart: SafeString
    lines: tuple[Line, ...]
    undated: int
    has_periods: bool


def time_plan(dossier: Dossier) -> TimePlan:
    """What is done, delivered and reached when; no query."""
    periods = periods_of(dossier)
    entries = [one for one in dossier.entries if one.kind in TONES or one.kind == "work_package"]
    steps = [_step(dossier, one, len(periods)) for one in entries]
    lines = tuple(
        Line(
            str(GROUPS[one.kind].label), step.label, step.shown, address_of(dossier, f"{one.kind}.{one.uid}")
        )
        for one, step in zip(entries, steps, strict=True)
    )
    undated = sum(one.kind in TONES and one.first_period is None for one in entries)
    drawn = charts.plan(
        steps, periods=len(periods), title=_("Time plan"), language=(get_language() or "en")[:2]
    )
    return TimePlan(drawn, lines, undated, bool(periods))


def named(dossier: Dossier, entry: EntryRecord) -> str:
    """The number of an entry with its title; a result goes by its indicator."""
    title = str(dossier.text(entry.key("title")))
    if not title and entry.indicator is not None:
        title = str(entry.indicator.name)
    label = _("%(kind)s %(number)s") % {"kind": GROUPS[entry.kind].label, "number": entry.number}
    return f"{label} {title}".strip()


def _step(dossier: Dossier, entry: EntryRecord, count: int) -> charts.Step:
    if entry.kind == "work_package":
        return charts.Step(named(dossier, entry), None, None, "", is_heading=True)
    first = entry.first_period
    last = entry.last_period if entry.kind == "activity" else first
    last = last if last is not None else first
    return charts.Step(
        label=named(dossier, entry),
        first=min(first, count) if first and count else None,
        last=min(last, count) if last and count else None,
        shown=_when(first, last),
        tone=TONES[entry.kind],
    )


def _when(first: int | None, last: int | None) -> str:
    if first is None:
        return _("no period yet")
    if first == CLOSURE:
        return _("after the end")
    if last is None or first == last:
        return _("period %(number)s") % {"number": first}
    return _("periods %(first)s to %(last)s") % {"first": first, "last": last}
