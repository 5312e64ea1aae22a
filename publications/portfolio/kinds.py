"""The documents with many projects: names, titles, and the data that go inside the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.pdf import Attachment
from core.pdf.manuscripts import Manuscript
from documents.kinds import InParts
from publications.portfolio import drawn, tables
from publications.portfolio.facts import name_of
from publications.portfolio.manuscript import ENTRY, FIGURES, OPENING, PAGES, PortfolioManuscript


class Portfolio(InParts):
    """Of a programme, a period, a priority, an objective, a theme or a region."""

    template = OPENING
    further = (PAGES, ENTRY, FIGURES)
    sources = (
        "publications.portfolio",
        "publications.figures",
        "core.shaded",
    )
    styles = ("css/print/portfolio.css",)
    is_public = True
    seconds: ClassVar[int] = 1800
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
            Attachment("projects.csv", "text/csv", tables.projects(data), _("The projects, one per row")),
            Attachment("partners.csv", "text/csv", tables.partners(data), _("The partners, one per row")),
        ]

    def address(self, data: dict[str, Any], language: str) -> str:
        return str(data["about"]["page"])


class PartnerPortfolio(Portfolio):
    """Of a partner organisation."""


class CallResult(Portfolio):
    """Of a call that led to funded projects."""


class Selection(Portfolio):
    """Of any public search."""
