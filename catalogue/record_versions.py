"""A version of a public record, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue import contractors
from core import money
from core.countries import country_name
from core.texts import Text
from publications import versions
from publications.achievements import figure
from publications.models import Publication, RecordVersion
from publications.states import Status

_TEXTS = frozenset({"title", "summary", "results", "purpose"})
_MONEY = frozenset({"total_budget", "eu_funding"})
_DAYS = frozenset({"start_date", "end_date"})
_HIDDEN = frozenset({"is_demo", "total_budget_is_approximate", "contractors"})


class VersionPage:
    """What a record said from a day on, for a reader of `language`. Asks the database nothing.

    A version holds codes; what `publication` (from for_page) belongs to now gives them their names.
    """

    def __init__(self, version: RecordVersion, newest: int, language: str, publication: Publication) -> None:
        self.version = version
        self.names = _names(publication)
        self.data: dict[str, Any] = version.data
        self.newest = newest
        self.language = language

    @property
    def is_newest(self) -> bool:
        return self.version.number == self.newest

    @property
    def before(self) -> int | None:
        return self.version.number - 1 or None

    @property
    def after(self) -> int | None:
        return None if self.is_newest else self.version.number + 1

    @property
    def changes(self) -> list[Any]:
        """The words for what differs from the version before."""
        return [versions.LABELS[name] for name in self.version.changes if name in versions.LABELS]

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """Each fact that was known, with whether it was new then."""
        for name in versions.FACTS:
            stored = self.data.get(name)
            if name in _HIDDEN or stored in (None, "", [], {}):
                continue
            text = Text(stored) if name in _TEXTS else self.names.get((name, str(stored)))
            yield {
                "label": versions.LABELS[name],
                "text": text,
                "value": self._value(name, stored) if text is None or name == "objective" else "",
                "is_changed": name in self.version.changes,
            }

    @property
    def partners(self) -> list[dict[str, Any]]:
        return [
            {
                **partner,
                "place": ", ".join(word for word in (partner["city"], self._country(partner)) if word),
                "budget": _amount(partner["budget"]),
                "eu_funding": _amount(partner["eu_funding"]),
            }
            for partner in self.data.get("partners", ())
        ]

    @property
    def contractors(self) -> list[contractors.Shown]:
        """Whom the partners of this version gave contracts; none in versions before there were any."""
        names = {one["position"]: one["name"] for one in self.data.get("partners", ())}
        return contractors.told(self.data.get("contractors") or (), names, self.language)

    def _country(self, partner: dict[str, Any]) -> str:
        return country_name(partner["country"], self.language) if partner["country"] else ""

    def _value(self, name: str, stored: Any) -> str:
        if name in _MONEY:
            is_about = name == "total_budget" and self.data.get("total_budget_is_approximate")
            return (money.about if is_about else money.eur)(Decimal(stored), self.language)
        if name in _DAYS:
            return date_format(date.fromisoformat(stored), "DATE_FORMAT")
        if isinstance(stored, list):
            return self._several(name, stored)
        if name == "rate":
            return money.percent(Decimal(stored), self.language)
        is_status = name == "status" and stored in Status.values
        return str(Status(stored).label if is_status else stored)

    def _several(self, name: str, stored: list[Any]) -> str:
        if name == "indicators":
            return "; ".join(self._indicator(row) for row in stored)
        if name == "facts":
            return "; ".join(Text(fact["label"]).best(self.language).text for fact in stored)
        if name == "instruments":
            return "; ".join(self._instrument(row) for row in stored)
        return ", ".join(str(one) for one in stored)

    def _instrument(self, row: dict[str, Any]) -> str:
        reported = sum(one["is_reported"] for one in row["outcomes"])
        words = {
            "title": Text(row["title"]).best(self.language).text,
            "planned": len(row["outcomes"]) - reported,
            "reported": reported,
        }
        return _("%(title)s (%(planned)d planned, %(reported)d reported)") % words

    def _indicator(self, row: dict[str, Any]) -> str:
        words = {"code": row["code"], "target": figure(row["target"]) or _("no target")}
        return _("%(code)s: %(target)s") % words


def _names(publication: Publication) -> dict[tuple[str, str], Text]:
    """What the codes of the record as it is now stand for; those of other records stay codes."""
    named = {("programme_period", publication.programme_period_id): publication.programme_period.name}
    if publication.priority:
        named["priority", str(publication.priority.number)] = publication.priority.title
    if publication.objective:
        named["objective", publication.objective.code] = publication.objective.title
    if publication.theme:
        named["theme", publication.theme.code] = publication.theme.title
    if publication.fund:
        named["fund", publication.fund.pk] = publication.fund.abbreviation
    return named


def _amount(stored: str | None) -> Decimal | None:
    return None if stored is None else Decimal(stored)
