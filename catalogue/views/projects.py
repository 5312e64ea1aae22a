"""The list of funded projects, and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from catalogue import told
from catalogue.pages import answer_unless_known, public_page
from catalogue.records import Record, published
from catalogue.results import Results
from core.http import anyone


@anyone
@public_page
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
    publication = published(code)
    record = Record(publication, get_language() or "en")

    def page() -> HttpResponse:
        context = {
            "record": record,
            "publication": publication,
            "head": told.of_project(publication, record.partners),
            "citation": told.citation(publication),
        }
        return render(request, "catalogue/project.html", context)

    return answer_unless_known(request, record.key, record.changed_at, page)
