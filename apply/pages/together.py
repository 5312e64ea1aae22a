"""Who has which part of a proposal open, and what others changed there, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from apply.pages.places import field_id
from core.templatetags.ui import LANGUAGE_NAMES
from projects import visits
from projects.form import SECTIONS, find
from projects.models import Project
from projects.visits import Change

# So many fields are named; the others are counted.
NAMED = 5
PLACES: Mapping[str, str | Promise] = SECTIONS


@dataclass(frozen=True)
class Person:
    """Somebody else who has the proposal open. `where` is blank on pages outside the form."""

    name: str
    where: str
    is_here: bool


@dataclass(frozen=True)
class ChangedField:
    """A field that somebody else changed, with the id of its control."""

    label: str
    id: str


@dataclass(frozen=True)
class Notice:
    """What others changed in the section since it was open last."""

    words: str
    fields: tuple[ChangedField, ...]
    more: str


@dataclass(frozen=True)
class ChangedSection:
    """A section that somebody else changed."""

    label: str
    address: str
    words: str


def people(places: Mapping[str, str], *, me: str, section: str) -> list[Person]:
    """The others by name, those on the same section first. A place is "<section> <name>"."""
    found = []
    for who, place in places.items():
        where, _space, name = place.partition(" ")
        if who != me and name:
            label = str(PLACES[where]) if where in PLACES else ""
            found.append(Person(name, label, bool(section) and where == section))
    return sorted(found, key=lambda one: (not one.is_here, one.name))


def notice(changes: Iterable[Change]) -> Notice | None:
    """One sentence on who changed the section last, and the fields; None when nothing was changed."""
    rows = list(changes)
    if not rows:
        return None
    fields = [ChangedField(_label(row.key), field_id(row.key)) for row in rows if row.key]
    left = len(fields) - NAMED
    more = ngettext("and %(count)s more", "and %(count)s more", left) % {"count": left} if left > 0 else ""
    return Notice(in_words(rows[0]), tuple(fields[:NAMED]), more)


def in_words(change: Change) -> str:
    """Who changed the section last, and when."""
    local = timezone.localtime(change.at)
    is_today = local.date() == timezone.localdate()
    when = time_format(local, "H:i") if is_today else date_format(local, "DATE_FORMAT")
    return _("%(who)s changed this section (%(when)s).") % {"who": change.who or _("Somebody"), "when": when}


def marks(changes: Iterable[Change], visited: Mapping[str, datetime]) -> dict[str, str]:
    """By section: who changed it last since the person had it open. Sections never opened have no mark."""
    found: dict[str, str] = {}
    for change in changes:
        seen = visited.get(change.section)
        if seen is not None and change.at > seen and change.section not in found:
            found[change.section] = in_words(change)
    return found


def changed_sections(project: Project, reader: User) -> list[ChangedSection]:
    """Sections that others changed since the reader had them open, in the order of the form. Two queries."""
    visited = visits.visits(project, reader)
    if not visited:
        return []
    found = visits.changes(project, since=min(visited.values()), seen_by=reader)
    words = marks(found, visited)
    return [
        ChangedSection(str(label), reverse("apply:section", args=[project.uid, key]), words[key])
        for key, label in SECTIONS.items()
        if key in words
    ]


def _label(key: str) -> str:
    """The name of a field as its box says it, with its language."""
    known = find(key)
    if known is None:
        return key
    label = str(known.field.label)
    return f"{label} ({LANGUAGE_NAMES.get(known.language, known.language)})" if known.language else label
