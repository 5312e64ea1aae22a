"""The heads of a ranking's columns, which sort it, and the money of a call by priority."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.ranking.reading import Reading
from assessments.ranking.sums import ObjectiveSum
from programmes.models import Priority, SpecificObjective
from secretariat.filters.ranking import RankingFilter
from secretariat.pages.addresses import Address

KNOWN = ("step", "q", "objective", "part", "sort")
# Label, what it sorts by ("": the sum that runs in the order of ranks), the first click, whether amounts.
COLUMNS = (
    (_("Rank"), "position", "position", False),
    (_("Proposal"), "acronym", "acronym", False),
    (_("Score"), "score", "-score", True),
    (_("Threshold"), "passes", "passes", False),
    (_("Assessments"), "assessments", "assessments", True),
    (_("Spread"), "spread", "-spread", True),
    (_("EU money asked for"), "asked", "-asked", True),
    (_("Added up"), "", "", True),
    (_("Money"), "place", "place", False),
    (_("State"), "state", "state", False),
)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Head:
    """The head of a column. `way` is ascending, descending or blank; `url` sorts by it (blank: it cannot)."""

    label: Promise
    url: str
    way: str
    is_amount: bool


@dataclass(frozen=True)
class PriorityMoney:
    """The proposals of one priority (None: of objectives outside the call), or of all. EUR.

    `available` is what the call sets aside for its objectives; None where the common purse pays.
    """

    priority: Priority | None
    number: int
    unknown: int
    asked: Decimal
    number_proposed: int
    proposed: Decimal
    available: Decimal | None


@dataclass(frozen=True)
class MoneyByPriority:
    """A row for each priority, the sum of all, and the purse that is set aside for no objective."""

    rows: list[PriorityMoney]
    whole: PriorityMoney
    common: Decimal


def heads(narrowed: RankingFilter, query: QueryDict) -> list[Head]:
    """The columns in their order; a second click on the one that sorts turns it round."""
    address = Address(query, KNOWN)
    return [_head(column, narrowed.order, address) for column in COLUMNS]


def money_by_priority(reading: Reading, objectives: Iterable[SpecificObjective]) -> MoneyByPriority:
    """Asked, proposed and available; no query beside those that `reading` makes."""
    priorities = {objective.pk: objective.priority for objective in objectives}
    purses = {purse.objective: purse.amount for purse in reading.purses if purse.objective}
    sums: dict[int | None, list[ObjectiveSum]] = {}
    for found in reading.sums:
        priority = priorities.get(found.objective or 0)
        sums.setdefault(priority.pk if priority else None, []).append(found)
    known = {priority.pk: priority for priority in priorities.values()}
    aside = {
        key: [purses[pk] for pk, priority in priorities.items() if priority.pk == key and pk in purses]
        for key in known
    }
    rows = [
        _row(priority, sums.get(key, []), sum(aside[key], NOTHING) if aside[key] else None)
        for key, priority in known.items()
    ]
    if None in sums:
        rows.append(_row(None, sums[None], None))
    available = sum((purse.amount for purse in reading.purses), NOTHING)
    common = available - sum(purses.values(), NOTHING)
    return MoneyByPriority(rows, _row(None, reading.sums, available), common)


def _row(priority: Priority | None, some: Iterable[ObjectiveSum], available: Decimal | None) -> PriorityMoney:
    found = list(some)
    return PriorityMoney(
        priority=priority,
        number=sum(one.number for one in found),
        unknown=sum(one.unknown for one in found),
        asked=sum((one.asked for one in found), NOTHING),
        number_proposed=sum(one.number_proposed for one in found),
        proposed=sum((one.proposed for one in found), NOTHING),
        available=available,
    )


def _head(column: tuple[Promise, str, str, bool], order: str, address: Address) -> Head:
    label, key, first, is_amount = column
    if not key:
        return Head(label, "", "", is_amount)
    way = {key: "ascending", f"-{key}": "descending"}.get(order, "")
    turned = {"ascending": f"-{key}", "descending": key}.get(way, first)
    return Head(label, address.changed(sort="" if turned == "position" else turned), way, is_amount)
