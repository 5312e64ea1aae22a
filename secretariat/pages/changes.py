"""What an act changed, as the trail kept it, in the reader's words: facts, days, states, languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.texts import LANGUAGES, colon
from programmes.states import Role
from projects.states import State
from secretariat.forms.wordings import NAMES as LANGUAGE_NAMES
from secretariat.pages.fact_names import FACTS

DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$")
VALUES: Mapping[str, Mapping[str, str | Promise]] = {
    "state": dict(State.choices),
    "role": dict(Role.choices),
}


@dataclass(frozen=True)
class Change:
    """One fact of an act: what it was, and what it became. Blank where there was nothing."""

    name: str
    old: str
    new: str


def named_here(name: str) -> str:
    """How a fact is called on the page; what nobody named stands as it is kept."""
    return str(FACTS.get(name, name.replace("_", " ")))


def changes(old: Any, new: Any, *, named: Callable[[str], str] = named_here) -> Iterator[Change]:
    """The facts of an act by name, those of `old` first; a text in several languages is one fact for each."""
    before, after = flat(old), flat(new)
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) or after.get(key):
            name, language = key
            label = named(name) if name else ""
            shown = f"{label} ({LANGUAGE_NAMES[language]})" if language else label
            yield Change(shown, before.get(key, ""), after.get(key, ""))


def flat(value: Any) -> dict[tuple[str, str], str]:
    """Facts by name and language: of a mapping its items, of anything else one without a name."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        return {("", ""): in_words("", value)}
    found: dict[tuple[str, str], str] = {}
    for name, held in value.items():
        if isinstance(held, Mapping) and held and set(held) <= {*LANGUAGES}:
            found |= {(str(name), str(language)): in_words("", text) for language, text in held.items()}
        else:
            found[str(name), ""] = in_words(str(name), held)
    return found


def in_words(name: str, value: Any) -> str:
    """One value: days and states as the reader writes them, lists with commas, the rest as kept."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple)):
        return ", ".join(in_words(name, one) for one in value)
    if isinstance(value, Mapping):
        told = ((str(one), in_words(str(one), held)) for one, held in value.items())
        return "; ".join(f"{named_here(one)}{colon()} {words}" for one, words in told if words)
    text = str(value)
    if text in VALUES.get(name, {}):
        return str(VALUES[name][text])
    return _day(text) if DAY.match(text) else _moment(text) if MOMENT.match(text) else text


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return text


def _moment(text: str) -> str:
    try:
        local = timezone.localtime(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return text
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M:%S} {local.tzname()}"
