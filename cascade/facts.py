"""What a scheme says, as plain facts by name: for the trail, and to know a page that somebody overtook.

A name is a column ("total_budget") or a theme ("theme.health"). Amounts and rates are texts with two
decimals, in EUR and percent; what is not stated is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cascade.models import Scheme
from core.texts import Text

Facts = Mapping[str, Any]
THEME = "theme."
COLUMNS = (
    *("kind", "title", "total_budget", "max_grant", "rate", "max_months"),
    *("total_cost", "management_cost", "target_projects", "target_companies", "source"),
)


@dataclass(frozen=True)
class Theme:
    """A theme as somebody wants it; a new one has no code yet."""

    title: Text
    code: str = ""


def facts_of(scheme: Scheme) -> dict[str, Any]:
    """The facts as they stand; one statement, for the themes."""
    columns = {name: getattr(scheme, name) for name in COLUMNS}
    return stated(columns, ((row.code, row.title) for row in scheme.themes.all()))


def stated(columns: Mapping[str, Any], themes: Iterable[tuple[str, Text]]) -> dict[str, Any]:
    """The facts that these values make; `themes` are (code, title) in their order."""
    told: dict[str, Any] = {name: plain(columns[name]) for name in COLUMNS}
    for place, (code, title) in enumerate(themes, 1):
        told[f"{THEME}{code}"] = {"place": place, "title": dict(title)}
    return told


def plain(value: Any) -> Any:
    """A value as a fact."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return dict(value) if isinstance(value, Mapping) else value
