"""Every public page by its address in each language, for search engines, in files of a bounded size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from calls.models import Call
from catalogue import strategy
from catalogue.key_figures import of_periods
from core.texts import LANGUAGES
from editorial.models import Issue, Piece
from editorial.states import PieceKind
from events.models import Event
from knowledge.models import Platform, PublishedPractice, PublishedService
from programmes.models import Programme
from publications.models import KeptFigure, Organisation, Publication

IN_ONE_FILE = 10_000  # pages; each stands there in three languages, and 50,000 addresses are allowed
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PAGES = (
    "home",
    "projects",
    "projects_map",
    "projects_figures",
    "regions",
    "organisations",
    "programmes",
    "calls",
    "events",
    "data",
    "about",
    "reading_figures",
    "accessibility",
    "privacy",
)

# Of what editors write: the list, and the page of one.
PAGES_OF_KINDS = {PieceKind.NEWS: ("news", "news_piece"), PieceKind.BRIEF: ("briefs", "brief")}


def files() -> list[tuple[str, int]]:
    """The files that there are: of projects, the first with all other pages, and of organisations."""
    projects = 1 + of_periods().whole().projects // IN_ONE_FILE
    partners = -(-Organisation.objects.shown().count() // IN_ONE_FILE)
    return [("projects", number) for number in range(1, projects + 1)] + [
        ("organisations", number) for number in range(1, partners + 1)
    ]


def index(found: list[str]) -> str:
    """The list of the files, given by their addresses."""
    places = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>\n" for place in found)
    return f"{HEAD}<sitemapindex {SPACE}>\n{places}</sitemapindex>\n"


def file(kind: str, number: int) -> Iterator[str]:
    """One file, piece by piece."""
    yield f'{HEAD}<urlset {SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    if kind == "organisations":
        yield from _organisations(number)
    else:
        if number == 1:
            yield from _pages()
            yield from _calls_and_regions()
            yield from _events_and_issues()
            yield from _written()
            yield from _learning()
        yield from _projects(number)
    yield "</urlset>\n"


def _pages() -> Iterator[str]:
    for name in PAGES:
        yield _entry(name)
    for slug in Programme.objects.values_list("slug", flat=True):
        yield _entry("programme", slug)
        for edition in strategy.editions(slug):
            place = (slug, edition.period_id)
            yield _entry("edition", *place)
            for priority in edition.priority_rows:
                yield _entry("priority", *place, priority["letter"] or str(priority["number"]))
                for objective in priority["objectives"]:
                    yield _entry("objective", *place, objective["code"])
            for theme in edition.theme_rows:
                yield _entry("theme", *place, theme["code"])


def _written() -> Iterator[str]:
    """What editors wrote, and the lists of it that are not empty."""
    rows = Piece.objects.published().exclude(kind=PieceKind.STORY).order_by("programme", "kind", "pk")
    lists = set[tuple[str, str]]()
    for slug, kind, key in rows.values_list("programme__slug", "kind", "slug"):
        of_kind, of_one = PAGES_OF_KINDS.get(PieceKind(kind), ("cooperation", "cooperation_piece"))
        if (slug, of_kind) not in lists:
            lists.add((slug, of_kind))
            yield _entry(of_kind, slug)
        yield _entry(of_one, slug, key)


def _events_and_issues() -> Iterator[str]:
    for slug in Event.objects.public().order_by("pk").values_list("slug", flat=True):
        yield _entry("event", slug)
    issues = Issue.objects.public().order_by("programme", "number").values_list("programme__slug", "number")
    slugs = set[str]()
    for slug, number in issues:
        if slug not in slugs:
            slugs.add(slug)
            yield _entry("issues", slug)
        yield _entry("issue", slug, str(number))


def _calls_and_regions() -> Iterator[str]:
    for code in Call.objects.announced().values_list("code", flat=True):
        yield _entry("call", code)
    places = KeptFigure.objects.filter(dimension="region", projects__gt=0).exclude(key="")
    for code in places.order_by("key").values_list("key", flat=True).distinct():
        yield _entry("region", code)


def _learning() -> Iterator[str]:
    """Learning platforms, their good practices and services; of more than fit, the newest."""
    for slug in Platform.objects.open().values_list("programme__slug", flat=True):
        yield _entry("learning", slug)
        yield _entry("good_practices", slug)
        yield _entry("expert_services", slug)
        yield _entry("service_library", slug)
    rows = PublishedPractice.objects.filter(platform__is_open=True)
    newest = rows.values_list("platform__programme__slug", "code", "published_at")[:IN_ONE_FILE]
    for slug, code, changed in newest.iterator():
        yield _entry("good_practice", slug, code, more=f"<lastmod>{changed:%Y-%m-%d}</lastmod>")
    answers = PublishedService.objects.filter(platform__is_open=True).values_list("uid", flat=True)
    for uid in answers[:IN_ONE_FILE].iterator():
        yield _entry("service_record", str(uid))


def _projects(number: int) -> Iterator[str]:
    rows = Publication.objects.order_by("pk").values_list("code", "data_date")
    pattern = _entry("project", "CODE", more="<lastmod>DATE</lastmod>")
    for code, changed in _part(rows, number):
        yield _filled(pattern, code, changed)


def _organisations(number: int) -> Iterator[str]:
    rows = Organisation.objects.shown().order_by("slug").values_list("slug", "data_date")
    pattern = _entry("organisation", "CODE", more="<lastmod>DATE</lastmod>")
    for slug, changed in _part(rows, number):
        yield _filled(pattern, slug, changed)


def _part(rows: QuerySet[Any, Any], number: int) -> Iterator[Any]:
    first = (number - 1) * IN_ONE_FILE
    return rows[first : first + IN_ONE_FILE].iterator()


def _filled(pattern: str, code: str, changed: date) -> str:
    return pattern.replace("CODE", code).replace("DATE", f"{changed:%Y-%m-%d}")


def _entry(name: str, *args: str, more: str = "") -> str:
    """A page in each language, each naming the others; nothing when there is no such page."""
    try:
        places = {code: settings.PORTAL_URL + _address(name, code, args) for code in LANGUAGES}
    except NoReverseMatch:
        return ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(place)}/>'
        for code, place in places.items()
    )
    return "".join(f"<url><loc>{escape(place)}</loc>{more}{others}</url>\n" for place in places.values())


def _address(name: str, language: str, args: tuple[str, ...]) -> str:
    with translation.override(language):
        return reverse(f"catalogue:{name}", args=args)
