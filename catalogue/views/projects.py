"""The list of funded projects, and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from catalogue import project_page, told
from catalogue.pages import public_page, without_blanks
from catalogue.records import Record, published
from catalogue.results import Results
from core.http import anyone


@anyone
@public_page
@without_blanks
def projects(request: HttpRequest) -> HttpResponse:
    """Search and filters stand in the address; every address gives a page, however odd it is."""
    results = Results(request.GET, get_language() or "en")
    query = results.query.as_query_string()
    path = f"{request.path}?{query}" if query else request.path
    context = {
        "results": results,
        "canonical_query": query,
        "head": told.of_search(results.query.text),
        "citation": told.search_citation(path),
    }
    return render(request, "catalogue/projects.html", context)


@anyone
@public_page
def project(request: HttpRequest, code: str) -> HttpResponse:
    """All that is public of one project."""
    language = get_language() or "en"
    if request.user.is_authenticated:
        shown = project_page.drawn_from(Record(published(code), language))
        return render(request, project_page.TEMPLATE, shown)
    return project_page.page(request, code, language)
