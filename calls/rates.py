"""The highest rate at which a programme pays, fund by fund."""

from __future__ import annotations

from decimal import Decimal

from calls.models import Call
from programmes.models import ProgrammeFund


def highest_rates(call: Call) -> dict[str, Decimal]:
    """The programme's funds with the highest rate of each, in percent: the fund's own, or the edition's."""
    edition = call.programme_period
    usual = edition.max_rate if edition.max_rate is not None else Decimal(100)
    held = ProgrammeFund.objects.filter(programme_period=edition).order_by("fund")
    return {
        fund: usual if rate is None else min(rate, Decimal(100))
        for fund, rate in held.values_list("fund_id", "max_rate")
    }
