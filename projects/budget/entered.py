"""What partners enter: amounts by category and period, items at a price each, parts of lump sums.

Everything that is entered counts in a partner's costs, whatever the call's form of budget: an amount
without a period, or in one that the project no longer has, falls to the last period (budget.periods).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from uuid import UUID

from projects.budget.costs import ZERO, Costs, row_amount


@dataclass(frozen=True)
class PeriodAmount:
    """What falls in one period, EUR."""

    number: int
    amount: Decimal


@dataclass(frozen=True)
class Line:
    """An amount in a cost category; `period` is None for the whole category."""

    category: str
    period: int | None
    amount: Decimal


@dataclass(frozen=True)
class Item:
    """A row of a table of costs. `unit_cost` is the programme's item that fixes its price, if any;
    `own_unit_cost` is one that the project proposes itself.

    `category` is one of ENTERED, or "unit_costs" for a unit cost over several categories.
    """

    uid: UUID
    category: str
    units: Decimal
    price: Decimal
    unit_cost: int | None = None
    investment: UUID | None = None
    periods: tuple[PeriodAmount, ...] = ()
    own_unit_cost: UUID | None = None

    @property
    def priced_by(self) -> str:
        """The unit cost that fixes the price, as the form spells it; "" where the partner gives one."""
        found = self.unit_cost if self.own_unit_cost is None else self.own_unit_cost
        return "" if found is None else str(found)

    @property
    def amount(self) -> Decimal:
        return row_amount(self.units, self.price)

    @property
    def spread(self) -> Decimal:
        """What of the amount has a period."""
        return sum((part.amount for part in self.periods), ZERO)

    @property
    def gap(self) -> Decimal:
        """What of the amount has no period yet; negative when more was spread than there is."""
        return self.amount - self.spread


@dataclass(frozen=True)
class Share:
    """A partner's part of a lump sum; `period` is None while it was not chosen."""

    period: int | None
    amount: Decimal


def table_of(covered: Sequence[str]) -> str:
    """The table of a unit cost's rows by what it covers: the category's own, or the one for several."""
    return covered[0] if len(covered) == 1 else "unit_costs"


def costs(lines: Iterable[Line], items: Iterable[Item] = (), shares: Iterable[Share] = ()) -> Costs:
    """A partner's costs by category: sums of amounts that were each cut to the cent."""
    sums = dict.fromkeys(_NAMES, ZERO)
    for line in lines:
        sums[line.category] += line.amount
    for item in items:
        sums[item.category] += item.amount
    for share in shares:
        sums["lump_sums"] += share.amount
    return Costs(**sums)


def costs_by_period(
    lines: Iterable[Line], items: Iterable[Item] = (), shares: Iterable[Share] = ()
) -> dict[int, Costs]:
    """The same as far as it has a period, by its number."""
    sums: dict[int, dict[str, Decimal]] = {}

    def put(period: int | None, category: str, amount: Decimal) -> None:
        if period is not None:
            sums.setdefault(period, dict.fromkeys(_NAMES, ZERO))[category] += amount

    for line in lines:
        put(line.period, line.category, line.amount)
    for item in items:
        for part in item.periods:
            put(part.number, item.category, part.amount)
    for share in shares:
        put(share.period, "lump_sums", share.amount)
    return {number: Costs(**sums[number]) for number in sorted(sums)}


def unspread(whole: Costs, by_period: Mapping[int, Costs]) -> Costs:
    """What of the costs has no period yet, by category; negative where more was spread than there is."""
    return Costs(
        **{
            name: getattr(whole, name) - sum((getattr(part, name) for part in by_period.values()), ZERO)
            for name in _NAMES
        }
    )


def lump_sum_gap(amount: Decimal, shares: Iterable[Decimal]) -> Decimal:
    """What of a programme's lump sum no partner has taken; 0 when the partners' parts make it up exactly."""
    return amount - sum(shares, ZERO)


_NAMES = tuple(field.name for field in fields(Costs))
