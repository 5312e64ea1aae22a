"""Figures of a call or a programme, as charts with tables, narrowed by the address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from accounts.access import signed_in_user
from assessments.figures import collect
from calls.permissions import calls_for
from core.sheets import Format
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from secretariat.filters.figures import FiguresFilter
from secretariat.pages.figures import headline, sections
from secretariat.pages.tables import answer


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def figures(request: HttpRequest) -> HttpResponse:
    """What was submitted, found eligible, asked and granted; at most ten statements."""
    narrowed = _filter(request)
    context: dict[str, object] = {"filter": narrowed}
    if narrowed.calls:
        found = collect(signed_in_user(request), narrowed.scope)
        context |= {"figures": found, "headline": headline(found), "sections": sections(found, narrowed)}
    return render(request, "secretariat/ranking/figures.html", context)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def figures_file(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """One table of the page of figures as CSV, XLSX or ODS, narrowed in the same way."""
    narrowed = _filter(request)
    if kind not in Format.values or not narrowed.calls:
        raise Http404
    found = collect(signed_in_user(request), narrowed.scope)
    for section in sections(found, narrowed):
        if section.key == key:
            return answer(section.table, kind, f"figures-{key}")
    raise Http404


def _filter(request: HttpRequest) -> FiguresFilter:
    mine = calls_for(request.user, SEES_ALL_SUBMITTED).published()
    calls = mine.with_programme().order_by("-closes_at", "pk")
    return FiguresFilter(request.GET, list(calls))
