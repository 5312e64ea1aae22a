"""The words of what programme and call offer in a field's list, as a dossier keeps them."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from calls.models import Call, CallTheme
from core.texts import Text
from programmes.models import LegalStatusOption


def columns() -> dict[str, Any]:
    """What a query for projects needs so that `options_of` costs none."""
    of_call = {"call": OuterRef("call_id")}
    edition = OuterRef("call__programme_period")
    legal = LegalStatusOption.objects.filter(programme_period=edition).order_by("pk")
    schemes = Call.state_aid_schemes.through.objects.filter(**of_call).order_by("stateaidscheme_id")
    strategies = Call.strategies.through.objects.filter(**of_call).order_by("strategy__code")
    themes = CallTheme.objects.filter(**of_call).order_by("position")
    return {
        "legal_forms": _pairs(legal, "pk", "description"),
        "aid_schemes": _pairs(schemes, "stateaidscheme_id", "stateaidscheme__name"),
        "call_strategies": _pairs(strategies, "strategy__code", "strategy__title"),
        "call_themes": _pairs(themes, "code", "title"),
    }


def options_of(fetched: Any) -> dict[str, dict[str, Text]]:
    """By field, the words of each value; of a project with the annotations of `columns`."""
    found = {
        "partner.legal_form": fetched.legal_forms,
        "partner.state_aid_scheme": fetched.aid_schemes,
        "strategy.strategy": fetched.call_strategies,
        "call_theme": fetched.call_themes,
    }
    return {
        key: {str(row["value"]): Text(row["words"]) for row in rows} for key, rows in found.items() if rows
    }


def _pairs(rows: Any, value: str, words: str) -> ArraySubquery:
    return ArraySubquery(rows.values(json=JSONObject(value=value, words=words)))
