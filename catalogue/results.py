"""The results of a search as its page shows them: how many, their money, their order, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.filters import chips, facet_block, hidden
from core.money import about
from publications import finding, fragments
from publications.finding import Page, Query, Search
from publications.finding.counting import FIRST
from publications.finding.naming import FACET_NAMES, SORT_NAMES
from publications.finding.query import FACETS, RANGES
from publications.finding.words import in_quotes
from publications.models import Publication

VIEWS: Mapping[str, Any] = {"list": gettext_lazy("List"), "table": gettext_lazy("Table")}


@dataclass(frozen=True)
class Totals:
    """What all projects found add up to; amounts as texts, blank where no project publishes one."""

    number: int
    is_least: bool
    partners: int
    eu: str
    eu_known: int
    budget: str
    budget_known: int


class Results:
    """A search for the page of funded projects, read in `language`. `params` are those of the address."""

    def __init__(self, params: Any, language: str) -> None:
        self.language = language
        self.params = params
        self.query: Query = finding.query(params)
        self.search = Search(self.query)

    @cached_property
    def page(self) -> Page:
        return self.search.page(_key(self.params.get("after")), _key(self.params.get("before")))

    @cached_property
    def records(self) -> list[Publication]:
        """The records of the page, in order."""
        by_key = Publication.objects.for_cards().in_bulk(self.page.keys)
        return [by_key[key] for key in self.page.keys if key in by_key]

    @cached_property
    def cards(self) -> list[SafeString]:
        """The records of the page as cards, in order."""
        drawn = fragments.cards(self.page.keys, self.language)
        return [drawn[key] for key in self.page.keys if key in drawn]

    @property
    def view(self) -> str:
        return "table" if self.params.get("view") == "table" else "list"

    @cached_property
    def totals(self) -> Totals:
        tally = self.search.tally
        return Totals(
            tally.number,
            tally.is_least,
            tally.partners,
            self._euro(tally.eu_cents) if tally.eu_known else "",
            tally.eu_known,
            self._euro(tally.budget_cents) if tally.budget_known else "",
            tally.budget_known,
        )

    @property
    def form(self) -> SafeString:
        """Words, order and ranges to type; drawn once for a search."""
        return self._drawn("form", "catalogue/projects_form.html", {"results": self})

    @property
    def totals_shown(self) -> SafeString:
        """How many and how much; drawn once for a search."""
        return self._drawn("totals", "catalogue/projects_totals.html", {"totals": self.totals})

    def _drawn(self, name: str, template: str, context: dict[str, Any]) -> SafeString:
        key = (name, self.language, self.view)
        return self.search.keep(key, lambda: render_to_string(template, context))

    @property
    def facets(self) -> SafeString:
        """The facets as links; kept with what was counted."""
        whole = self.params.get("all", "")
        whole = whole if whole in FACETS else ""
        return self.search.keep(("block", self.language, whole), lambda: self._facets(whole))

    def _facets(self, whole: str) -> SafeString:
        found = finding.facets(self.search, self.language, whole=whole)
        return facet_block(found, self.search.meant, self.language, is_least=self.search.tally.is_least)

    @cached_property
    def chips(self) -> list[dict[str, object]]:
        return chips(self.search, self.language)

    @cached_property
    def loosened(self) -> list[dict[str, object]]:
        """For a search that found nothing: each thing to take away, with how many there are without it."""
        asked = self.query
        ways = [(_("Without the words “%s”") % asked.text, asked.without("q"))] if asked.text else []
        ways += [
            (_("Without a choice of: %s") % FACET_NAMES[name], asked.without(name)) for name in asked.chosen
        ]
        ways += [
            (_("Without limits to: %s") % FACET_NAMES[name], asked.without_range(name))
            for name in asked.ranges
        ]
        tallies = self.search.tallies_of([way for _label, way in ways])
        return [
            {"label": label, "url": f"?{way.as_query_string()}", "number": tally.number}
            for (label, way), tally in zip(ways, tallies, strict=True)
            if tally.number
        ]

    @property
    def is_filtered(self) -> bool:
        """Whether values or limits were chosen, beside words."""
        return bool(self.query.chosen or self.query.ranges)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return hidden(self.query)

    @property
    def sorts(self) -> list[tuple[str, Any, bool]]:
        """Orders to choose from: value, name, whether it is the present one; the usual one has no value."""
        usual = "fit" if self.query.text else "newest"
        names = [name for name in SORT_NAMES if name != "fit" or self.query.text]
        return [("" if name == usual else name, SORT_NAMES[name], name == self.query.order) for name in names]

    @property
    def ranges(self) -> list[dict[str, Any]]:
        return [
            {"name": name, "label": FACET_NAMES[name], "ends": self.query.ranges.get(name, (None, None))}
            for name in RANGES
        ]

    @property
    def views(self) -> list[dict[str, Any]]:
        """Other ways of looking at the same search."""
        asked = self.query.as_query_string()
        own = [
            {
                "label": label,
                "url": "?" + "&".join(part for part in (asked, f"view={name}" * (name != "list")) if part),
                "is_here": name == self.view,
            }
            for name, label in VIEWS.items()
        ]
        pages = {"map": _("Map"), "figures": _("Figures")}
        own += [
            {
                "label": label,
                "url": reverse(f"catalogue:{name}") + (f"?{asked}" if asked else ""),
                "is_here": False,
            }
            for name, label in pages.items()
        ]
        return own

    @property
    def next_url(self) -> str:
        return self._beside("after", self.page.next)

    @property
    def previous_url(self) -> str:
        return self._beside("before", self.page.previous)

    @property
    def first_url(self) -> str:
        parts = [self.query.as_query_string(), "view=table" * (self.view == "table")]
        return "?" + "&".join(part for part in parts if part)

    @property
    def exact_url(self) -> str:
        """The search for the words exactly as they were typed."""
        return f"?{self.query.saying(in_quotes(self.query.text)).as_query_string()}"

    @property
    def is_cut(self) -> bool:
        """Whether these are the last of the best, while there are more that are not in this order."""
        return (
            self.search.meant.order == "fit" and self.search.tally.number > FIRST and self.page.next is None
        )

    @property
    def shown_at_most(self) -> int:
        return FIRST

    def _beside(self, way: str, key: int | None) -> str:
        if key is None:
            return ""
        parts = [self.query.as_query_string(), "view=table" * (self.view == "table"), f"{way}={key}"]
        return "?" + "&".join(part for part in parts if part)

    def _euro(self, cents: int) -> str:
        return about(finding.euro(cents), self.language)


def _key(typed: str | None) -> int | None:
    """The key of a record in an address; null for anything else."""
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 16 else None
