"""Pages that other sites may frame, and the page that gives the code for it. No other page can be framed."""

from __future__ import annotations

from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from catalogue.framed import Framed, ways
from catalogue.pages import public_page
from core.http import anyone
from publications import finding
from publications.figures import TooMany
from publications.finding.wording import parts

# Anybody may frame these; nothing in them runs, and no form leaves them.
FRAMED = {
    "frame-ancestors": ["*"],
    "script-src": ["'none'"],
    "connect-src": ["'none'"],
    "form-action": ["'none'"],
}


@anyone
@require_safe
@csp_update({"frame-src": ["'self'"]})
@public_page
def embed(request: HttpRequest) -> HttpResponse:
    """The code with which another site shows a search, each kind with a preview."""
    query = finding.query(request.GET)
    context = {"ways": ways(query), "conditions": parts(query), "query": query.as_query_string()}
    return render(request, "catalogue/embed.html", context)


@anyone
@require_safe
@xframe_options_exempt
@csp_replace(FRAMED)
@public_page
def embed_table(request: HttpRequest) -> HttpResponse:
    """The first projects of a search as a table."""
    return _framed(request, "catalogue/embed/table.html")


@anyone
@require_safe
@xframe_options_exempt
@csp_replace(FRAMED)
@public_page
def embed_chart(request: HttpRequest) -> HttpResponse:
    """The projects of a search, or their European money, as bars."""
    return _framed(request, "catalogue/embed/chart.html")


@anyone
@require_safe
@xframe_options_exempt
@csp_replace(FRAMED)
@public_page
def embed_map(request: HttpRequest) -> HttpResponse:
    """The projects of a search, or their European money, by region."""
    return _framed(request, "catalogue/embed/map.html")


def _framed(request: HttpRequest, template: str) -> HttpResponse:
    framed = Framed(request.GET, get_language() or "en")
    try:
        return render(request, template, {"framed": framed})
    except TooMany:
        response = render(request, "catalogue/embed/later.html", {"framed": framed}, status=503)
        response.headers["Retry-After"] = "60"
        return response
