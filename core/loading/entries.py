"""An entry of a file, asked value by value; whatever is wrong or was never asked for becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from core.facts import Source
from core.loading.problems import Problem
from core.texts import LANGUAGES, Text

SOURCE = re.compile(rf"^({'|'.join(Source.values)})(, own words)?(: \S.*)?$")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
Data = dict[str, Any]
T = TypeVar("T")


class Entry:
    """One mapping of a file. Getters return a harmless value when the file's value is wrong.

    Every key must be asked for; `finish` refuses the others. `where` names the entry for a person.
    """

    def __init__(self, data: Data, *, file: str, where: str, problems: list[Problem]) -> None:
        self.file = file
        self.where = where
        self.problems = problems
        self._data = data
        self._asked: set[str] = set()

    def wrong(self, reason: str) -> None:
        """Note a fault of this entry."""
        self.problems.append(Problem(self.file, self.where, reason))

    def finish(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                self.wrong(f'the key "{key}" is not known here; known are {", ".join(sorted(self._asked))}')

    def has(self, name: str) -> bool:
        """Whether the key is there with a value other than null."""
        return self._take(name) is not None

    def string(
        self, name: str, *, required: bool = False, pattern: str = "", longest: int = 200, default: str = ""
    ) -> str:
        """A line of text, or `default` when absent."""
        value = self._take(name, required)
        if value is None:
            return default
        if not isinstance(value, str) or not value.strip() or UNSTORABLE.search(value):
            return self._refuse(name, "must be text (write it in quotes)", value, default)
        if len(value) > longest:
            return self._refuse(name, f"must have at most {longest} characters", value, default)
        if pattern and not re.fullmatch(pattern, value):
            return self._refuse(name, f"must look like {pattern}", value, default)
        return value

    def choice(self, name: str, choices: Collection[str], *, default: str = "") -> str:
        """One of `choices`; required when there is no default."""
        value = self._take(name, not default)
        if value is None:
            return default
        if value not in choices:
            return self._refuse(name, f"must be one of {', '.join(sorted(choices))}", value, default)
        return str(value)

    def text(self, name: str, *, required: bool = False) -> Text:
        """A text by language; a missing language stays missing."""
        return self.as_text(name, self._take(name, required))

    def texts(self, name: str) -> list[Text]:
        """A list of texts by language."""
        return [self.as_text(name, item) for item in self._list(name)]

    def as_text(self, name: str, value: Any) -> Text:
        """Check a value that must be a mapping of languages to texts; null is an empty text."""
        if value is None:
            return Text()
        if not isinstance(value, dict) or not value:
            return self._refuse(name, "must give a text for each language, such as {en: ...}", value, Text())
        for language, words in value.items():
            if language not in LANGUAGES:
                reason = f"has the language {language!r}; known are {', '.join(LANGUAGES)}"
                return self._refuse(name, reason, None, Text())
            if not isinstance(words, str) or not words.strip() or UNSTORABLE.search(words):
                return self._refuse(f"{name}.{language}", "must be text, or be left out", words, Text())
        return Text(value)

    def whole(self, name: str, *, least: int = 0, most: int = 10**12, required: bool = False) -> int | None:
        """A whole number between `least` and `most`, or None when not known."""
        value = self._take(name, required)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            return self._refuse(name, f"must be a whole number from {least} to {most}", value, None)
        return value

    def money(self, name: str, *, required: bool = False) -> Decimal | None:
        """An amount in EUR with at most two decimals, or None when not known."""
        return self._number(name, Decimal("999999999999.99"), "an amount in EUR, such as 1000.50", required)

    def percent(self, name: str, *, required: bool = False) -> Decimal | None:
        """A percentage from 0 to 100 with at most two decimals, or None when not known."""
        return self._number(name, Decimal(100), "a percentage from 0 to 100", required)

    def flag(self, name: str) -> bool:
        """true or false; false when absent."""
        value = self._take(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        return self._refuse(name, "must be true or false", value, False)

    def day(self, name: str, *, required: bool = False) -> date | None:
        """A date (2022-11-29), or None when not known."""
        value = self._take(name, required)
        if value is None or type(value) is date:
            return value
        return self._refuse(name, "must be a date such as 2022-11-29", value, None)

    def codes(self, name: str, pattern: str = r"\S+") -> list[str]:
        """A list of codes without repetition."""
        found = self._list(name)
        for code in found:
            if not isinstance(code, str) or not re.fullmatch(pattern, code):
                return self._refuse(name, f"must hold codes that look like {pattern}", code, [])
        if len(set(found)) != len(found):
            return self._refuse(name, "holds a code twice", ", ".join(found), [])
        return found

    def entries(self, name: str, kind: str, label: str = "code") -> Iterator[Entry]:
        """The entries of a list, each named by its `label` value (or its place in the list)."""
        for number, data in enumerate(self._list(name), start=1):
            named = data.get(label, f"no. {number}") if isinstance(data, dict) else f"no. {number}"
            entry = self.inner(data, f"{kind} {named}")
            if entry is not None:
                yield entry

    def inner(self, data: Any, name: str) -> Entry | None:
        """An entry within this one, or None (and a problem) when it is not a mapping."""
        where = f"{self.where} > {name}" if self.where else name
        if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
            self.problems.append(Problem(self.file, where, "must be a mapping of keys to values"))
            return None
        return Entry(data, file=self.file, where=where, problems=self.problems)

    def raw(self, name: str) -> Any:
        """The value as it stands in the file; the caller checks it."""
        return self._take(name)

    def provenance(self) -> dict[str, str]:
        """Where the entry comes from: one source for all ("*"), or one for each field or field.language."""
        value = self._take("provenance")
        given = {"*": value} if isinstance(value, str) else value
        if given is None:
            return {}
        if not isinstance(given, dict):
            return self._refuse("provenance", "must name a source, or a source for each field", value, {})
        for field, source in given.items():
            if field != "*" and str(field).partition(".")[0] not in self._data:
                self.wrong(f'provenance names the field "{field}", which is not in this entry')
            if not isinstance(source, str) or not SOURCE.match(source):
                allowed = ", ".join(Source.values)
                self.wrong(f'provenance of "{field}" is {source!r}; it must begin with one of {allowed}')
        return given

    def _number(self, name: str, most: Decimal, what: str, required: bool) -> Decimal | None:
        value = self._take(name, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return self._refuse(name, f"must be {what}", value, None)
        number = Decimal(value)
        if not 0 <= number <= most or number != number.quantize(Decimal("0.01")):
            return self._refuse(name, f"must be {what}, with at most two decimals", value, None)
        return number

    def _list(self, name: str) -> list[Any]:
        value = self._take(name)
        if value is None or isinstance(value, list):
            return value or []
        return self._refuse(name, "must be a list", value, [])

    def _take(self, name: str, required: bool = False) -> Any:
        self._asked.add(name)
        value = self._data.get(name)
        if value is None and required:
            self.wrong(f'"{name}" is missing')
        return value

    def _refuse(self, name: str, reason: str, value: Any, instead: T) -> T:
        shown = "" if value is None else f", not {str(value)[:60]!r}"
        self.wrong(f'"{name}" {reason}{shown}')
        return instead
