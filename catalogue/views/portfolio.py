"""Many projects as one PDF: asked for on a public page, made by a worker, waited for on its own page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.throttle import address
from core.errors import DomainError
from core.http import anyone
from core.origins import own_pages_only
from documents import serving
from publications.portfolio import asking, drawn, subjects
from publications.portfolio.asking import Standing
from publications.portfolio.facts import name_of_subject


@anyone
@never_cache
@own_pages_only
def portfolio(request: HttpRequest) -> HttpResponse:
    """What the document is about, how far it is, and the button that has it made or made anew."""
    asked = request.POST if request.method == "POST" else request.GET
    standing = _standing(asked)
    context = _context(standing)
    if request.method != "POST":
        return render(request, "catalogue/portfolio.html", context)
    try:
        asking.ask(standing, address=address(request))
    except DomainError as refusal:
        context["refusal"] = refusal
        return render(request, "catalogue/portfolio.html", context, status=refusal.status)
    return redirect(context["action"])


@anyone
@never_cache
@require_safe
def portfolio_state(request: HttpRequest) -> HttpResponse:
    """How far the document is, as the part of the page that asks again and again."""
    return render(request, "catalogue/portfolio_state.html", _context(_standing(request.GET)))


@anyone
@require_safe
def portfolio_file(request: HttpRequest) -> HttpResponseBase:
    """The newest finished document of the subject in the reader's language."""
    ready = _standing(request.GET).ready
    if ready is None:
        raise Http404
    return serving.respond(ready, request, inline=True, public=True)


def _standing(asked: QueryDict) -> Standing:
    """How the document of an address stands. Http404 when it names nothing public."""
    subject = subjects.find(asked.get("of", ""), asked)
    if subject is None:
        raise Http404
    return Standing(subject, (get_language() or "en")[:2])


def _context(standing: Standing) -> dict[str, Any]:
    subject, language = standing.subject, standing.language
    label = drawn.label_of(subject.kind)
    return {
        **serving.paper(standing.document, label, "catalogue:portfolio", query=subject.query_string),
        "standing": standing,
        "name": name_of_subject(standing.facts),
        "page": subject.paths[language],
        "pairs": pairs(subject.mark, subject.query_string),
        "most": asking.MOST,
        "data_url": _data_url(standing),
    }


def pairs(mark: str, query_string: str) -> list[tuple[str, str]]:
    """What the form of the button sends."""
    found: Mapping[str, Any] = QueryDict(query_string)
    rest = [(name, value) for name, values in found.lists() for value in values if name != "of"]  # type: ignore[attr-defined]
    return [("of", mark), *rest]


def _data_url(standing: Standing) -> str:
    """The same projects as a table, for what is too many for a document; blank for a call."""
    query = standing.subject.query
    if query is None:
        return ""
    asked = query.sorted_by("").as_query_string()
    return reverse("data_table", kwargs={"table": "operations", "ending": "csv"}) + (
        f"?{asked}" if asked else ""
    )
