"""A search that is looked at in another way than as a list: its words, chips, filters and addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.filters import chips
from publications import editions, finding
from publications.figures import kept
from publications.figures.naming import Line
from publications.finding import Query, Search


class Looked:
    """A search that is looked at in another way than as a list; `params` are those of the address."""

    page = ""  # the name of its address

    def __init__(self, params: Any, language: str) -> None:
        self.params = params
        self.language = language
        self.query: Query = finding.query(params)

    def address(self, page: str = "", query: Query | None = None, **own: object) -> str:
        """The address of a page that looks at a search, with own parameters where they are not the usual."""
        parts = [(query or self.query).as_query_string()]
        parts += [
            f"{name.replace('_', '-')}={value}" for name, value in own.items() if value not in ("", None)
        ]
        asked = "&".join(part for part in parts if part)
        return reverse(f"catalogue:{page or self.page}") + (f"?{asked}" if asked else "")

    def own(self) -> dict[str, object]:
        """Its own parameters; blank where they are the usual ones."""
        return {}

    def changed(self, **own: object) -> str:
        """Its address with some of its own parameters changed."""
        return self.address("", None, **{**self.own(), **own})

    @cached_property
    def edition(self) -> str:
        """Of the public data; blank where no page needs to know."""
        return "" if kept.holds(self.query) and not self.query.chosen else editions.current()

    @property
    def chips(self) -> list[dict[str, object]]:
        """What was chosen, each with the address of the same page without it."""
        if self.query.is_empty:
            return []
        own = "&".join(f"{name}={value}" for name, value in self.own().items() if value != "")
        found = chips(Search(self.query, edition=self.edition), self.language)
        for chip in found:
            chip["url"] = "?" + "&".join(part for part in (str(chip["url"])[1:], own) if part)
        return found

    @property
    def hidden(self) -> list[tuple[str, object]]:
        """What the form of words keeps of the address."""
        return [pair for pair in self.query.pairs() if pair[0] != "q"] + [
            pair for pair in self.own().items() if pair[1] != ""
        ]

    @property
    def views(self) -> list[dict[str, Any]]:
        """The ways of looking at the same search."""
        names = {
            "projects": _("List"),
            "map": _("Map"),
            "figures": _("Figures"),
            "network": _("Who works with whom"),
        }
        return [
            {"label": label, "url": self.address(page), "is_here": page == self.page}
            for page, label in names.items()
        ]

    @property
    def clear_url(self) -> str:
        return reverse(f"catalogue:{self.page}")

    def projects_of(self, line: Line) -> str:
        """The list of a line's projects within this search; blank where no search says exactly that."""
        narrowed = self.query
        for facet, value in line.search:
            chosen = narrowed.chosen.get(facet, ())
            if chosen and value not in chosen:
                return ""
            narrowed = narrowed.without(facet).adding(facet, value)
        return self.address("projects", replace(narrowed, sort="")) if line.search else ""
