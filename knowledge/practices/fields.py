"""What a good practice says: its fields, which of them are texts in each language, and what each takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.sheets import as_text
from core.texts import LANGUAGES, Text
from projects.fields import InvalidValue

Kind = Literal["topic", "country", "region", "line", "year", "website"]
FIRST_YEAR = 1950


@dataclass(frozen=True)
class Narrative:
    """A text that is written in each language; `limit` in characters."""

    name: str
    label: str | Promise
    hint: str | Promise
    limit: int
    rows: int = 6
    is_required: bool = True


@dataclass(frozen=True)
class Fact:
    """A field without a language."""

    name: str
    label: str | Promise
    kind: Kind
    is_required: bool = True
    hint: str | Promise = ""


FACTS: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("topic", _("Theme"), "topic"),
        Fact("organisation", _("Organisation in charge"), "line"),
        Fact("country", _("Country"), "country"),
        Fact("region", _("Region"), "region", False, _("Leave it empty when the whole country takes part.")),
        Fact("start_year", _("First year"), "year"),
        Fact("end_year", _("Last year"), "year", False, _("Leave it empty while the practice goes on.")),
        Fact("website", _("Website"), "website", False, _("Begins with https://")),
    )
}
NARRATIVES: Mapping[str, Narrative] = {
    text.name: text
    for text in (
        Narrative("title", _("Title"), _("So that somebody from elsewhere knows what it is."), 150, 1),
        Narrative("summary", _("In short"), _("Two or three sentences, shown in lists."), 500, 3),
        Narrative("need", _("What need does it answer?"), _("The problem, and whom it concerns."), 2000),
        Narrative("practice", _("What is done?"), _("Who does what, how, and since when."), 4000, 10),
        Narrative("resources", _("What does it take?"), _("People, money, time."), 1500, 4, False),
        Narrative("evidence", _("How is it known to work?"), _("Figures, evaluations, prizes."), 2000),
        Narrative("lessons", _("What was difficult?"), _("What you would do otherwise now."), 1500, 4, False),
        Narrative(
            "transfer",
            _("What can others take over?"),
            _("What works elsewhere too, and what depends on the place."),
            2000,
        ),
    )
}
REQUIRED_TEXTS = tuple(text.name for text in NARRATIVES.values() if text.is_required)
KEYS: tuple[str, ...] = (
    *FACTS,
    *(f"{name}.{language}" for language in LANGUAGES for name in NARRATIVES),
)
Content = Mapping[str, str]


def canonical(key: str, typed: str, *, topics: frozenset[str], regions: Mapping[str, str]) -> str:
    """What was typed, as it would be stored; InvalidValue when the field does not take it.

    `topics` are the codes of the platform, `regions` all regions with their countries by code.
    """
    name, _dot, _language = key.partition(".")
    if name in NARRATIVES:
        return as_text(typed, NARRATIVES[name].limit)
    kind, value = FACTS[key].kind, " ".join(as_text(typed, 250).split())
    if not value:
        return ""
    if kind == "topic" and value not in topics:
        raise InvalidValue(_("Choose a theme from the list."))
    if kind == "country" and value not in regions.values():
        raise InvalidValue(_("Choose a country from the list."))
    if kind == "region" and value not in regions:
        raise InvalidValue(_("Choose a region from the list."))
    if kind == "year":
        return _year(value)
    return _website(value) if kind == "website" else value


def text_of(content: Content, name: str) -> Text:
    """A narrative in all the languages in which it was written."""
    return Text({language: content.get(f"{name}.{language}", "") for language in LANGUAGES})


def whole_languages(content: Content) -> list[str]:
    """The languages in which every text that must be there is there."""
    return [
        language
        for language in LANGUAGES
        if all(content.get(f"{name}.{language}", "").strip() for name in REQUIRED_TEXTS)
    ]


def _year(value: str) -> str:
    latest = timezone.localdate().year + 1
    if not (value.isascii() and value.isdecimal() and len(value) == 4 and FIRST_YEAR <= int(value) <= latest):
        text = _("Give a year from %(first)d to %(last)d, in four digits.")
        raise InvalidValue(text % {"first": FIRST_YEAR, "last": latest})
    return value


def _website(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or "") or " " in value:
        raise InvalidValue(_("Give a whole web address, such as https://www.example.org."))
    return value
