"""What an issue says, as one value: read from its rows until it is sent, frozen from then on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.texts import LANGUAGES, Localised, Text
from editorial.models import Issue, IssueItem
from editorial.newsletters.sources import Thing, sources


@dataclass(frozen=True)
class Said:
    """An item in one language: each text with the language that it is really in."""

    title: Localised
    lead: Localised
    note: str
    path: str


@dataclass(frozen=True)
class Edition:
    """An issue in one language. `is_fallback`: its own words are not there in this language."""

    language: str
    subject: Localised
    intro: Localised
    items: tuple[Said, ...]

    @property
    def is_fallback(self) -> bool:
        return self.subject.is_fallback or self.intro.is_fallback


@dataclass(frozen=True)
class Look:
    """An item of an issue that is being written: the thing, or None when it is not public any more."""

    item: IssueItem
    label: str
    thing: Thing | None


def looks(issue: Issue) -> list[Look]:
    """The items in their order; as many queries as there are sources."""
    items, known = list(issue.items.all()), dict[tuple[str, str], tuple[str, Thing]]()
    for name, source in sources().items():
        keys = [item.key for item in items if item.source == name]
        if keys:
            found = source.known(issue.programme, keys)
            known |= {(name, key): (str(source.label), thing) for key, thing in found.items()}
    return [_look(item, known.get((item.source, item.key))) for item in items]


def _look(item: IssueItem, found: tuple[str, Thing] | None) -> Look:
    return Look(item, found[0], found[1]) if found is not None else Look(item, "", None)


def frozen(issue: Issue, found: Iterable[Look]) -> dict[str, Any]:
    """What is kept of the issue when it is sent; things that are not public any more are left out."""
    return {
        "subject": dict(issue.subject),
        "intro": dict(issue.intro),
        "items": [look.thing.as_json() for look in found if look.thing is not None],
    }


def revision(content: Mapping[str, Any]) -> str:
    """What a page has to name to send exactly what it showed."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def edition(content: Mapping[str, Any], language: str) -> Edition:
    """The content for a reader of a language; what is missing falls back, marked with its language."""
    return Edition(
        language,
        Text(content.get("subject", {})).best(language),
        Text(content.get("intro", {})).best(language),
        tuple(_said(item, language) for item in content.get("items", ())),
    )


def editions(content: Mapping[str, Any]) -> list[Edition]:
    """In every language."""
    return [edition(content, language) for language in LANGUAGES]


def _said(item: Mapping[str, Any], language: str) -> Said:
    return Said(
        Text(item["title"]).best(language),
        Text(item["lead"]).best(language),
        Text(item["notes"]).best(language).text,
        item["paths"][language],
    )
