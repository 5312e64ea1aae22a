"""The projects and partners of a portfolio as tables, for machines: they go inside the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.plain import amount
from core.sheets import csv_lines

PROJECTS = (
    "code",
    "acronym",
    "title",
    "programme",
    "objective",
    "status",
    "start",
    "end",
    "total_budget",
    "total_budget_is_approximate",
    "eu_funding",
    "partners",
)
PARTNERS = ("code", "organisation", "country", "is_lead")


def projects(data: Mapping[str, Any]) -> bytes:
    """One row for each project, as CSV."""
    return _csv(PROJECTS, _projects(data))


def partners(data: Mapping[str, Any]) -> bytes:
    """One row for each organisation in each project, as CSV."""
    return _csv(PARTNERS, _partners(data))


def _projects(data: Mapping[str, Any]) -> list[list[Any]]:
    rows = []
    for one in data["projects"]:
        edition = data["editions"][one["edition"]]
        objective = data["objectives"].get(str(one["objective"]))
        rows.append(
            [
                one["code"],
                one["acronym"],
                one["title"],
                f"{one['edition']} {edition['period']}",
                objective["code"] if objective else None,
                one["status"],
                one["start"],
                one["end"],
                amount(one["total"]),
                bool(one.get("about")),
                amount(one["eu"]),
                len(one["partners"]),
            ]
        )
    return rows


def _partners(data: Mapping[str, Any]) -> list[list[Any]]:
    named = data["organisations"]
    return [
        [one["code"], *named[role["n"]], bool(role.get("lead"))]
        for one in data["projects"]
        for role in one["partners"]
        if role["n"] is not None
    ]


def _csv(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    return "".join(csv_lines(header, rows)).encode("utf-8", "replace")
