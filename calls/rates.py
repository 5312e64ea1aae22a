"""The highest rate at which a programme pays, fund by fund."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from calls.models import Call
from calls.states import CallKind
from programmes.models import ProgrammeFund

MICRO = "rate_micro"  # the fact of an edition


def highest_rates(call: Call) -> dict[str, Decimal]:
    """The programme's funds with the highest rate of each, in percent: the fund's own, or the edition's.

    Of a call for micro-projects, the rate that the edition states for them, where it states one.
    """
    edition = call.programme_period
    own = _of_micro_projects(edition.facts) if call.kind == CallKind.MICRO else None
    usual = edition.max_rate if edition.max_rate is not None else Decimal(100)
    held = ProgrammeFund.objects.filter(programme_period=edition).order_by("fund")
    return {
        fund: own or (usual if rate is None else min(rate, Decimal(100)))
        for fund, rate in held.values_list("fund_id", "max_rate")
    }


def _of_micro_projects(facts: Iterable[Mapping[str, Any]]) -> Decimal | None:
    stated = (fact["value"] for fact in facts if fact.get("key") == MICRO and fact.get("kind") == "percent")
    return next((min(Decimal(str(value)), Decimal(100)) for value in stated), None)
