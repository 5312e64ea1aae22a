"""Which calls use what a programme has set up; named in settings.PROGRAMME_USES."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model, Q

from calls.models import Call
from calls.states import CallState
from programmes.models import LegalStatusOption, Priority, ProgrammeFund, ProgrammeIndicator, Theme
from programmes.setting_up.uses import Use

# What a call offers without a list of its own: everything of its edition, or of the objectives it names.
WAYS: Mapping[type[Model], Callable[[Any], Q]] = {
    Priority: lambda row: Q(objectives__priority=row),
    ProgrammeIndicator: lambda row: Q(objectives=row.objective_id),
    ProgrammeFund: lambda row: Q(programme_period=row.programme_period_id, funds__fund=row.fund_id),
    LegalStatusOption: lambda row: Q(programme_period=row.programme_period_id),
    Theme: lambda row: Q(programme_period=row.programme_period_id),
}


def calls_using(row: Model) -> list[Use]:
    """The calls that name the row in one of their lists, or offer it to applicants; one query."""
    found = Call.objects.filter(_way(row)).distinct().order_by("pk")
    return [Use(str(call), call.state == CallState.PUBLISHED) for call in found]


def _way(row: Model) -> Q:
    model = type(row)
    if model in WAYS:
        return WAYS[model](row)
    lists = [field.name for field in Call._meta.many_to_many if field.related_model is model]
    ways = Q(pk__in=())
    for name in lists:
        ways |= Q(**{name: row})
    return ways
