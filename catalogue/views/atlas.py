"""The results of a search as a map and as figures; a page for each region."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.atlas import Figures, Looked, Map, Together
from catalogue.head import of_page
from catalogue.pages import public_page, without_blanks
from core.http import anyone
from publications.figures import TooMany


@anyone
@public_page
@without_blanks
def projects_map(request: HttpRequest) -> HttpResponse:
    """A search by region; every address gives a page, however odd it is."""
    looked = Map(request.GET, get_language() or "en")
    return _looked(request, looked, "catalogue/projects_map.html", looked.title)


@anyone
@public_page
@without_blanks
def projects_figures(request: HttpRequest) -> HttpResponse:
    """What a search adds up to."""
    looked = Figures(request.GET, get_language() or "en")
    return _looked(request, looked, "catalogue/projects_figures.html", _("Funded projects in figures"))


@anyone
@public_page
@without_blanks
def projects_network(request: HttpRequest) -> HttpResponse:
    """Who works with whom in the projects that a search finds."""
    looked = Together(request.GET, get_language() or "en")
    return _looked(request, looked, "catalogue/projects_network.html", _("Who works with whom"))


def _looked(request: HttpRequest, looked: Looked, template: str, title: str) -> HttpResponse:
    """The page; or a page that says that adding up takes too long now, with what to do."""
    try:
        return render(request, template, {"looked": looked, "head": of_page(title)})
    except TooMany:
        response = render(request, "catalogue/projects_too_many.html", {"looked": looked}, status=503)
        response.headers["Retry-After"] = "60"
        return response
