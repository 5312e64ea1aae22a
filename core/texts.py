"""A text in several languages: one JSON column, one value that knows what is missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import get_language

LANGUAGES = ("nl", "fr", "en")
FALLBACKS = {"nl": ("en", "fr"), "fr": ("en", "nl"), "en": ("nl", "fr")}


@dataclass(frozen=True)
class Localised:
    """A text as found for a reader: `language` is what it is really in."""

    text: str
    language: str
    is_fallback: bool


class Text(Mapping[str, str]):
    """Immutable texts by language code; blank texts count as missing."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str] | None = None, **by_language: str) -> None:
        given = {**(values or {}), **by_language}
        self._values = {code: text for code, text in given.items() if text and text.strip()}

    def __getitem__(self, language: str) -> str:
        return self._values[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._values == dict(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return f"Text({self._values!r})"

    def __str__(self) -> str:
        return self.best().text

    def best(self, language: str | None = None) -> Localised:
        """The text for a reader of `language` (the active one by default), or the nearest other language."""
        wanted = (language or get_language() or "en")[:2]
        for code in (wanted, *FALLBACKS.get(wanted, LANGUAGES), *self._values):
            if code in self._values:
                return Localised(self._values[code], code, code != wanted)
        return Localised("", wanted, False)

    def missing(self, languages: tuple[str, ...] = LANGUAGES) -> tuple[str, ...]:
        """The languages, among those asked for, that have no text."""
        return tuple(code for code in languages if code not in self._values)


class TextField(models.JSONField):
    """Stores a `Text` as a JSON object; never null, `{}` when empty."""

    _pyi_private_set_type: Text | Mapping[str, str]
    _pyi_private_get_type: Text

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("default") is Text:
            del kwargs["default"]
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        loaded = super().from_db_value(value, expression, connection)
        return Text(loaded) if isinstance(loaded, dict) else loaded

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(dict(value) if isinstance(value, Mapping) else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(
            dict(value) if isinstance(value, Mapping) else value, connection, prepared
        )

    def to_python(self, value: Any) -> Any:
        return Text(value) if isinstance(value, Mapping) else super().to_python(value)


def colon() -> str:
    """The colon after a label in the active language: French puts a space before it that never breaks."""
    return "\u00a0:" if (get_language() or "").startswith("fr") else ":"


def without_accents(text: str) -> str:
    """In small letters and without accents, as people look names up: "Éire" as "eire"."""
    small = text.casefold()
    if small.isascii():
        return small
    apart = unicodedata.normalize("NFKD", small)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
