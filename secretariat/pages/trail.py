"""The trail of a proposal in words: who did what when, and what was there before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from accounts.models import TrailEntry, User
from secretariat.pages.trail_words import in_words

PERSON = re.compile(r"^user:(\d{1,18})$")


@dataclass(frozen=True)
class Change:
    """One fact of an act: what it was, and what it became. Blank where there was nothing."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it."""

    entry: TrailEntry
    action: str | Promise
    changes: list[Change]


def lines(entries: Iterable[TrailEntry]) -> list[Line]:
    """The entries in words; one query for all the people who are named in them."""
    found = list(entries)
    people = _people(found)
    return [Line(entry, in_words(entry.action), list(_changes(entry, people))) for entry in found]


def _people(entries: Iterable[TrailEntry]) -> dict[str, str]:
    keys = set()
    for entry in entries:
        for value in (*_flat(entry.old).values(), *_flat(entry.new).values()):
            named = PERSON.match(value)
            if named:
                keys.add(int(named[1]))
    people = User.objects.in_bulk(keys) if keys else {}
    return {f"user:{pk}": str(person) for pk, person in people.items()}


def _changes(entry: TrailEntry, people: Mapping[str, str]) -> Iterator[Change]:
    old, new = _flat(entry.old), _flat(entry.new)
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name, ""), new.get(name, "")
        if before or after:
            yield Change(name.replace("_", " "), people.get(before, before), people.get(after, after))


def _flat(value: Any) -> dict[str, str]:
    """Facts by name: of a mapping its items, of anything else one without a name."""
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return {str(name): _text(held) for name, held in value.items()}
    return {"": _text(value)}


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(one) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_text(held)}" for name, held in value.items())
    return str(value)
