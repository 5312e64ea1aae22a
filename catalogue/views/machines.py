"""What search engines read."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import translation

from calls.models import Call
from core.http import anyone
from core.texts import LANGUAGES
from programmes.models import Programme
from publications.models import Publication

IN_ONE_FILE = 10_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@anyone
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; rooms of people who signed in have nothing to index."""
    rooms = ("account", "apply", "secretariat")
    lines = ["User-agent: *", *(f"Disallow: /{code}/{room}/" for code in LANGUAGES for room in rooms)]
    lines += [f"Sitemap: {settings.PORTAL_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@anyone
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemap's files."""
    number = 1 + Publication.objects.count() // IN_ONE_FILE
    files = [f"{settings.PORTAL_URL}{reverse('sitemap_file', args=[file])}" for file in range(1, number + 1)]
    places = "".join(f"<sitemap><loc>{place}</loc></sitemap>\n" for place in files)
    return HttpResponse(
        f"{HEAD}<sitemapindex {SPACE}>\n{places}</sitemapindex>\n", content_type="application/xml"
    )


@anyone
def sitemap_file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """One file: 10,000 projects in three languages; the first holds the other pages as well."""
    if number < 1 or number > 1 + Publication.objects.count() // IN_ONE_FILE:
        raise Http404
    return StreamingHttpResponse(_file(number), content_type="application/xml")


def _file(number: int) -> Iterator[str]:
    yield f'{HEAD}<urlset {SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    if number == 1:
        for name in ("home", "programmes", "calls", "projects", "accessibility", "privacy"):
            yield _entry(f"catalogue:{name}")
        for slug in Programme.objects.values_list("slug", flat=True):
            yield _entry("catalogue:programme", slug)
        for code in Call.objects.published().values_list("code", flat=True):
            yield _entry("catalogue:call", code)
    first = (number - 1) * IN_ONE_FILE
    pattern = _entry("catalogue:project", "CODE", more="<lastmod>DATE</lastmod>")
    rows = Publication.objects.order_by("pk").values_list("code", "data_date")
    for code, changed in rows[first : first + IN_ONE_FILE].iterator():
        yield pattern.replace("CODE", code).replace("DATE", f"{changed:%Y-%m-%d}")
    yield "</urlset>\n"


def _entry(name: str, *args: str, more: str = "") -> str:
    places = {code: settings.PORTAL_URL + _address(name, code, args) for code in LANGUAGES}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}"/>' for code, place in places.items()
    )
    return "".join(f"<url><loc>{place}</loc>{more}{others}</url>\n" for place in places.values())


def _address(name: str, language: str, args: tuple[str, ...]) -> str:
    with translation.override(language):
        return reverse(name, args=args)
