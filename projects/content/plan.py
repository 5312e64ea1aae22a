"""The time plan of a dossier as lines of a drawing: work packages, activities, deliverables, outputs."""

from __future__ import annotations

from collections.abc import Iterator

from core.charts import Step
from projects.content.values import period
from projects.dossier import Dossier, EntryRecord, periods_of

TONES = {"activity": 1, "deliverable": 2, "output": 3, "investment": 4}


def steps_of(dossier: Dossier) -> tuple[Step, ...]:
    """A line for each entry of the work plan that has a time; none where the call has no periods."""
    if not periods_of(dossier):
        return ()
    return tuple(_line(dossier, entry) for entry in dossier.entries if entry.kind in {*TONES, "work_package"})


def count_of(dossier: Dossier) -> int:
    """How many periods the project has."""
    return len(periods_of(dossier))


def _line(dossier: Dossier, entry: EntryRecord) -> Step:
    title = f"{entry.number} {dossier.text(entry.key('title'))}".strip()
    if entry.kind == "work_package":
        return Step(title, None, None, "", is_heading=True)
    last = entry.last_period if entry.kind == "activity" else entry.first_period
    shown = " – ".join(dict.fromkeys(_words(entry.first_period, last)))
    return Step(title, entry.first_period, last, shown, TONES[entry.kind])


def _words(*numbers: int | None) -> Iterator[str]:
    yield from (period(number) for number in numbers if number is not None)
