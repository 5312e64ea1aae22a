"""What facet values are called, and their numbers: read in one statement, kept until public data change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from core.countries import country_name
from core.texts import Text
from partners.states import OrganisationType
from publications.finding.bands import BANDS
from publications.finding.query import UNKNOWN
from publications.states import Status

_BAND_LABELS = {
    "under-100k": lambda: _("under €100,000"),
    "100k-500k": lambda: _("€100,000 to €500,000"),
    "500k-1m": lambda: _("€500,000 to €1 million"),
    "1m-2m": lambda: _("€1 to 2 million"),
    "2m-5m": lambda: _("€2 to 5 million"),
    "5m-10m": lambda: _("€5 to 10 million"),
    "over-10m": lambda: _("€10 million or more"),
}


@dataclass(frozen=True)
class Value:
    """A value of a facet: its number in the entries, and what it is called where that is a stored text."""

    code: int
    facet: str
    value: str
    label: Text
    name: str


class Vocabulary:
    """All values that any record has, by number and by name."""

    def __init__(self, values: Iterable[Value]) -> None:
        self.by_code: Mapping[int, Value] = {value.code: value for value in values}
        self._codes = {(value.facet, value.value): value.code for value in self.by_code.values()}

    def codes(self, facet: str, values: Iterable[str]) -> list[int]:
        """Numbers of the values; those that no record has are left out."""
        return [code for value in values if (code := self._codes.get((facet, value)))]

    def knows(self, facet: str, value: str) -> bool:
        return (facet, value) in self._codes

    def label(self, facet: str, value: str, language: str) -> str:
        """What a value is called for a reader of `language`; the value itself when no record has it."""
        if value == UNKNOWN:
            return _("Not known")
        code = self._codes.get((facet, value))
        return label_of(facet, value, self.by_code[code] if code else None, language)


def label_of(facet: str, value: str, stored: Value | None, language: str) -> str:
    if facet == "country":
        return country_name(value, language)
    if facet == "status":
        return str(Status(value).label) if value in Status.values else value
    if facet == "kind":
        return str(OrganisationType(value).label) if value in OrganisationType.values else value
    if facet in ("budget", "eu"):
        return _BAND_LABELS[value]() if value in BANDS else value
    if stored is None:
        return value
    title = stored.label.best(language).text or stored.name
    return f"{value} {title}".strip() if facet == "objective" else title or value


def read() -> Vocabulary:
    """As the database has it now; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        return Vocabulary(_value(*row) for row in cursor.fetchall())


def _value(code: int, facet: str, value: str, label: Any, name: str | None) -> Value:
    return Value(code, facet, value, Text(label or {}), name or "")


_READ = """
SELECT number.code, number.facet, number.value,
  CASE number.facet
    WHEN 'programme' THEN (SELECT name FROM programmes_programme WHERE slug = number.value)
    WHEN 'priority' THEN (
      SELECT title FROM programmes_priority
      WHERE programme_period_id || '-' || programmes_priority.number = number.value)
    WHEN 'objective' THEN (
      SELECT title FROM programmes_specificobjective WHERE code = number.value ORDER BY id LIMIT 1)
    WHEN 'theme' THEN (
      SELECT title FROM programmes_theme
      WHERE programme_period_id || '-' || programmes_theme.code = number.value)
  END::text::json,
  CASE WHEN number.facet IN ('region', 'nuts3')
    THEN (SELECT coalesce(nullif(name_latin, ''), name) FROM programmes_region WHERE code = number.value) END
FROM publications_facetvalue number
"""
