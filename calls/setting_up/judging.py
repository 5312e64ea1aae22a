"""By what proposals are judged: the rules of the call, and the criteria of the assessors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from calls import form, rules
from calls.models import Call, CallRule, Criterion, ScalePoint
from calls.scored import is_scored
from calls.setting_up.rows import replace
from calls.setting_up.wrong import Wrong
from calls.states import SCALE_HIGHEST, CommentRule, CriterionGroup, RuleKind, Severity

CRITERIA_LIMIT = 40
HEAVIEST = 100
COLUMNS = (
    *("group", "title", "question", "help", "weight", "threshold"),
    *("comment_rule", "comment_below", "section"),
)


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
    """By key, in their order: columns of a criterion; group, title, question and weight are needed."""
    if len(wanted) > CRITERIA_LIMIT:
        limit = {"limit": CRITERIA_LIMIT}
        raise Wrong(_("A call has at most %(limit)d criteria.") % limit, "criteria")
    for key, row in wanted.items():
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", key) or row["group"] not in CriterionGroup.values:
            raise Wrong(_("Choose the group of each criterion from the list."), "criteria")
        if not row["title"]:
            raise Wrong(_("Give each criterion a title in at least one language."), "criteria")
        if not 1 <= row["weight"] <= HEAVIEST:
            raise Wrong(_("A weight is a whole number from 1 to 100."), "criteria")
        _require_measures(call, row)
    rows = {
        key: {**{name: row[name] for name in COLUMNS if name in row}, "position": position}
        for position, (key, row) in enumerate(wanted.items())
    }
    gone = Criterion.objects.filter(call=call).exclude(key__in=rows)
    if gone and is_scored(call.pk):
        raise Wrong(_("An assessor has scored by these criteria already, so all of them stay."), "criteria")
    replace(Criterion, call, "key", rows)


def _require_measures(call: Call, row: Mapping[str, Any]) -> None:
    scale = {"lowest": call.score_lowest, "highest": call.score_highest}
    threshold = row.get("threshold")
    if threshold is not None and not call.score_lowest <= threshold <= call.score_highest:
        text = _("The threshold of a criterion is a score from %(lowest)d to %(highest)d.")
        raise Wrong(text % scale, "criteria")
    if row.get("comment_rule", CommentRule.BELOW) not in CommentRule.values:
        raise Wrong(_("Choose from the list when a reason is needed."), "criteria")
    if not 0 <= row.get("comment_below", 0) <= SCALE_HIGHEST:
        raise Wrong(_("Give the score below which a reason is needed."), "criteria")
    if row.get("section") and row["section"] not in form.sections():
        raise Wrong(_("Choose the section of the form from the list."), "criteria")


def put_scale(call: Call, wanted: Mapping[int, Mapping[str, str]]) -> None:
    """By score: what it means, in words. A score that is not on the scale has none."""
    on_scale = range(call.score_lowest, call.score_highest + 1)
    rows = {value: {"words": words} for value, words in wanted.items() if words and value in on_scale}
    replace(ScalePoint, call, "value", rows)
