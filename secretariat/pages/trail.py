"""The trail of a proposal in words: who did what when, and what was there before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from accounts.models import TrailEntry, User
from projects.models import Partnership
from secretariat.pages.changes import Change, changes, flat
from secretariat.pages.trail_words import in_words

PERSON = re.compile(r"^user:(\d{1,18})$")
IDENTITY = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it."""

    entry: TrailEntry
    action: str | Promise
    changes: list[Change]


def lines(entries: Iterable[TrailEntry]) -> list[Line]:
    """The entries in words; one query for each sort of thing that they name."""
    found = list(entries)
    people = {**_people(found), **_identities(found)}
    return [Line(entry, in_words(entry.action), list(_changes(entry, people))) for entry in found]


def _people(entries: Iterable[TrailEntry]) -> dict[str, str]:
    keys = set()
    for entry in entries:
        for value in (*flat(entry.old).values(), *flat(entry.new).values()):
            named = PERSON.match(value)
            if named:
                keys.add(int(named[1]))
    people = User.objects.in_bulk(keys) if keys else {}
    return {f"user:{pk}": str(person) for pk, person in people.items()}


def _identities(entries: Iterable[TrailEntry]) -> dict[str, str]:
    """People and partners by name; of other identities the beginning (the CSV has all)."""
    sides = (flat(side).values() for entry in entries for side in (entry.old, entry.new))
    keys = {value for values in sides for value in values if IDENTITY.match(value)}
    if not keys:
        return {}
    people = {str(one.uid): str(one) for one in User.objects.filter(uid__in=keys)}
    partners = Partnership.objects.filter(uid__in=keys).values_list("uid", "abbreviation")
    return {key: f"{key[:8]}…" for key in keys} | people | {str(uid): name for uid, name in partners}


def _changes(entry: TrailEntry, people: Mapping[str, str]) -> Iterator[Change]:
    for one in changes(entry.old, entry.new):
        yield replace(one, old=people.get(one.old, one.old), new=people.get(one.new, one.new))
