"""What search engines read."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from catalogue.sitemap import file, files, index
from core.http import anyone
from core.texts import LANGUAGES


@anyone
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; rooms behind a sign-in, and checks of copies, are no pages to find."""
    rooms = ("account", "apply", "secretariat", "documents")
    lines = ["User-agent: *", *(f"Disallow: /{code}/{room}/" for code in LANGUAGES for room in rooms)]
    lines += [f"Sitemap: {settings.PORTAL_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@anyone
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemap's files."""
    names = {"projects": "sitemap_file", "organisations": "sitemap_organisations"}
    places = [settings.PORTAL_URL + reverse(names[kind], args=[number]) for kind, number in files()]
    return HttpResponse(index(places), content_type="application/xml")


@anyone
def sitemap_file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """One file: 10,000 projects in three languages; the first holds the other pages as well."""
    return _file("projects", number)


@anyone
def sitemap_organisations(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """One file: 10,000 organisations in three languages."""
    return _file("organisations", number)


def _file(kind: str, number: int) -> StreamingHttpResponse:
    if (kind, number) not in files():
        raise Http404
    return StreamingHttpResponse(file(kind, number), content_type="application/xml")
