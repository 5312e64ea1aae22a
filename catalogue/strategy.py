"""What the pages of a programme show of its periods, priorities, objectives and themes: one statement each.

What hangs under a row comes as plain data in JSON columns of that row, so that a page costs the same however
much hangs there.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject
from django.http import Http404

from editorial.reading import newest_rows
from programmes.models import (
    ExampleAction,
    Priority,
    Programme,
    ProgrammeFund,
    ProgrammePeriod,
    Region,
    SpecificObjective,
    Theme,
)

_OBJECTIVE = JSONObject(
    id="pk",
    code="code",
    title="title",
    policy_objective="policy_objective_id",
    investment_priority="investment_priority",
    provenance="provenance",
)
_ACTION = JSONObject(text="text", provenance="provenance", objective="objective__code")
_THEME = JSONObject(id="pk", code="code", title="title", provenance="provenance")


def _objectives(**at: Any) -> ArraySubquery:
    return ArraySubquery(SpecificObjective.objects.filter(**at).order_by("code").values(row=_OBJECTIVE))


def _actions(**at: Any) -> ArraySubquery:
    return ArraySubquery(ExampleAction.objects.filter(**at).order_by("position").values(row=_ACTION))


def _themes(**at: Any) -> ArraySubquery:
    return ArraySubquery(Theme.objects.filter(**at).order_by("code").values(row=_THEME))


def _priorities() -> ArraySubquery:
    """The priorities for projects of an edition, with what hangs under each."""
    rows = Priority.objects.filter(programme_period=OuterRef("pk"), is_internal=False).order_by("number")
    return ArraySubquery(
        rows.values(
            row=JSONObject(
                id="pk",
                number="number",
                letter="letter",
                title="title",
                subtitle="subtitle",
                share=Cast("share", CharField()),
                share_reading="share_reading",
                operational_objectives="operational_objectives",
                provenance="provenance",
                objectives=_objectives(priority=OuterRef("pk")),
                actions=_actions(priority=OuterRef("pk")),
            )
        )
    )


def programmes() -> QuerySet[Any]:
    """All programmes, each with the `keys` and `period_codes` of its periods, newest first."""
    rows = ProgrammePeriod.objects.filter(programme=OuterRef("pk")).order_by("-period__first_year")
    return Programme.objects.of_the_portal().annotate(
        keys=ArraySubquery(rows.values("pk")), period_codes=ArraySubquery(rows.values("period"))
    )


def editions(slug: str) -> list[Any]:
    """The periods of a programme, newest first, each with `priority_rows`, `theme_rows` and `piece_rows`."""
    found = ProgrammePeriod.objects.filter(programme__slug=slug).select_related(
        "programme__platform", "period"
    )
    return list(
        found.annotate(
            priority_rows=_priorities(),
            theme_rows=_themes(programme_period=OuterRef("pk")),
            piece_rows=newest_rows(OuterRef("programme")),
        ).order_by("-period__first_year")
    )


def edition(slug: str, period: str) -> Any:
    """One period with all that its page shows. Http404 when there is none."""
    funds = ProgrammeFund.objects.filter(programme_period=OuterRef("pk")).order_by("fund")
    area = Region.objects.filter(programme_periods=OuterRef("pk")).order_by("country", "code")
    rows = ProgrammePeriod.objects.filter(programme__slug=slug, period=period).annotate(
        priority_rows=_priorities(),
        theme_rows=_themes(programme_period=OuterRef("pk")),
        fund_rows=ArraySubquery(
            funds.values(
                row=JSONObject(
                    name="fund__name", abbreviation="fund__abbreviation", rate=Cast("max_rate", CharField())
                )
            )
        ),
        area_rows=ArraySubquery(
            area.values(row=JSONObject(code="code", name="name", country="country", level="level"))
        ),
        named_objectives=_named_in_facts(),
    )
    return _one(rows.select_related("programme", "period"))


def _named_in_facts() -> ArraySubquery:
    """The objectives of any programme that the facts of an edition name by their code, with their titles."""
    rows = SpecificObjective.objects.alias(stated=Cast(OuterRef("facts"), TextField()))
    named = rows.filter(stated__contains=F("code")).order_by("code", "pk").distinct("code")
    return ArraySubquery(named.values(row=_OBJECTIVE))


def priority(slug: str, period: str, code: str) -> Any:
    """One priority by its letter or number, with its objectives, actions and themes. Http404 when unknown."""
    rows = Priority.objects.filter(
        programme_period__programme__slug=slug, programme_period__period=period, is_internal=False
    )
    narrowed = rows.filter(number=int(code)) if _is_number(code) else rows.filter(letter=code.upper())
    return _one(
        narrowed.select_related("programme_period__programme").annotate(
            objective_rows=_objectives(priority=OuterRef("pk")),
            action_rows=_actions(priority=OuterRef("pk")),
            hanging_themes=_themes(priority=OuterRef("pk")),
        )
    )


def objective(slug: str, period: str, code: str) -> Any:
    """One specific objective of a period by its code, with its actions. Http404 when unknown."""
    rows = SpecificObjective.objects.filter(
        code=code,
        priority__is_internal=False,
        priority__programme_period__programme__slug=slug,
        priority__programme_period__period=period,
    )
    return _one(
        rows.select_related("priority__programme_period__programme", "policy_objective")
        .annotate(action_rows=_actions(objective=OuterRef("pk")))
        .order_by("priority__number")
    )


def theme(slug: str, period: str, code: str) -> Any:
    """One theme of a period by its code, with the other themes beside it. Http404 when unknown."""
    rows = Theme.objects.filter(
        code=code, programme_period__programme__slug=slug, programme_period__period=period
    )
    return _one(
        rows.select_related("programme_period__programme", "priority").annotate(
            theme_rows=_themes(programme_period=OuterRef("programme_period"))
        )
    )


def _is_number(code: str) -> bool:
    return code.isascii() and code.isdigit() and len(code) < 6


def _one(rows: QuerySet[Any]) -> Any:
    found = rows.first()
    if found is None:
        raise Http404
    return found
