"""What can be read through the interface: lists of things, each with its fields and filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from catalogue.api.fields import Field, Meaning
from publications.finding import Query

# Rows, and how many they are.
Found = tuple[QuerySet[Any], Callable[[], int]]
Narrow = Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True)
class Filter:
    """A parameter that narrows a list."""

    name: str
    meaning: Meaning
    schema: dict[str, Any]
    narrow: Narrow


@dataclass(frozen=True)
class Resource:
    """A list of things of one kind, in the order of their keys.

    `rows` are all that are public. `key` is the column by which one is addressed, "" when none is. `search`
    turns a search for projects, in an edition of the data, into rows; `parameters` are then its own.
    """

    name: str
    about: Meaning
    fields: tuple[Field, ...]
    rows: Callable[[], QuerySet[Any]]
    key: str = ""
    filters: tuple[Filter, ...] = ()
    search: Callable[[Query, str], Found] | None = None
    parameters: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def one(self) -> str:
        """The name of the schema of one of them: "Project"."""
        return SINGULAR[self.name]

    def with_fields(self, names: Sequence[str]) -> Resource:
        """The resource with these of its fields, in its own order."""
        return replace(self, fields=tuple(one for one in self.fields if one.name in names))

    def read(self, rows: QuerySet[Any]) -> QuerySet[Any, tuple[Any, ...]]:
        """The values of the fields of these rows, then the key of each, in the order of the keys."""
        cells = {f"c_{one.name}": one.read for one in self.fields}
        found: QuerySet[Any, tuple[Any, ...]] = (
            rows.order_by("pk").annotate(**cells).values_list(*cells, "pk")
        )
        return found


SINGULAR = {
    "projects": "Project",
    "organisations": "Organisation",
    "sub-grants": "SubGrant",
    "programmes": "Programme",
    "periods": "ProgrammePeriod",
    "priorities": "Priority",
    "objectives": "SpecificObjective",
    "themes": "Theme",
    "calls": "Call",
    "regions": "Region",
}
