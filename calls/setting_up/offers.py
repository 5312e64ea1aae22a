"""What a call offers: objectives with their money, funds, flat rates, and items of the programme's lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from calls.models import Call, CallFlatRate, CallFund, CallObjectiveBudget
from calls.rates import highest_rates
from calls.setting_up.rows import replace
from calls.setting_up.wrong import Wrong
from calls.states import FlatRateKind
from programmes.models import SpecificObjective


def put_objectives(call: Call, objectives: Iterable[SpecificObjective]) -> None:
    """The specific objectives to which proposals may contribute."""
    before = set(call.objectives.values_list("pk", flat=True))
    wanted = list(objectives)
    for objective in wanted:
        priority = objective.priority
        if (objective.retired or priority.retired) and objective.pk not in before:
            raise Wrong(_("%(row)s is retired and not offered any more.") % {"row": objective}, "objectives")
        if priority.programme_period_id != call.programme_period_id or priority.is_internal:
            text = _("%(objective)s is not an objective of this programme for projects.")
            raise Wrong(text % {"objective": objective.code}, "objectives")
    call.objectives.set(wanted)


def put_objective_budgets(call: Call, amounts: Mapping[int, Decimal | None]) -> None:
    """What is set aside for objectives of the call, by their keys, in EUR; None: nothing is set aside.

    Together they stay within the money of the call. Runs after `put_objectives`.
    """
    rows = {key: {"amount": amount} for key, amount in amounts.items() if amount is not None}
    offered = dict(call.objectives.values_list("pk", "code"))
    for key, row in rows.items():
        if key not in offered:
            raise Wrong(_("Money can be set aside only for objectives of the call."), "objective_budgets")
        if not 0 <= row["amount"] <= call.budget:
            text = _("The money for %(objective)s must lie between 0 and the money of the call.")
            raise Wrong(text % {"objective": offered[key]}, "objective_budgets")
    if sum((row["amount"] for row in rows.values()), Decimal(0)) > call.budget:
        raise Wrong(_("Together the objectives have more than the call has."), "objective_budgets")
    replace(CallObjectiveBudget, call, "objective_id", rows)


def put_funds(call: Call, funds: Mapping[str, Mapping[str, Any]]) -> None:
    """By code of the fund: `rate` in percent and `is_fixed`; never above the programme's highest rate."""
    highest = highest_rates(call)
    for code, fund in funds.items():
        rate: Decimal = fund["rate"]
        if code not in highest:
            raise Wrong(_("The programme has no fund %(fund)s.") % {"fund": code}, "funds")
        if not 0 < rate <= 100 or rate != rate.quantize(Decimal("0.01")):
            raise Wrong(_("A rate is a percentage up to 100 with at most two decimals."), "funds")
        if rate > highest[code]:
            text = _("%(fund)s pays at most %(rate)s%% in this programme.")
            raise Wrong(text % {"fund": code, "rate": f"{highest[code]:f}"}, "funds")
    rows = {code: {"rate": row["rate"], "is_fixed": row["is_fixed"]} for code, row in funds.items()}
    replace(CallFund, call, "fund_id", rows)


def put_flat_rates(call: Call, rates: Mapping[str, Mapping[str, Any]]) -> None:
    """By kind: `rate` in whole percents and `is_fixed`."""
    for kind, rate in rates.items():
        if kind not in FlatRateKind.values or not 1 <= rate["rate"] <= 100:
            raise Wrong(_("A flat rate is from 1 to 100%."), "flat_rates")
    rows = {kind: {"rate": row["rate"], "is_fixed": row["is_fixed"]} for kind, row in rates.items()}
    replace(CallFlatRate, call, "kind", rows)


def putter_of(name: str) -> Callable[[Call, Iterable[Model]], None]:
    """The verb for a list of the programme: lump_sums, unit_costs, strategies or state_aid_schemes."""

    def put(call: Call, rows: Iterable[Model]) -> None:
        held = getattr(call, name)
        before = set(held.values_list("pk", flat=True))
        wanted = list(rows)
        for row in wanted:
            if row.programme_period_id != call.programme_period_id:  # type: ignore[attr-defined]
                raise Wrong(_("%(row)s belongs to another programme.") % {"row": row}, name)
            if row.retired and row.pk not in before:  # type: ignore[attr-defined]
                raise Wrong(_("%(row)s is retired and not offered any more.") % {"row": row}, name)
        held.set(wanted)

    return put
