"""What figures are: counts with money, times of phases, sums by indicator. No database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.rounding import half_up2, percentage

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Count:
    """Proposals of one kind, or partners of one kind with the share of the money that is theirs. EUR.

    `decided` are those found not eligible, or approved, put on the reserve list or not approved.
    """

    name: str
    submitted: int = 0
    eligible: int = 0
    decided: int = 0
    granted: int = 0
    asked: Decimal = NOTHING
    granted_money: Decimal = NOTHING

    def plus(self, other: Count, name: str) -> Count:
        """Both together, under this name."""
        return Count(
            name,
            self.submitted + other.submitted,
            self.eligible + other.eligible,
            self.decided + other.decided,
            self.granted + other.granted,
            self.asked + other.asked,
            self.granted_money + other.granted_money,
        )

    @property
    def success(self) -> Decimal | None:
        """Of a hundred decided ones, how many were approved."""
        return half_up2(percentage(Decimal(self.granted), Decimal(self.decided))) if self.decided else None


@dataclass(frozen=True)
class Times:
    """Days that a phase took: how often it ended, the mean, the median, the longest."""

    phase: str
    number: int
    mean: Decimal | None
    median: Decimal | None
    longest: int | None


@dataclass(frozen=True)
class IndicatorSum:
    """An indicator of the programme: what proposals aim at, what approved ones do, what is wanted."""

    identifier: str
    name: Mapping[str, str]
    unit: Mapping[str, str]
    kind: str
    asked: Decimal
    granted: Decimal
    target: Decimal | None

    @property
    def covered(self) -> Decimal | None:
        """What approved ones reach of the programme's target, in percent."""
        return half_up2(percentage(self.granted, self.target)) if self.target else None


@dataclass(frozen=True)
class Figures:
    """Everything that the page of figures shows. Names of `Count` are codes; the page says them in words."""

    total: Count
    by_objective: Sequence[Count] = ()
    by_month: Sequence[Count] = ()
    by_call: Sequence[Count] = ()
    by_country: Sequence[Count] = ()
    by_region: Sequence[Count] = ()
    by_type: Sequence[Count] = ()
    by_status: Sequence[Count] = ()
    times: Sequence[Times] = ()
    indicators: Sequence[IndicatorSum] = ()
    region_names: Mapping[str, str] = field(default_factory=dict)
    drafts: int = 0
    open_conditions: int = 0
    overdue_conditions: int = 0
    is_partial: bool = False
