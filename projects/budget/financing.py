"""Who pays a partner's total: European funds at their rates, and the partner's share that remains.

Regulation (EU) 2021/1059, Art. 13, caps the rate of a programme; a call sets its own (calls.rules).

A small project fund (Art. 25 there) can be financed in two parts: what managing it costs, and the money for
small projects. Each part has its own funds, rates and contributions, and each takes its own cents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.rounding import five_digits, half_up2
from projects.budget.costs import ZERO, PartnerBudget, Step, flat

HUNDRED = Decimal("100.00")
# The parts in which a partner is financed. The first is all of it where small projects are not apart.
MANAGEMENT = ""
SMALL_PROJECTS = "small_projects"


@dataclass(frozen=True)
class CoFinanced:
    """Fund amounts by code, and the partner's share, which takes the cents that cutting left over."""

    funds: dict[str, Decimal]
    partner_share: Decimal
    partner_share_rate: Decimal
    steps: tuple[Step, ...] = ()


def co_finance(total: Decimal, rates: Mapping[str, Decimal]) -> CoFinanced:
    """Split a partner's total over funds at `rates` percent each.

    Rates that together exceed 100 make a negative partner share, which the checks report. Raises ValueError
    for a rate outside 0 to 100.
    """
    if any(not 0 <= rate <= 100 for rate in rates.values()):
        raise ValueError("a co-financing rate lies between 0 and 100 percent")
    together = sum(rates.values(), ZERO)
    funds = {code: flat(total, rate) for code, rate in rates.items()}
    partner_share = total - sum(funds.values(), ZERO)
    steps = [Step("fund", total, rates[code], amount, code) for code, amount in funds.items()]
    steps.append(Step("partner_share", total, None, partner_share, "partner_share"))
    return CoFinanced(funds, partner_share, HUNDRED - together, tuple(steps))


def bases(budget: PartnerBudget, *, is_apart: bool) -> dict[str, Decimal]:
    """What is financed, by part: the total, or managing and small projects apart; together the total."""
    if not is_apart:
        return {MANAGEMENT: budget.total}
    return {MANAGEMENT: budget.total - budget.small_projects, SMALL_PROJECTS: budget.small_projects}


def share(part: Decimal, whole: Decimal) -> Decimal:
    """The share in percent as the table of partners and funds shows it; 0 if either is 0.

    The ratio is rounded to 5 significant digits first and the percentage to 2 decimals then, both a half
    upwards, as programmes know it: 0.234449 becomes 23.45, not 23.44.
    """
    return half_up2(five_digits(part, whole) * 100) if part and whole else ZERO
