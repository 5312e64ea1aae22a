"""What a person or a file gives as a mapping, value by value, with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

TABLES = ("programmes", "statuses", "roles", "kinds", "legal_statuses", "countries", "regions", "funds")


@dataclass(frozen=True)
class NewProgramme:
    """A programme that only imported lists know: enough to name it, nothing that promises a call."""

    edition: str
    programme: str
    name: str
    period: str
    strand: str
    countries: tuple[str, ...]


class Given:
    """Takes values of the expected shape and collects what is wrong."""

    def __init__(self, data: dict[str, Any], problems: list[str]) -> None:
        self._data, self._problems = data, problems

    def text(self, key: str) -> str:
        value = self._data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > 2_000 or "\0" in value:
            self._problems.append(_("“%(key)s” must be a text.") % {"key": key})
            return ""
        return value if key == "delimiter" else value.strip()

    def mapping(self, key: str) -> dict[Any, Any]:
        value = self._data.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._problems.append(_("“%(key)s” must be names with values.") % {"key": key})
            return {}
        return value

    def texts(self, value: Any) -> Iterable[str]:
        many = value if isinstance(value, list) else [value]
        return [str(one).strip() for one in many if one is not None and str(one).strip()]

    def table(self, name: Any, words: Any) -> dict[Any, Any]:
        if name in TABLES and isinstance(words, dict):
            return words
        self._problems.append(_("“%(key)s” is not a table of words.") % {"key": name})
        return {}

    def programmes(self) -> dict[str, NewProgramme]:
        found = {}
        for edition, row in self.mapping("new_programmes").items():
            given = row if isinstance(row, dict) else {}
            made = NewProgramme(
                edition=str(edition),
                programme=str(given.get("programme", "")),
                name=str(given.get("name", "")),
                period=str(given.get("period", "")),
                strand=str(given.get("strand", "")),
                countries=tuple(self.texts(given.get("countries"))),
            )
            found[made.edition] = made
            self._check(made)
        return found

    def _check(self, one: NewProgramme) -> None:
        fits = 0 < len(one.edition) <= 12 and 0 < len(one.programme) <= 10 and one.name
        years = one.period.split("-")
        is_period = len(years) == 2 and all(year.isdigit() and len(year) == 4 for year in years)
        if not fits or not is_period or years[0] >= years[1] or one.strand not in {"A", "B", "C", "D"}:
            self._problems.append(
                _(
                    "The programme “%(code)s” needs a code, a name, a strand (A to D) "
                    "and a period such as 2021-2027."
                )
                % {"code": one.edition}
            )
