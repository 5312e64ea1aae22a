"""What the lists of a set-up show of each row, and how they can be sorted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.fields.json import KT
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programmes.models import ProgrammePeriod
from programmes.permissions import has_role, programmes_where
from programmes.setting_up.parts import Part
from programmes.setting_up.registry import PARTS
from programmes.setting_up.texts import Written, texts_of
from programmes.states import SECRETARIAT, CostCategory, Role

CATEGORY = dict(CostCategory.choices)


@dataclass(frozen=True)
class Column:
    """A column: its label, what it shows, and the field by which it sorts ("" when it can't).

    `kind` says how: text (in several languages), eur, percent, plain.
    """

    label: str | Promise
    value: Callable[[Any], Any]
    sort: str = ""
    kind: str = "plain"


def _display(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, f"get_{name}_display")()


def _held(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


def _categories(row: Any) -> str:
    return ", ".join(str(CATEGORY.get(code, code)) for code in row.categories)


# The first column heads the row and leads to it.
COLUMNS: Mapping[str, Sequence[Column]] = {
    "priorities": (
        Column(_("Title"), _held("title"), "title", "text"),
        Column(_("Number"), _held("number"), "number"),
        Column(_("Share"), _held("share"), "share", "percent"),
    ),
    "objectives": (
        Column(_("Title"), _held("title"), "title", "text"),
        Column(_("Code"), _held("code"), "code"),
        Column(_("Priority"), lambda row: row.priority.letter or row.priority.number, "priority__number"),
    ),
    "themes": (
        Column(_("Title"), _held("title"), "title", "text"),
        Column(_("Code"), _held("code"), "code"),
    ),
    "indicators": (
        Column(_("Name"), _held("name"), "name", "text"),
        Column(_("Identifier"), _held("identifier"), "identifier"),
        Column(_("Kind"), _display("kind"), "kind"),
        Column(_("Objective"), lambda row: row.objective.code, "objective__code"),
        Column(_("Baseline"), _held("baseline"), "baseline", "number"),
        Column(_("Target"), _held("target"), "target", "number"),
        Column(_("Unit"), _held("unit"), "", "text"),
        Column(_("Leads to"), lambda row: ", ".join(one.identifier for one in row.results.all())),
    ),
    "funds": (
        Column(_("Fund"), lambda row: row.fund.name, "fund", "text"),
        Column(_("Money of the EU"), lambda row: _("yes") if row.fund.is_eu else _("no")),
        Column(_("Highest rate"), _held("max_rate"), "max_rate", "percent"),
    ),
    "lump-sums": (
        Column(_("Name"), _held("name"), "name", "text"),
        Column(_("Amount"), _held("amount"), "amount", "eur"),
        Column(_("Phase"), _display("phase"), "phase"),
        Column(_("Cost categories"), _categories),
    ),
    "unit-costs": (
        Column(_("Name"), _held("name"), "name", "text"),
        Column(_("Price"), _held("price"), "price", "eur"),
        Column(_("Unit"), _held("unit"), "", "text"),
        Column(_("Cost categories"), _categories),
    ),
    "legal-statuses": (
        Column(_("Description"), _held("description"), "description", "text"),
        Column(_("Kind"), _display("kind"), "kind"),
    ),
    "strategies": (Column(_("Title"), _held("title"), "title", "text"),),
    "state-aid": (
        Column(_("Name"), _held("name"), "name", "text"),
        Column(_("Measure"), _display("measure"), "measure"),
        Column(_("Number"), _held("number"), "number"),
        Column(_("Highest aid intensity"), _held("max_intensity"), "max_intensity", "percent"),
        Column(_("Threshold"), _held("threshold"), "threshold", "eur"),
    ),
}
PARENTS: Mapping[str, tuple[str, ...]] = {
    "objectives": ("priority",),
    "indicators": ("objective",),
    "funds": ("fund",),
}


@dataclass(frozen=True)
class Count:
    """How much of a part is there, and how many of its texts lack a language."""

    part: Part
    offered: int
    retired: int
    lacking: int


def my_edition(request: HttpRequest, code: str, *roles: Role) -> ProgrammePeriod:
    """An edition where the person has one of `roles` (else a role of the secretariat); 404 for others."""
    mine = ProgrammePeriod.objects.of_programmes(programmes_where(request.user, roles or SECRETARIAT))
    return get_object_or_404(mine.select_related("programme", "period"), code=code)


def may_set_up(request: HttpRequest, edition: ProgrammePeriod) -> bool:
    """Whether the person may change the set-up of the edition."""
    return has_role(request.user, edition.programme_id, {Role.MANAGER})


def rows_of(part: Part, edition: ProgrammePeriod) -> QuerySet[Any]:
    """The rows of a part with what its list shows."""
    rows: QuerySet[Any] = part.rows(edition).select_related(*PARENTS.get(part.key, ()))
    return rows.prefetch_related("results") if part.key == "indicators" else rows


def in_order(rows: QuerySet[Any], part: Part, wanted: str) -> QuerySet[Any]:
    """Sorted by a column ("-amount": downwards); any other word gives the usual order."""
    column = next(
        (one for one in COLUMNS[part.key] if one.sort and one.sort == wanted.removeprefix("-")), None
    )
    if column is None:
        return rows if rows.ordered else rows.order_by("pk")
    by = KT(f"{column.sort}__{(get_language() or 'en')[:2]}") if column.kind == "text" else None
    if by is None or column.sort == "fund":
        return rows.order_by(wanted, "pk")
    return rows.order_by(
        by.desc(nulls_last=True) if wanted.startswith("-") else by.asc(nulls_last=True), "pk"
    )


def table_of(part: Part, rows: Sequence[Model]) -> list[dict[str, Any]]:
    """Each row with the values of its columns."""
    columns = COLUMNS[part.key]
    return [
        {"row": row, "head": columns[0].value(row), "cells": [(c.kind, c.value(row)) for c in columns[1:]]}
        for row in rows
    ]


def overview(edition: ProgrammePeriod) -> tuple[list[Count], list[Written]]:
    """The parts with their counts, and the texts that lack a language; one query or two for each part."""
    lacking = [text for text in texts_of(edition) if text.missing]
    counts = []
    for part in PARTS.values():
        retired = list(part.rows(edition).values_list("retired", flat=True))
        missing = sum(text.part is part for text in lacking)
        counts.append(Count(part, retired.count(False), retired.count(True), missing))
    return counts, lacking
