"""The public list of sub-grants: found by words, operation, sub-call, theme and country; bounded pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from cascade.models import SubGrant, SubGrantee, SubGrantQuerySet
from core.countries import country_name

PAGE = 50
LONGEST = 100  # characters of the words
SORTS = {
    "-decided": ("-decided_on", "code"),
    "decided": ("decided_on", "code"),
    "-grant": ("-grant", "code"),
    "acronym": ("acronym", "code"),
}
_GRANTEE = ("name", "country")


@dataclass(frozen=True)
class Asked:
    """A search as its address says it; what the address says wrongly is left out."""

    words: str = ""
    operation: str = ""
    call: str = ""
    theme: str = ""
    country: str = ""
    sort: str = "-decided"

    @property
    def is_narrowed(self) -> bool:
        return any((self.words, self.operation, self.call, self.theme, self.country))


@dataclass(frozen=True)
class Line:
    """One sub-grant of the list, with the names of who got it."""

    sub_grant: SubGrant
    grantees: tuple[Mapping[str, Any], ...]

    @property
    def names(self) -> list[str]:
        return [str(one["name"]) for one in self.grantees if one["name"]]

    @property
    def nameless(self) -> int:
        return len(self.grantees) - len(self.names)

    @property
    def countries(self) -> list[str]:
        return sorted({country_name(str(one["country"])) for one in self.grantees if one["country"]})


def asked(params: Mapping[str, str]) -> Asked:
    """The search that an address names; every address gives one."""

    def given(name: str, longest: int) -> str:
        return params.get(name, "").replace("\x00", " ").strip()[:longest]

    sort = given("sort", 20)
    return Asked(
        words=_sayable(given("q", LONGEST)),
        operation=_sayable(given("operation", 50)),
        call=_sayable(given("call", 20)),
        theme=_sayable(given("theme", 40)),
        country=_sayable(given("country", 2)).upper(),
        sort=sort if sort in SORTS else "-decided",
    )


def found(search: Asked) -> SubGrantQuerySet:
    """The published sub-grants that the search names, in its order, with what their lines show."""
    rows = _narrowed(SubGrant.objects.published(), search)
    rows = rows.select_related("sub_call__scheme__operation", "sub_call__call", "theme")
    return with_grantees(rows).order_by(*SORTS[search.sort])


def with_grantees(rows: SubGrantQuerySet) -> SubGrantQuerySet:
    """With who got each, as `Line` takes them."""
    grantees = SubGrantee.objects.filter(sub_grant=OuterRef("pk")).order_by("position")
    return rows.annotate(
        of_grantees=ArraySubquery(grantees.values(json=JSONObject(**{n: n for n in _GRANTEE})))
    )


def line(sub_grant: SubGrant) -> Line:
    """A row of `found` as the list shows it."""
    return Line(sub_grant, tuple(vars(sub_grant)["of_grantees"]))


def _narrowed(rows: SubGrantQuerySet, search: Asked) -> SubGrantQuerySet:
    if search.words:
        named = SubGrantee.objects.filter(sub_grant=OuterRef("pk"), name__icontains=search.words)
        rows = rows.filter(
            Q(acronym__icontains=search.words) | Q(title__icontains=search.words) | Exists(named)
        )
    if search.operation:
        rows = rows.filter(sub_call__scheme__operation__code=search.operation)
    if search.call:
        rows = rows.filter(sub_call__call__code=search.call)
    if search.theme:
        rows = rows.filter(theme__code=search.theme)
    if search.country:
        there = SubGrantee.objects.filter(sub_grant=OuterRef("pk"), country=search.country)
        rows = rows.filter(Exists(there))
    return rows


def _sayable(text: str) -> str:
    """Without lone halves of characters, which no database holds."""
    return text.encode("utf-8", "ignore").decode("utf-8")
