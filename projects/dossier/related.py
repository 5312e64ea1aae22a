"""What hangs on a call, read as JSON in the statement of its parent, and put where `.all()` finds it.

Django reads each kind of child in a statement of its own; a page of the form would need four for a call.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import CharField, Model, OuterRef, QuerySet
from django.db.models.functions import Cast

from calls.models import Call, CallField, CallFlatRate, CallFund, CallRule
from core.rows import JsonRows
from core.texts import Text
from programmes.models import Fund


def of_call() -> dict[str, Any]:
    """Annotations of projects: the funds, flat rates, rules and fields of their call."""
    here = {"call": OuterRef("call_id")}
    return {
        "call_funds": as_json(
            CallFund.objects.filter(**here).order_by("fund_id"),
            pk="pk",
            fund="fund_id",
            name="fund__name",
            abbreviation="fund__abbreviation",
            is_eu="fund__is_eu",
            rate=as_text("rate"),
            is_fixed="is_fixed",
        ),
        "call_flat_rates": as_json(
            CallFlatRate.objects.filter(**here).order_by("kind"),
            pk="pk",
            kind="kind",
            rate="rate",
            is_fixed="is_fixed",
        ),
        "call_rules": as_json(
            CallRule.objects.filter(**here).order_by("position", "pk"),
            pk="pk",
            kind="kind",
            parameters="parameters",
            severity="severity",
            position="position",
        ),
        "call_fields": as_json(
            CallField.objects.filter(**here).order_by("key"), key="key", use="use", step="step"
        ),
    }


class Shown(NamedTuple):
    """What a call makes of a field, for readers of its use alone: 150 rows of a table take far longer."""

    key: str
    use: str
    step: int


def hang(call: Call, row: Any) -> None:
    """Put what `of_call` read for a row on its call."""
    funds = [
        CallFund(
            pk=each["pk"],
            call=call,
            fund=Fund(
                code=each["fund"],
                name=Text(each["name"]),
                abbreviation=Text(each["abbreviation"]),
                is_eu=each["is_eu"],
            ),
            rate=Decimal(each["rate"]),
            is_fixed=each["is_fixed"],
        )
        for each in row.call_funds
    ]
    put_at_hand(call, "funds", funds)
    put_at_hand(call, "flat_rates", [CallFlatRate(call=call, **each) for each in row.call_flat_rates])
    put_at_hand(call, "rules", [CallRule(call=call, **each) for each in row.call_rules])
    put_at_hand(call, "fields", [Shown(**each) for each in row.call_fields])


def as_json(rows: QuerySet[Any, Any], **columns: Any) -> JsonRows:
    """Rows of a child table as a list of dicts."""
    return JsonRows(rows, **columns)


def as_text(column: str) -> Cast:
    """A decimal as text, so that it never becomes a binary fraction."""
    return Cast(column, CharField())


def put_at_hand(owner: Model, name: str, found: Iterable[object]) -> None:
    """Let `.all()` of a relation give these rows, as Django's own prefetching leaves them."""
    rows: Any = getattr(owner, name).get_queryset()
    rows._result_cache, rows._prefetch_done = list(found), True  # noqa: SLF001
    kept: Any = owner
    kept.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows
