"""What an act changed, as the trail kept it, in the reader's words: facts, days, states, languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.states import Recommendation, Verdict
from core import money
from core.countries import country_name
from core.texts import LANGUAGES, colon
from programmes.states import Role
from projects.models import Audience, ContractorState, Entry, FinancedPart, Modification, Partnership
from projects.states import Level, State
from publications.states import Status
from secretariat.forms.wordings import NAMES as LANGUAGE_NAMES
from secretariat.pages.fact_names import FACTS

DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$")
VALUES: Mapping[str, Mapping[str, str | Promise]] = {
    "audience": dict(Audience.choices),
    "conclusion": dict(Verdict.choices),
    "kind": {**dict(Entry.Kind.choices), **dict(Modification.Kind.choices)},
    "level": dict(Level.choices),
    "part": dict(FinancedPart.choices),
    "recommendation": dict(Recommendation.choices),
    "role": {**dict(Partnership.Role.choices), **dict(Role.choices)},
    "state": {**dict(ContractorState.choices), **dict(State.choices)},
    "status": dict(Status.choices),
    "verdict": dict(Verdict.choices),
}
MONEY = frozenset({"amount", "eligible_cost", "eu_funding", "grant", "total"})


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
    return _plain(name, text)


def _plain(name: str, text: str) -> str:
    """A value that is one word, amount or day, by the name of its fact."""
    if text in VALUES.get(name, {}):
        return str(VALUES[name][text])
    if name == "country":
        return country_name(text)
    if name in MONEY:
        return _euro(text)
    return _day(text) if DAY.match(text) else _moment(text) if MOMENT.match(text) else text


def _euro(text: str) -> str:
    try:
        return money.eur(Decimal(text), (get_language() or "en")[:2])
    except InvalidOperation:
        return text


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
