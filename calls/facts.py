"""Everything that was set up for a call, as plain facts by name: for the trail, for comparing, for limits.

A name is a column ("closes_at") or a group and a key ("fund.ERDF", "field.summary", "rule.duration"). Values
are plain data; what is not there has no fact.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from calls.models import Call

Facts = Mapping[str, Any]

COLUMNS = (
    *(
        "code",
        "number",
        "kind",
        "title",
        "introduction",
        "time_zone",
        "opens_at",
        "step1_closes_at",
        "closes_at",
    ),
    *("period_months", "budget", "several_funds", "budget_form"),
    "needs_second_confirmation",
    "screening_days",
    *("score_lowest", "score_highest", "threshold", "is_blind", "assessors_wanted", "assessment_rounds"),
    "shows_first_round",
)
CRITERION = ("group", "weight", "comment_rule", "comment_below", "section")
CRITERION_WORDS = ("title", "question", "help")
LISTS = ("lump_sums", "unit_costs", "strategies", "state_aid_schemes")


def facts_of(call: Call) -> dict[str, Any]:
    """The facts as they stand in the database; a constant number of queries, whatever hangs on the call."""
    found: dict[str, Any] = {name: _plain(getattr(call, name)) for name in COLUMNS}
    found |= {f"language.{code}": True for code in call.languages}
    found |= {f"category.{code}": True for code in call.allowed_categories}
    found |= {f"objective.{row.code}": str(row.title) for row in call.objectives.all()}
    for row in call.objective_budgets.select_related("objective"):
        found[f"objective_budget.{row.objective.code}"] = str(row.amount)
    for fund in call.funds.all():
        found[f"fund.{fund.fund_id}"] = {"rate": str(fund.rate), "is_fixed": fund.is_fixed}
    for flat in call.flat_rates.all():
        found[f"flat_rate.{flat.kind}"] = {"rate": flat.rate, "is_fixed": flat.is_fixed}
    for name in LISTS:
        found |= {f"{name}.{row.pk}": str(row) for row in getattr(call, name).all()}
    return found | _judged_by(call) | _asked(call) | _checked(call)


def _judged_by(call: Call) -> dict[str, Any]:
    found: dict[str, Any] = {
        f"rule.{rule.kind}": {"parameters": rule.parameters, "severity": rule.severity}
        for rule in call.rules.all()
    }
    for row in call.criteria.all():
        found[f"criterion.{row.key}"] = {
            **{name: getattr(row, name) for name in CRITERION},
            **{name: dict(getattr(row, name)) for name in CRITERION_WORDS},
            "threshold": _plain(row.threshold),
        }
    return found | {f"scale.{point.value}": dict(point.words) for point in call.scale.all()}


def _checked(call: Call) -> dict[str, Any]:
    return {
        f"check.{row.key}": {
            "title": dict(row.title),
            "help": dict(row.help),
            "group": row.group,
            "section": row.section,
            "is_required": row.is_required,
        }
        for row in call.checks.all()
    }


def _asked(call: Call) -> dict[str, Any]:
    found: dict[str, Any] = {
        f"field.{row.key}": {"use": row.use, "step": row.step} for row in call.fields.all()
    }
    found |= {f"theme.{row.code}": dict(row.title) for row in call.themes.all()}
    for annex in call.annexes.all():
        found[f"annex.{annex.key}"] = {
            "title": dict(annex.title),
            "description": dict(annex.description),
            "is_required": annex.is_required,
            "per_partner": annex.per_partner,
            "step": annex.step,
            "template": annex.template_name,
        }
    for text in call.texts.all():
        found[f"text.{text.kind}"] = {"subject": dict(text.subject), "body": dict(text.body)}
    return found


def group_of(name: str) -> str:
    """The group of a fact; a column is its own group."""
    return name.partition(".")[0]


def changes(before: Facts, after: Facts) -> dict[str, tuple[Any, Any]]:
    """What differs, by name, as (before, after); None where there was or is nothing."""
    names = sorted({*before, *after})
    pairs = {name: (before.get(name), after.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def digest(facts: Facts, groups: Collection[str]) -> str:
    """A short name for what the facts of some groups are now, by which a stale page is known."""
    part = {name: value for name, value in facts.items() if group_of(name) in groups}
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return dict(value) if isinstance(value, Mapping) else value
