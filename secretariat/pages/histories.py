"""Histories of what a programme keeps, entry by entry: what was done, to what, and what became different."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import TrailEntry
from correspondence.placeholders import KINDS
from programmes.setting_up.parts import Part
from programmes.setting_up.registry import BASICS, PARTS
from secretariat.pages.changes import Change, changes
from secretariat.pages.trail_words import in_words

ACTS: Mapping[str, str | Promise] = {
    "add": _("Added"),
    "change": _("Changed"),
    "retire": _("Retired"),
    "offer again": _("Offered again"),
    "remove": _("Removed"),
}
AREA = _("Programme area")
Named = Mapping[type[Model], Mapping[int, str]]


@dataclass(frozen=True)
class Line:
    """One entry: the act and the thing in words, and only those facts that became different."""

    entry: TrailEntry
    act: str
    what: str
    changes: list[Change]


def letters(entries: Iterable[TrailEntry]) -> list[Line]:
    """The history of a programme's letters."""
    found = []
    for entry in entries:
        kind = KINDS.get(str((entry.new or {}).get("kind", "")))
        facts = [{k: v for k, v in (side or {}).items() if k != "kind"} for side in (entry.old, entry.new)]
        what = str(kind.label) if kind else ""
        found.append(Line(entry, str(in_words(entry.action)), what, _different(changes(*facts))))
    return found


def set_up(entries: Iterable[TrailEntry]) -> list[Line]:
    """The history of an edition's set-up; one query for each kind of thing that rows point to."""
    rows = list(entries)
    named = _named(rows)
    return [_set_up(entry, named) for entry in rows]


def _set_up(entry: TrailEntry, named: Named) -> Line:
    act, part = _act_of(entry)
    if part is None:
        what = f"{AREA} {entry.note}" if entry.action == "change area" else entry.note
        return Line(entry, str(ACTS.get(act, entry.action)), what, _different(changes(entry.old, entry.new)))
    facts = (_resolved(side, part, named) for side in (entry.old, entry.new))
    number, _space, name = entry.note.partition(" ")
    what = f"{part.label}: {name if number.isdigit() and name else entry.note}"
    return Line(entry, str(ACTS.get(act, act)), what, _different(changes(*facts, named=part.label_of)))


def _act_of(entry: TrailEntry) -> tuple[str, Part | None]:
    act, _space, key = entry.action.rpartition(" ")
    return act, BASICS if key == BASICS.key else PARTS.get(key)


def _different(found: Iterator[Change]) -> list[Change]:
    return [one for one in found if one.old != one.new]


def _links(part: Part) -> Iterator[tuple[str, type[Model]]]:
    for one in part.fields:
        target = part.model._meta.get_field(one.name).related_model
        if isinstance(target, type):
            yield one.name, target


def _named(entries: Iterable[TrailEntry]) -> Named:
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for entry in entries:
        part = _act_of(entry)[1]
        for name, model in _links(part) if part else ():
            for side in (entry.old, entry.new):
                held = (side or {}).get(name)
                wanted[model].update(one for one in (held if isinstance(held, list) else [held]) if one)
    return {
        model: {pk: str(row) for pk, row in model._default_manager.in_bulk(sorted(keys, key=str)).items()}
        for model, keys in wanted.items()
        if keys
    }


def _resolved(side: Any, part: Part, named: Named) -> Any:
    """The facts with the names of what they point to; what is gone since keeps its number."""
    if not side:
        return side
    found = dict(side)
    for name, model in _links(part):
        held, names = found.get(name), named.get(model, {})
        if isinstance(held, list):
            found[name] = [names.get(one, one) for one in held]
        elif held is not None:
            found[name] = names.get(held, held)
    return found
