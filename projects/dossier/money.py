"""The shape of what a call allows in budgets, and of the lump sums that a project uses."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from core.texts import Text
from projects.budget import DIRECT, Line, lump_sum_gap, table_of


@dataclass(frozen=True)
class LumpSumOffer:
    """A lump sum of the call; `phase` is "preparation", "implementation" or "closure"."""

    id: int
    name: Text
    description: Text
    amount: Decimal
    phase: str
    is_splittable: bool
    categories: tuple[str, ...]


@dataclass(frozen=True)
class UnitCostOffer:
    """A unit cost of the call: a price in EUR for each unit, in one cost category or over several.

    One that the project proposes itself has no `id`, but an `own` identity.
    """

    id: int | None
    name: Text
    description: Text
    unit: Text
    price: Decimal
    categories: tuple[str, ...]
    own: UUID | None = None

    @property
    def table(self) -> str:
        """The table of the budget in which its rows stand."""
        return table_of(self.categories)

    @property
    def key(self) -> str:
        """How a row of the budget names it."""
        return str(self.id if self.own is None else self.own)


@dataclass(frozen=True)
class BudgetTerms:
    """How a call wants budgets written. `form` is "totals", "periods" or "items".

    Without `period_months` there are no periods.
    `categories` are those in which real costs may be entered.
    """

    form: str = "totals"
    period_months: int | None = None
    categories: tuple[str, ...] = DIRECT
    several_funds: bool = True
    lump_sums: tuple[LumpSumOffer, ...] = ()
    unit_costs: tuple[UnitCostOffer, ...] = ()

    def takes(self, line: Line) -> bool:
        """Whether an amount stands where this form of budget asks for it."""
        return self.form == ("totals" if line.period is None else "periods")


@dataclass(frozen=True)
class PartnerAmount:
    """A partner's part, EUR."""

    partner: UUID
    amount: Decimal


@dataclass(frozen=True)
class LumpSumUse:
    """A lump sum of the programme that the project uses; 0 is preparation, 255 closure, None not chosen."""

    uid: UUID
    lump_sum: int
    name: Text
    amount: Decimal
    phase: str
    is_splittable: bool
    period: int | None
    shares: tuple[PartnerAmount, ...]

    @property
    def gap(self) -> Decimal:
        """What of the amount no partner has taken; negative when they took more."""
        return lump_sum_gap(self.amount, (part.amount for part in self.shares))

    def share_of(self, partner: UUID) -> Decimal | None:
        return next((part.amount for part in self.shares if part.partner == partner), None)
