"""What the page of an operation shows of the money it passed on, read in the statement of its own record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Exists, F, JSONField, OuterRef, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, JSONObject

from cascade import finding, rolling_up
from cascade.finding import Line
from cascade.models import Scheme, SchemeTheme, SubGrant
from cascade.rolling_up import RollUp
from core.rows import JsonRows
from core.texts import Text

SHOWN = 10  # of the newest sub-grants
_PLAIN = ("code", "kind", "title", "target_projects", "target_companies", "source", "is_demo")

_COSTS = ("total_cost", "management_cost")


@dataclass(frozen=True)
class PassedOn:
    """The schemes of an operation with their sums, and its newest sub-grants."""

    rolled: list[RollUp]
    lines: list[Line]


def column() -> Combinable:
    """For a statement of publications: all of it as one JSON value; null where nothing is passed on.

    Money goes as text, since a JSON number may lose cents.
    """
    schemes = Scheme.objects.filter(operation=OuterRef("pk")).order_by("code")
    newest = finding.with_grantees(SubGrant.objects.published())
    newest = newest.filter(sub_call__scheme__operation=OuterRef("pk")).order_by("-decided_on", "code")
    held = JSONObject(
        schemes=JsonRows(
            rolling_up.summed(schemes),
            **{name: name for name in (*_PLAIN, "of_projects", "of_recipients", "of_companies")},
            **{name: _exact(name) for name in ("total_budget", "of_grant", "of_cost", *_COSTS)},
        ),
        lines=JsonRows(
            newest[:SHOWN],
            **{name: name for name in ("code", "acronym", "title", "decided_on", "is_demo", "of_grantees")},
            grant=_exact("grant"),
            theme="theme__title",
        ),
    )
    return Case(When(Exists(schemes), then=held), output_field=JSONField())


def read(held: Mapping[str, Any] | None) -> PassedOn | None:
    """What `column` gave; None where the operation passes nothing on."""
    if held is None:
        return None
    return PassedOn([_rolled(row) for row in held["schemes"]], [_line(row) for row in held["lines"]])


def _exact(name: str) -> Cast:
    return Cast(F(name), CharField())


def _rolled(row: Mapping[str, Any]) -> RollUp:
    plain = {name: row[name] for name in _PLAIN}
    plain |= {name: None if row[name] is None else Decimal(row[name]) for name in _COSTS}
    scheme = Scheme(**{**plain, "title": Text(row["title"]), "total_budget": Decimal(row["total_budget"])})
    return RollUp(
        scheme=scheme,
        projects=row["of_projects"],
        recipients=row["of_recipients"],
        companies=row["of_companies"],
        grant=Decimal(row["of_grant"]),
        eligible_cost=Decimal(row["of_cost"]),
        themes=(),
    )


def _line(row: Mapping[str, Any]) -> Line:
    sub_grant = SubGrant(
        code=row["code"],
        acronym=row["acronym"],
        title=Text(row["title"]),
        decided_on=date.fromisoformat(row["decided_on"]),
        grant=Decimal(row["grant"]),
        is_demo=row["is_demo"],
        theme=SchemeTheme(title=Text(row["theme"])) if row["theme"] else None,
    )
    return Line(sub_grant, tuple(row["of_grantees"]))
