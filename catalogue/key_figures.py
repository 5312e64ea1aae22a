"""How many projects and partners there are and how much European money is known of them, for every page.

One statement counts all records by period, priority, objective and theme: a few hundred rows, however many
records there are. Each process keeps them for the edition of the public data that they were counted for, and
all share one count; every page adds up what it needs of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Sum

from publications import editions
from publications.models import Publication

KEPT = 24 * 3600  # seconds
KEY = "catalogue-key-figures"
ZERO = Decimal(0)

_known: dict[str, KeyFigures] = {}  # by edition; one at a time


@dataclass(frozen=True)
class Figures:
    """Sums over some records. `money` (EUR) is known of `with_money` projects, and null when of none."""

    projects: int = 0
    partners: int = 0
    money: Decimal | None = None
    with_money: int = 0
    newest: datetime | None = None

    def __add__(self, other: Figures) -> Figures:
        known = [money for money in (self.money, other.money) if money is not None]
        days = [day for day in (self.newest, other.newest) if day is not None]
        return Figures(
            self.projects + other.projects,
            self.partners + other.partners,
            sum(known, ZERO) if known else None,
            self.with_money + other.with_money,
            max(days, default=None),
        )


@dataclass(frozen=True)
class Group:
    """The figures of the records with one combination of period, priority, objective and theme."""

    edition: str
    priority: int | None
    objective: int | None
    theme: int | None
    figures: Figures


class KeyFigures:
    """All groups; what a page asks for is added up from them."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups = tuple(groups)

    def whole(self) -> Figures:
        """All records."""
        return self._sum(self.groups)

    def of_editions(self, codes: Iterable[str]) -> Figures:
        wanted = set(codes)
        return self._sum(group for group in self.groups if group.edition in wanted)

    def of_priority(self, key: int) -> Figures:
        return self._sum(group for group in self.groups if group.priority == key)

    def of_objectives(self, keys: Iterable[int]) -> Figures:
        wanted = set(keys)
        return self._sum(group for group in self.groups if group.objective in wanted)

    def of_theme(self, key: int) -> Figures:
        return self._sum(group for group in self.groups if group.theme == key)

    @staticmethod
    def _sum(groups: Iterable[Group]) -> Figures:
        return sum((group.figures for group in groups), Figures())


def key_figures() -> KeyFigures:
    """The figures of the public data as they are now: one small statement, as long as nothing has changed."""
    word = editions.current()
    if word not in _known:
        kept = cache.get_or_set(f"{KEY}-{word}", _counted, KEPT)
        _known.clear()  # of older editions
        _known[word] = KeyFigures(kept or [])
    return _known[word]


def _counted() -> list[Group]:
    rows = (
        Publication.objects.order_by()
        .values("programme_period", "priority", "objective", "theme")
        .annotate(
            projects=Count("pk"),
            partners=Sum("partner_count"),
            money=Sum("eu_funding"),
            with_money=Count("eu_funding"),
            newest=Max("data_date"),
        )
    )
    return [_group(row) for row in rows]


def _group(row: dict[str, Any]) -> Group:
    figures = Figures(row["projects"], row["partners"] or 0, row["money"], row["with_money"], row["newest"])
    return Group(row["programme_period"], row["priority"], row["objective"], row["theme"], figures)
