"""What other sites show of a search in a frame: a table, a chart or a map, each with its date and source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publications import editions, figures, finding
from publications.figures import Cut, Dimension, drawing, naming
from publications.figures.drawing import Measure, Table
from publications.finding.wording import parts
from publications.models import Publication

ROWS = 20
LEVEL = 2  # NUTS level of maps
BY: Mapping[str, Dimension] = {
    "year": Dimension.YEAR,
    "programme": Dimension.PROGRAMME,
    "objective": Dimension.OBJECTIVE,
    "status": Dimension.STATUS,
    "kind": Dimension.KIND,
}
SHOWS: Mapping[str, Measure] = {"projects": Measure.PROJECTS, "money": Measure.MONEY}


class Framed:
    """A search for a frame, read in `language`; the parameters `by` and `show` say what is drawn."""

    def __init__(self, params: Any, language: str) -> None:
        self.language = language
        self.query = finding.query(params)
        self.search = finding.Search(self.query)
        self.by = BY.get(str(params.get("by", "")), Dimension.YEAR)
        self.measure = SHOWS.get(str(params.get("show", "")), Measure.PROJECTS)

    @property
    def conditions(self) -> list[str]:
        return parts(self.query)

    @cached_property
    def edition(self) -> editions.Edition:
        return editions.newest()

    @property
    def changed_at(self) -> datetime:
        """When the public data last changed."""
        return self.edition.changed_at

    @property
    def url(self) -> str:
        """The search on the portal, for who wants all of it."""
        asked = self.query.as_query_string()
        return f"{_portal()}{reverse('catalogue:projects')}" + (f"?{asked}" if asked else "")

    @cached_property
    def records(self) -> list[Publication]:
        """The first of the list, in its order."""
        keys = self.search.page().keys[:ROWS]
        by_key = Publication.objects.for_cards().in_bulk(keys)
        return [by_key[key] for key in keys if key in by_key]

    @property
    def more(self) -> bool:
        """Whether the portal has more than the frame shows."""
        return self.search.tally.number > len(self.records)

    @property
    def title(self) -> str:
        return drawing.name_of(self.measure)

    @cached_property
    def cut(self) -> Cut:
        return figures.cuts(self.query, [self.by], edition=self.edition.word)[self.by]

    @cached_property
    def chart(self) -> SafeString:
        lines = naming.lines(self.cut, self.language)
        ordered = lines if self.by == Dimension.YEAR else drawing.largest_first(lines, self.measure)
        return drawing.chart(
            self.cut, ordered, measure=self.measure, title=self.title, language=self.language
        )

    @cached_property
    def chart_table(self) -> Table:
        lines = naming.lines(self.cut, self.language)
        return drawing.table(self.cut, lines, caption=drawing.head_of(self.by), language=self.language)

    @cached_property
    def regions(self) -> Cut:
        return figures.by_region(self.query, level=LEVEL, edition=self.edition.word)

    @cached_property
    def map(self) -> SafeString:
        lines = naming.lines(self.regions, self.language)
        return drawing.region_map(lines, measure=self.measure, title=self.title, language=self.language)

    @cached_property
    def map_table(self) -> Table:
        lines = drawing.largest_first(naming.lines(self.regions, self.language), self.measure)
        return drawing.table(self.regions, lines, caption=_("Regions"), language=self.language)


def ways(query: finding.Query) -> list[dict[str, str]]:
    """Each kind of frame with its address, its height in pixels, and what it is called."""
    asked = query.as_query_string()
    kinds = (
        ("embed_table", _("Table of projects"), "480"),
        ("embed_chart", _("Chart by year"), "420"),
        ("embed_map", _("Map by region"), "640"),
    )
    return [
        {
            "name": name,
            "title": title,
            "height": height,
            "url": f"{_portal()}{reverse(f'catalogue:{name}')}" + (f"?{asked}" if asked else ""),
            "path": reverse(f"catalogue:{name}") + (f"?{asked}" if asked else ""),
        }
        for name, title, height in kinds
    ]


def _portal() -> str:
    return str(settings.PORTAL_URL).rstrip("/")
