"""What a piece says, apart from where it stands: one value that drafts and versions keep and readers see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from core.texts import LANGUAGES, Text

TEXTS = ("title", "lead", "body", "place")
LINKS = ("themes", "agenda_themes", "projects", "papers", "contacts")


@dataclass(frozen=True)
class Content:
    """Texts in the portal's languages, facts of a day, and what the piece points to, by primary key.

    `year` is for what is known by its year alone; `held` is false for what did not take place. `picture` is
    the one at the head; those within the body are named there.
    """

    title: Text = field(default_factory=Text)
    lead: Text = field(default_factory=Text)
    body: Text = field(default_factory=Text)
    place: Text = field(default_factory=Text)
    number: int | None = None
    happened_on: date | None = None
    year: int | None = None
    held: bool = True
    picture: int | None = None
    themes: tuple[int, ...] = ()
    agenda_themes: tuple[int, ...] = ()
    projects: tuple[int, ...] = ()
    papers: tuple[int, ...] = ()
    contacts: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As a draft or version keeps it."""
        found: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Text):
                value = dict(value)
            elif isinstance(value, tuple):
                value = list(value)
            elif isinstance(value, date):
                value = value.isoformat()
            found[one.name] = value
        return found

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Content:
        """From what a draft or version keeps; what an older one did not know is as for a new piece."""
        values: dict[str, Any] = {}
        for one in fields(cls):
            if one.name not in stored:
                continue
            value = stored[one.name]
            if one.name in TEXTS:
                value = Text(value)
            elif one.name in LINKS:
                value = tuple(sorted(value))
            elif one.name == "happened_on":
                value = date.fromisoformat(value) if value else None
            values[one.name] = value
        return cls(**values)

    def with_text(self, name: str, language: str, value: str) -> Content:
        """The same with one text in one language changed."""
        texts = Text({**getattr(self, name), language: value})
        return Content.from_json({**self.as_json(), name: dict(texts)})

    def missing(self) -> tuple[str, ...]:
        """The languages in which the title, or the body where there is one, is not written."""
        return tuple(
            code
            for code in LANGUAGES
            if code not in self.title or any(text and code not in text for text in (self.lead, self.body))
        )
