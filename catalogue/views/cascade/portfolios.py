"""A whole scheme as one PDF: asked for on its public page, waited for on its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import address
from cascade import portfolio
from cascade.models import Scheme
from catalogue.standing import is_waited_for
from core.errors import DomainError
from core.http import anyone
from core.origins import own_pages_only
from documents import engine, serving
from documents.asking import of


@anyone
@never_cache
@own_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def scheme_portfolio(request: HttpRequest, code: str) -> HttpResponse:
    """How far the document is, and the button that has it made or made anew."""
    found = get_object_or_404(Scheme.objects.select_related("operation"), code=code)
    if request.method != "POST":
        return render(request, "catalogue/cascade/portfolio.html", _context(found))
    try:
        portfolio.ask(found, _language(), network=address(request))
    except DomainError as refusal:
        context = {**_context(found), "refusal": refusal}
        return render(request, "catalogue/cascade/portfolio.html", context, status=refusal.status)
    return redirect("catalogue:scheme_portfolio", code)


@anyone
@never_cache
@require_safe
def scheme_portfolio_state(request: HttpRequest, code: str) -> HttpResponse:
    """How far the document is, as the part of the page that asks again and again."""
    found = get_object_or_404(Scheme.objects.select_related("operation"), code=code)
    return render(request, "catalogue/cascade/portfolio_state.html", _context(found))


@anyone
@require_safe
def scheme_portfolio_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """The newest finished document of the scheme in the reader's language."""
    found = get_object_or_404(Scheme, code=code)
    ready = engine.newest_ready(portfolio.KIND, portfolio.subject_of(found.code), _language())
    if ready is None:
        raise Http404
    return serving.respond(ready, request, inline=True, public=True)


def _language() -> str:
    return (get_language() or "en")[:2]


def _context(found: Scheme) -> dict[str, Any]:
    rows = of(portfolio.KIND, portfolio.subject_of(found.code), _language()).defer("data")
    document = rows.first()
    return {
        **serving.paper(document, _("The scheme as a PDF"), "catalogue:scheme_portfolio", found.code),
        "scheme": found,
        "language": _language(),
        "is_waiting": is_waited_for(document),
    }
