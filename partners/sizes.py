"""How large an enterprise is by its figures: Recommendation 2003/361/EC, Annex, Art. 2. Pure, in EUR."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from partners.states import SizeClass


class Ceiling(NamedTuple):
    """Fewer people than `staff`, and turnover or balance sheet total at most as high."""

    size: SizeClass
    staff: int
    turnover: Decimal
    balance: Decimal


CEILINGS = (
    Ceiling(SizeClass.MICRO, 10, Decimal(2_000_000), Decimal(2_000_000)),
    Ceiling(SizeClass.SMALL, 50, Decimal(10_000_000), Decimal(10_000_000)),
    Ceiling(SizeClass.MEDIUM, 250, Decimal(50_000_000), Decimal(43_000_000)),
)
SME = CEILINGS[-1]
SMES = frozenset(ceiling.size for ceiling in CEILINGS)


def size_by(staff: int | None, turnover: Decimal | None, balance: Decimal | None) -> SizeClass:
    """The smallest class that the figures fit; one of both amounts is enough. UNKNOWN without them."""
    if staff is None:
        return SizeClass.UNKNOWN
    for ceiling in CEILINGS:
        fits_turnover = turnover is not None and turnover <= ceiling.turnover
        fits_balance = balance is not None and balance <= ceiling.balance
        if staff < ceiling.staff and (fits_turnover or fits_balance):
            return ceiling.size
    is_known = staff >= SME.staff or (turnover is not None and balance is not None)
    return SizeClass.LARGE if is_known else SizeClass.UNKNOWN
