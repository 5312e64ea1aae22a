"""The documents with many projects: names, titles, and the data that go inside the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.manuscripts import Manuscript
from core.pdf import Attachment
from core.sheets import csv_lines
from documents.kinds import InParts
from publications.portfolio import drawn
from publications.portfolio.facts import name_of
from publications.portfolio.manuscript import ENTRY, OPENING, PAGES, PortfolioManuscript

_PROJECTS = (
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
_PARTNERS = ("code", "organisation", "country", "is_lead")


class Portfolio(InParts):
    """Of a programme, a period, a priority, an objective, a theme or a region."""

    template = OPENING
    further = (PAGES, ENTRY)
    sources = ("publications.portfolio", "publications.figures", "core.shaded", "core.binding", "core.manuscripts")
    is_public = True
    seconds: ClassVar[int] = 900
    days_unused: ClassVar[int | None] = 30

    def manuscript(self, data: dict[str, Any], language: str, further: Mapping[str, Any]) -> Manuscript:
        return PortfolioManuscript(data, language, further)

    def title(self, data: dict[str, Any], language: str) -> str:
        names = {"label": drawn.label_of(data["about"]["kind"]), "name": name_of(data["about"], language)}
        return _("%(label)s: %(name)s") % {**names, "name": names["name"][:300]}

    def filename(self, data: dict[str, Any], language: str) -> str:
        about = data["about"]
        name = slugify(f"{about['programme']} {about['code']} {name_of(about, language)}")[:60]
        return f"{about['kind']}-{name.strip('-') or 'projects'}-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | date | None:
        return datetime.fromisoformat(data["data_date"])

    def programme(self, data: dict[str, Any]) -> str:
        return str(data["about"]["programme"])

    def attachments(self, data: dict[str, Any], language: str) -> Sequence[Attachment]:
        """The data as JSON, and the projects and their partners as tables."""
        return [
            *super().attachments(data, language),
            _table("projects.csv", _PROJECTS, _projects(data, language), _("The projects, one a row")),
            _table("partners.csv", _PARTNERS, _partners(data), _("The partners of the projects, one a row")),
        ]


class PartnerPortfolio(Portfolio):
    """Of a partner organisation."""


class CallResult(Portfolio):
    """Of a call that led to funded projects."""


class Selection(Portfolio):
    """Of any public search."""


def _projects(data: Mapping[str, Any], language: str) -> list[list[Any]]:
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
                _amount(one["total"]),
                bool(one.get("about")),
                _amount(one["eu"]),
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


def _amount(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _table(name: str, header: Sequence[str], rows: Sequence[Sequence[Any]], description: str) -> Attachment:
    content = "".join(csv_lines(header, rows)).encode("utf-8", "replace")
    return Attachment(name, "text/csv", content, description)
