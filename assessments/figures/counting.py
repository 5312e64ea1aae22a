"""Figures counted by the database: five statements, however many proposals there are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Case, DecimalField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from assessments.figures.record import Count, Figures, IndicatorSum, Times
from assessments.models import Condition, Decision
from calls.models import Call
from projects.models import Project, StateChange
from projects.states import DRAFTS, FUNDED, RETURNS, State

GRANTED = FUNDED | {
    State.APPROVED_WITH_CONDITIONS,
    State.RETURNED_FOR_CONDITIONS,
    State.CONDITIONS_SUBMITTED,
}
UNDECIDED = {State.SUBMITTED, State.STEP1_SUBMITTED, *RETURNS, State.WITHDRAWN}
NOT_ELIGIBLE = UNDECIDED | {State.INELIGIBLE, State.STEP1_INELIGIBLE}
ELIGIBLE = frozenset(State) - NOT_ELIGIBLE - DRAFTS
DECIDED = GRANTED | {
    *(State.INELIGIBLE, State.STEP1_INELIGIBLE, State.RESERVE),
    *(State.NOT_APPROVED, State.STEP1_NOT_APPROVED),
}
MOST_REGIONS = 60
PHASES = ("eligibility", "decision", "whole")


@dataclass(frozen=True)
class Scope:
    """Of which calls, until the end of which day (None: now), of which specific objective."""

    calls: QuerySet[Call]
    until: date | None = None
    objective: int | None = None

    @property
    def end(self) -> datetime | None:
        """The moment after the day."""
        if self.until is None:
            return None
        return timezone.make_aware(datetime.combine(self.until, time.min) + timedelta(days=1))


def collect(user: User, scope: Scope) -> Figures:
    """The figures of what the person may read."""
    facts = _facts(user, scope)
    by = _by_project(facts)
    partners = _by_partner(facts)
    more = _beside(user, scope)
    return Figures(
        total=next(iter(by["total"]), Count("")),
        by_objective=by["objective"],
        by_month=by["month"],
        by_call=by["call"],
        by_country=partners["country"],
        by_region=partners["region"][:MOST_REGIONS],
        by_type=partners["type"],
        by_status=partners["status"],
        times=_times(facts),
        indicators=_indicators(facts, scope),
        **more,
    )


def _facts(user: User, scope: Scope) -> tuple[str, tuple[Any, ...]]:
    """SQL of one row for each proposal: id, call, objective, month, state then, asked, granted, moments."""
    visible = Project.objects.visible_to_staff(user).filter(call__in=scope.calls)
    if scope.objective is not None:
        visible = visible.filter(objective=scope.objective)
    changes = StateChange.objects.filter(project=OuterRef("pk"))
    cuts = Decision.objects.cuts().filter(project=OuterRef("pk"))
    state: Any = Case(When(state__in=RETURNS, then=F("returned_from")), default=F("state"))
    if scope.end is not None:
        visible = visible.filter(first_submitted_at__lt=scope.end)
        changes = changes.filter(at__lt=scope.end)
        state = Coalesce(Subquery(changes.order_by("-at", "-pk").values("target")[:1]), Value("submitted"))
    eligible = changes.filter(step__in=["declare_eligible", "declare_ineligible"]).order_by("-at", "-pk")
    taken = changes.filter(
        step__in=["approve", "approve_with_conditions", "put_on_reserve", "refuse"]
    ).order_by("at", "pk")
    rows = visible.annotate(
        stands=state,
        cut=Subquery(cuts.values("granted")[:1]),
        eligible_on=Subquery(eligible.values("decided_on")[:1]),
        taken_on=Subquery(taken.values("decided_on")[:1]),
        asks=Coalesce(F("eu_asked"), Value(Decimal(0)), output_field=DecimalField()),
    ).order_by()
    names = ("pk", "call_id", "objective_id", "first_submitted_at", "stands", "asks", "cut")
    return rows.values_list(*names, "eligible_on", "taken_on").query.sql_with_params()


_NAMES = "(id, call_id, objective_id, submitted, stands, asks, cut, eligible_on, taken_on)"
_COUNTS = """
  count(*), count(*) FILTER (WHERE stands = ANY(%s)), count(*) FILTER (WHERE stands = ANY(%s)),
  count(*) FILTER (WHERE stands = ANY(%s))"""


def _ask(facts: tuple[str, tuple[Any, ...]], sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"WITH facts{_NAMES} AS MATERIALIZED ({facts[0]}) {sql}", [*facts[1], *params])
        return list(cursor.fetchall())


def _sets() -> list[list[str]]:
    return [sorted(ELIGIBLE), sorted(DECIDED), sorted(GRANTED)]


def _by_project(facts: tuple[str, tuple[Any, ...]]) -> dict[str, list[Count]]:
    rows = _ask(
        facts,
        f"""SELECT grouping(objective_id, month, call_id), objective_id, month, call_id, {_COUNTS},
          coalesce(sum(asks), 0),
          coalesce(sum(coalesce(cut, asks)) FILTER (WHERE stands = ANY(%s)), 0)
        FROM (SELECT *, to_char(submitted AT TIME ZONE %s, 'YYYY-MM') AS month FROM facts) rows
        GROUP BY GROUPING SETS ((), (objective_id), (month), (call_id))
        ORDER BY 1, month, objective_id, call_id""",  # noqa: S608 - constants; values are parameters
        [*_sets(), sorted(GRANTED), timezone.get_current_timezone_name()],
    )
    kinds = {7: "total", 3: "objective", 5: "month", 6: "call"}
    found: dict[str, list[Count]] = {kind: [] for kind in kinds.values()}
    for grouping, objective, month, call, *counts in rows:
        kind = kinds[grouping]
        name = {"total": "", "objective": objective or "", "month": month, "call": call}[kind]
        found[kind].append(Count(str(name), *counts))
    return found


def _by_partner(facts: tuple[str, tuple[Any, ...]]) -> dict[str, list[Count]]:
    """Partners and their money. What a cut grant leaves is shared among partners as they asked."""
    rows = _ask(
        facts,
        f"""SELECT grouping(country, region, type, legal_status), country,
          concat_ws(' ', region, (SELECT name FROM programmes_region WHERE code = region)), type,
          legal_status,
          {_COUNTS},
          coalesce(sum(partner.eu_asked), 0),
          coalesce(sum(CASE WHEN cut IS NULL OR asks = 0 THEN partner.eu_asked
            ELSE round(partner.eu_asked * cut / asks, 2) END) FILTER (WHERE stands = ANY(%s)), 0)
        FROM facts JOIN projects_partnerfigure partner ON partner.project_id = facts.id
        GROUP BY GROUPING SETS ((country), (region), (type), (legal_status))
        ORDER BY 1, 6 DESC, country, region, type, legal_status""",  # noqa: S608 - as above
        [*_sets(), sorted(GRANTED)],
    )
    kinds = {7: "country", 11: "region", 13: "type", 14: "status"}
    found: dict[str, list[Count]] = {kind: [] for kind in kinds.values()}
    for grouping, country, region, sort, status, *counts in rows:
        kind = kinds[grouping]
        name = {"country": country, "region": region, "type": sort, "status": status}[kind]
        found[kind].append(Count(name or "", *counts))
    return found


def _times(facts: tuple[str, tuple[Any, ...]]) -> list[Times]:
    rows = _ask(
        facts,
        """SELECT phase, count(days), round(avg(days), 1),
          percentile_cont(0.5) WITHIN GROUP (ORDER BY days)::numeric(8, 1), max(days)
        FROM (
          SELECT 'eligibility' AS phase, eligible_on - (submitted AT TIME ZONE %s)::date AS days FROM facts
          UNION ALL SELECT 'decision', taken_on - eligible_on FROM facts WHERE eligible_on IS NOT NULL
          UNION ALL SELECT 'whole', taken_on - (submitted AT TIME ZONE %s)::date FROM facts
        ) spans WHERE days >= 0 GROUP BY phase""",
        [timezone.get_current_timezone_name()] * 2,
    )
    known = {row[0]: Times(*row) for row in rows}
    return [known.get(phase, Times(phase, 0, None, None, None)) for phase in PHASES]


def _indicators(facts: tuple[str, tuple[Any, ...]], scope: Scope) -> list[IndicatorSum]:
    editions, params = scope.calls.order_by().values("programme_period").query.sql_with_params()
    of_objective = "" if scope.objective is None else "AND indicator.objective_id = %s"
    rows = _ask(
        facts,
        f"""SELECT indicator.identifier, indicator.name::text, indicator.unit::text, indicator.kind,
          coalesce(sum(figure.target) FILTER (WHERE facts.id IS NOT NULL), 0),
          coalesce(sum(figure.target) FILTER (WHERE facts.stands = ANY(%s)), 0), indicator.target
        FROM programmes_programmeindicator indicator
        LEFT JOIN projects_indicatorfigure figure ON figure.indicator_id = indicator.id
        LEFT JOIN facts ON facts.id = figure.project_id
        WHERE indicator.programme_period_id IN ({editions}) AND NOT indicator.retired {of_objective}
        GROUP BY indicator.id ORDER BY indicator.kind, indicator.position, indicator.identifier""",  # noqa: S608
        [sorted(GRANTED), *params, *([] if scope.objective is None else [scope.objective])],
    )
    return [
        IndicatorSum(identifier, json.loads(name), json.loads(unit), *numbers)
        for identifier, name, unit, *numbers in rows
    ]


def _beside(user: User, scope: Scope) -> dict[str, Any]:
    """Drafts (only their number), open conditions, whether something is closed; one statement."""
    here = Project.objects.real().filter(call__in=scope.calls)
    if scope.objective is not None:
        here = here.filter(objective=scope.objective)
    drafts = here.filter(state__in=DRAFTS, first_submitted_at__isnull=True)
    readable = Project.objects.visible_to_staff(user).filter(call__in=scope.calls)
    open_ones = Condition.objects.unsettled().filter(decision__project__in=readable.values("pk"))
    closed = here.filter(first_submitted_at__isnull=False).closed_to(user)
    overdue = open_ones.filter(due__lt=timezone.localdate())
    asked = [
        rows.order_by().values("pk").query.sql_with_params() for rows in (drafts, open_ones, overdue, closed)
    ]
    counted = ", ".join(f"(SELECT count(*) FROM ({sql}) rows)" for sql, _params in asked)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted}", [value for _sql, params in asked for value in params])
        numbers = cursor.fetchone() or (0, 0, 0, 0)
    return {
        "drafts": numbers[0],
        "open_conditions": numbers[1],
        "overdue_conditions": numbers[2],
        "is_partial": bool(numbers[3]),
    }
