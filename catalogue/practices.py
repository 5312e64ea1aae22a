"""What the list of good practices shows: facets in words, rows, and the same as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from core.countries import country_name
from core.templatetags.ui import LANGUAGE_NAMES
from core.texts import Text
from knowledge import searching
from knowledge.models import Platform, PublishedPractice
from knowledge.searching import LABELS, NONE, ORDERS, Query
from programmes.models import Region

COLUMNS = (
    *("code", "title", "summary", "theme", "theme_title", "country", "region", "period", "project"),
    *("score", "transfers", "languages", "first_published", "published", "is_demo", "url"),
)


@dataclass(frozen=True)
class Link:
    """A choice of a facet as a link that adds it or takes it away."""

    label: object
    number: int
    is_chosen: bool
    url: str


class Listing:
    """The page of a search in three statements: the numbers, the names of what is counted, the rows."""

    def __init__(self, platform: Platform, query: Query) -> None:
        self.platform, self.query = platform, query
        rows = searching.ordered(searching.found(platform.pk, query), query).select_related("topic")
        self._counted = searching.facets(platform.pk, query)
        pages = Paginator(rows, searching.PAGE)
        pages.count = self._number()
        self.page: Page[PublishedPractice] = pages.get_page(query.page)
        self._names = self._named()

    @property
    def facets(self) -> list[tuple[object, list[Link]]]:
        """Each facet with more to choose than nothing."""
        return [
            (
                LABELS[name],
                [
                    Link(self.words(name, one.value), one.number, one.is_chosen, f"?{one.address}")
                    for one in choices
                ],
            )
            for name, choices in self._counted.items()
            if choices
        ]

    @property
    def chips(self) -> list[dict[str, object]]:
        """What is chosen, each with the address without it."""
        return [
            {
                "label": self.words(name, value),
                "url": f"?{self.query.toggled(name, value).address()}",
            }
            for name, values in self.query.chosen.items()
            for value in values
        ]

    @property
    def orders(self) -> list[tuple[str, object]]:
        return [(name, label) for name, label in ORDERS.items() if name != "best" or self.query.text]

    def words(self, name: str, value: str) -> object:
        """A value of a facet as people call it; the code itself when nothing is known of it."""
        if value == NONE:
            return {"transfer": _("Not yet"), "period": _("Not from a funded project")}.get(
                name, _("The whole country")
            )
        if name == "country":
            return country_name(value)
        if name == "language":
            return LANGUAGE_NAMES.get(value, value)
        if name == "score":
            return _("%(score)s or more, of 5") % {"score": value}
        return _("Yes") if name == "transfer" else self._names.get(value, value)

    def _named(self) -> Mapping[str, str]:
        regions = {choice.value for choice in self._counted["region"]} | set(
            self.query.chosen.get("region", ())
        )
        codes = {choice.value for choice in self._counted["topic"]} | set(self.query.chosen.get("topic", ()))
        topics = self.platform.topics.filter(code__in=codes)
        places = Region.objects.filter(code__in=regions - {NONE})
        rows = topics.order_by().annotate(words=Cast("title", TextField())).values_list("code", "words")
        others = places.order_by().annotate(words=Cast("name", TextField())).values_list("code", "words")
        named = dict(rows.union(others, all=True))
        return {
            code: f"{code} {Text(json.loads(words))}" if code in codes else words
            for code, words in named.items()
        }

    def _number(self) -> int:
        """How many are found: each has one theme, so the numbers of the chosen themes add up to it."""
        themes, chosen = self._counted["topic"], self.query.chosen.get("topic")
        return sum(one.number for one in themes if one.is_chosen or not chosen)


def url_of(platform: Platform, practice: PublishedPractice) -> str:
    """The whole address of its page, in the active language."""
    return str(settings.PORTAL_URL).rstrip("/") + reverse(
        "catalogue:good_practice", args=[platform.slug, practice.code]
    )


def as_rows(
    platform: Platform, rows: Iterable[PublishedPractice], language: str
) -> Iterable[tuple[Any, ...]]:
    """The practices as a table; texts in this language, or in the nearest one."""
    for one in rows:
        yield (
            one.code,
            one.title.best(language).text,
            one.summary.best(language).text,
            one.topic.code,
            Text(one.topic.title).best(language).text,
            one.country,
            one.region,
            one.period,
            one.project_code,
            one.score,
            one.transfers,
            " ".join(one.languages),
            one.first_published_at,
            one.published_at,
            one.is_demo,
            url_of(platform, one),
        )


def as_data(platform: Platform, one: PublishedPractice) -> dict[str, Any]:
    """One practice for machines, its texts in all languages."""
    return {
        "code": one.code,
        "title": dict(one.title),
        "summary": dict(one.summary),
        "theme": {"code": one.topic.code, "title": dict(one.topic.title)},
        "country": one.country,
        "region": one.region or None,
        "period": one.period or None,
        "project": one.project_code or None,
        "score": str(one.score),
        "transfers": one.transfers,
        "languages": one.languages,
        "published": one.published_at.isoformat(),
        "is_demo": one.is_demo,
        "url": url_of(platform, one),
    }
