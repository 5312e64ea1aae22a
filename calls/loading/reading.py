"""One call of the file: checked against its edition; days count from the day of loading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError

from calls import rules
from calls.loading.asked import Asked, read_asked
from calls.models import Call
from calls.presets import presets
from calls.states import (
    MOST_ASSESSORS,
    USUAL_CATEGORIES,
    BudgetForm,
    CallKind,
    CallState,
    CommentRule,
    CostCategory,
    CriterionGroup,
    FlatRateKind,
    RuleKind,
    Severity,
)
from core.loading.entries import Entry
from programmes.models import ProgrammePeriod

Row = dict[str, Any]
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"


@dataclass(frozen=True)
class CallContent:
    """A call of the file with what hangs on it."""

    row: Row
    objectives: list[int]
    funds: list[Row]
    flat_rates: list[Row]
    rules: list[Row]
    criteria: list[Row]
    scale: list[Row]
    asked: Asked


def read_call(entry: Entry, known: dict[str, ProgrammePeriod], now: datetime) -> CallContent:
    edition = known.get(entry.string("edition", required=True, longest=12))
    if edition is None:
        entry.wrong("the edition is not known; run load_reference first, or mend its code")
    zone = entry.choice("time_zone", available_timezones(), default="Europe/Brussels")
    row: Row = {
        "code": entry.string("code", required=True, pattern=r"[a-z0-9-]{2,20}"),
        "programme_period": edition,
        "number": entry.whole("number", least=1, most=999, required=True),
        "kind": entry.choice("kind", CallKind.values, default=CallKind.ORDINARY),
        "title": entry.text("title", required=True),
        "introduction": entry.text("introduction"),
        "state": entry.choice("state", (CallState.PLANNED, CallState.PUBLISHED), default=CallState.PUBLISHED),
        "opens_at": _moment(entry, "opens", zone, now),
        "closes_at": _moment(entry, "closes", zone, now),
        "time_zone": zone,
        "budget": entry.money("budget", required=True),
        "languages": entry.codes("languages", "nl|fr|en"),
        "is_demo": True,
        **_switches(entry, zone, now),
    }
    _check_dates(entry, row)
    if Call.objects.filter(code=row["code"], is_demo=False).exists():
        entry.wrong("a call that is not a demo has this code; choose another")
    numbered = enumerate(entry.entries("rules", "rule", "kind"))
    criteria = enumerate(entry.entries("criteria", "criterion", "key"))
    call = CallContent(
        row=row,
        objectives=_objectives(entry, edition),
        funds=[_fund(inner, edition) for inner in entry.entries("funds", "fund", "fund")],
        flat_rates=[_flat_rate(inner) for inner in entry.entries("flat_rates", "flat rate", "kind")],
        rules=[_rule(inner, position) for position, inner in numbered],
        criteria=[_criterion(inner, position) for position, inner in criteria],
        scale=[{"value": value, "words": words} for value, words in presets()["harmonised"].scale.items()],
        asked=read_asked(entry, edition),
    )
    entry.finish()
    return call


def _check_dates(entry: Entry, row: Row) -> None:
    if row["opens_at"] >= row["closes_at"]:
        entry.wrong("the call closes before it opens")
    step1 = row["step1_closes_at"]
    if step1 is not None and not row["opens_at"] < step1 < row["closes_at"]:
        entry.wrong("step 1 closes outside the time of the call")


def _switches(entry: Entry, zone: str, now: datetime) -> Row:
    """How the form works: steps, periods, costs, confirmation."""
    categories = entry.codes("categories", "|".join(CostCategory.values))
    row: Row = {
        "step1_closes_at": _moment(entry, "step1_closes", zone, now) if entry.has("step1_closes") else None,
        "period_months": entry.whole("period_months", least=1, most=99),
        "budget_form": entry.choice("budget_form", BudgetForm.values, default=BudgetForm.TOTALS),
        "allowed_categories": categories or list(USUAL_CATEGORIES),
        "several_funds": entry.flag("several_funds"),
        "needs_second_confirmation": entry.flag("second_confirmation"),
        "threshold": entry.percent("threshold"),
        "is_blind": entry.flag("blind"),
        "assessors_wanted": entry.whole("assessors", least=1, most=MOST_ASSESSORS) or 2,
        "assessment_rounds": entry.whole("rounds", least=1, most=2) or 1,
    }
    if row["budget_form"] == BudgetForm.PERIODS and row["period_months"] is None:
        entry.wrong('costs by period need "period_months"')
    return row


def _moment(entry: Entry, name: str, zone: str, now: datetime) -> datetime:
    """A day counted from today, at a time of the call's zone."""
    inner = entry.inner(entry.raw(name), name)
    if inner is None:
        return now
    days = inner.whole("days", least=-3650, most=3650, required=True) or 0
    clock = time.fromisoformat(inner.string("time", required=True, pattern=CLOCK, default="00:00"))
    inner.finish()
    local = ZoneInfo(zone)
    return datetime.combine(now.astimezone(local).date() + timedelta(days=days), clock, local)


def _objectives(entry: Entry, edition: ProgrammePeriod | None) -> list[int]:
    codes = entry.codes("objectives")
    open_priorities = [] if edition is None else [p for p in edition.priorities.all() if not p.is_internal]
    offered = {objective.code: objective.pk for p in open_priorities for objective in p.objectives.all()}
    for code in codes:
        if edition is not None and code not in offered:
            entry.wrong(f"the objective {code} is not one of {edition.code}")
    return [offered[code] for code in codes if code in offered]


def _fund(entry: Entry, edition: ProgrammePeriod | None) -> Row:
    row: Row = {
        "fund_id": entry.string("fund", required=True, longest=20),
        "rate": entry.percent("rate", required=True),
        "is_fixed": entry.flag("fixed"),
    }
    entry.finish()
    if edition is not None:
        highest = {fund.fund_id: fund.max_rate for fund in edition.funds.all()}
        if row["fund_id"] not in highest:
            entry.wrong(f"{edition.code} has no such fund")
        limit = highest.get(row["fund_id"])
        if limit is not None and row["rate"] is not None and row["rate"] > limit:
            entry.wrong(f"the rate {row['rate']} is above the programme's highest, {limit}")
    return row


def _flat_rate(entry: Entry) -> Row:
    row: Row = {
        "kind": entry.choice("kind", FlatRateKind.values),
        "rate": entry.whole("rate", least=1, most=100, required=True),
        "is_fixed": entry.flag("fixed"),
    }
    entry.finish()
    return row


def _rule(entry: Entry, position: int) -> Row:
    row: Row = {
        "kind": entry.choice("kind", RuleKind.values),
        "parameters": entry.raw("parameters") or {},
        "severity": entry.choice("severity", Severity.values, default=Severity.ERROR),
        "position": position,
    }
    entry.finish()
    if row["kind"]:
        try:
            rules.validate(row["kind"], row["parameters"])
        except ValidationError as error:
            entry.wrong(" ".join(error.messages))
    return row


def _criterion(entry: Entry, position: int) -> Row:
    row: Row = {
        "group": entry.choice("group", CriterionGroup.values),
        "key": entry.string("key", required=True, pattern=r"[a-z-]{2,40}"),
        "title": entry.text("title", required=True),
        "question": entry.text("question"),
        "weight": entry.whole("weight", least=1, most=100, required=True),
        "help": entry.text("help"),
        "threshold": entry.money("threshold"),
        "comment_rule": entry.choice("comment_rule", CommentRule.values, default=CommentRule.BELOW),
        "section": entry.string("section", pattern=r"[a-z_]{2,20}"),
        "position": position,
    }
    entry.finish()
    return row
