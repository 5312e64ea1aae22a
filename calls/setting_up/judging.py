"""By what proposals are judged: the rules of the call, and the criteria of the assessors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from calls import rules
from calls.models import Call, CallRule, Criterion
from calls.setting_up.rows import replace
from calls.setting_up.wrong import Wrong
from calls.states import RuleKind, Severity

CRITERIA_LIMIT = 40
HEAVIEST = 100
GROUPS = ("strategic", "operational")


def put_rules(call: Call, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """By kind: `parameters` as calls.rules takes them, and `severity`; in the order of the kinds."""
    for kind, rule in wanted.items():
        if kind not in RuleKind.values or rule["severity"] not in Severity.values:
            raise Wrong(_("This is not a rule that the portal knows."), "rules")
        try:
            rules.validate(kind, rule["parameters"])
        except ValidationError as error:
            raise Wrong(f"{RuleKind(kind).label}: {' '.join(error.messages)}", "rules") from error
    order = {kind: position for position, kind in enumerate(RuleKind.values)}
    rows = {
        kind: {
            "parameters": dict(rule["parameters"]),
            "severity": rule["severity"],
            "position": order[RuleKind(kind).value],
        }
        for kind, rule in wanted.items()
    }
    replace(CallRule, call, "kind", rows)


def put_criteria(call: Call, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """By key, in their order: `group`, `title`, `question` (texts) and `weight`."""
    if len(wanted) > CRITERIA_LIMIT:
        limit = {"limit": CRITERIA_LIMIT}
        raise Wrong(_("A call has at most %(limit)d criteria.") % limit, "criteria")
    for key, row in wanted.items():
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", key) or row["group"] not in GROUPS:
            raise Wrong(_("Choose the group of each criterion from the list."), "criteria")
        if not row["title"]:
            raise Wrong(_("Give each criterion a title in at least one language."), "criteria")
        if not 1 <= row["weight"] <= HEAVIEST:
            raise Wrong(_("A weight is a whole number from 1 to 100."), "criteria")
    rows = {
        key: {**{name: row[name] for name in ("group", "title", "question", "weight")}, "position": position}
        for position, (key, row) in enumerate(wanted.items())
    }
    replace(Criterion, call, "key", rows)
