"""How many projects and partners there are and how much European money is known of them, for every page.

Those of programmes and periods come from the sums that the database keeps with each change. Those of
priorities, objectives and themes are counted in one statement for all, a few hundred rows however many
records there are; each process keeps them for the edition of the public data that they were counted for,
and all share one count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Sum

from publications import editions
from publications.models import KeptFigure, Publication

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

    def __add__(self, other: Figures) -> Figures:
        known = [money for money in (self.money, other.money) if money is not None]
        return Figures(
            self.projects + other.projects,
            self.partners + other.partners,
            sum(known, ZERO) if known else None,
            self.with_money + other.with_money,
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


def of_periods() -> KeyFigures:
    """The figures by period as they are now, in one statement."""
    rows = KeptFigure.objects.filter(dimension="all").order_by().values("edition")
    sums = rows.annotate(
        all_projects=Sum("projects"), all_partners=Sum("partners"), money=Sum("eu_funding"), known=Sum("paid")
    )
    return KeyFigures(
        Group(row["edition"], None, None, None, _kept(row)) for row in sums if row["all_projects"]
    )


def of_parts() -> KeyFigures:
    """The figures by priority, objective and theme: one small statement, as long as nothing has changed."""
    word = editions.current()
    if word not in _known:
        kept = caches["figures"].get_or_set(f"{KEY}-{word}", _counted, KEPT)
        _known.clear()  # of older editions
        _known[word] = KeyFigures(kept or [])
    return _known[word]


def _kept(row: Mapping[str, Any]) -> Figures:
    money = row["money"] if row["known"] else None
    return Figures(row["all_projects"], row["all_partners"] or 0, money, row["known"] or 0)


def _counted() -> list[Group]:
    rows = (
        Publication.objects.order_by()
        .values("programme_period", "priority", "objective", "theme")
        .annotate(
            projects=Count("pk"),
            in_them=Sum("partner_count"),
            money=Sum("eu_funding"),
            with_money=Count("eu_funding"),
        )
    )
    return [_group(row) for row in rows]


def _group(row: Mapping[str, Any]) -> Group:
    figures = Figures(row["projects"], row["in_them"] or 0, row["money"], row["with_money"])
    return Group(row["programme_period"], row["priority"], row["objective"], row["theme"], figures)
