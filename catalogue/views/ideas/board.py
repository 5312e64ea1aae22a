"""The partner search of a call: ideas that look for partners, organisations that offer themselves."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calls.models import Call
from catalogue.feeds import CONTENT_TYPE, ENTRIES, NEVER, feed
from catalogue.forms.ideas import WishForm
from catalogue.pages import answer_unless_known, crumbs, public_page
from catalogue.partner_search import address, as_data, call_with_search, entry
from core.http import anyone
from ideas.finding import Wish, find
from ideas.models import Card, CardQuerySet
from ideas.naming import named

PAGE = 20
IN_ONE_ANSWER = 100


@anyone
@require_safe
@public_page
def ideas(request: HttpRequest, code: str) -> HttpResponse:
    """The cards of a call; what narrows them stands in the address. Three statements."""
    call, places = call_with_search(code)
    form = WishForm(request.GET, places=places)
    wish = form.wish()
    page = _page(request, call, wish, PAGE)
    context = {
        "call": call,
        "form": form,
        "page": page,
        "rows": named(page.object_list, places),
        "is_narrow": wish.is_narrow,
        "query": _query(request),
        "crumbs": crumbs(
            (_("Home"), reverse("catalogue:home")),
            (_("Calls"), reverse("catalogue:calls")),
            (call.title, reverse("catalogue:call", args=[code])),
            (_("Partner search"), ""),
        ),
    }
    return render(request, "catalogue/ideas/ideas.html", context)


@anyone
@require_safe
@public_page
def ideas_data(request: HttpRequest, code: str) -> HttpResponse:
    """The same cards for machines, in pages."""
    call, places = call_with_search(code)
    page = _page(request, call, WishForm(request.GET, places=places).wish(), IN_ONE_ANSWER)
    more = ""
    if page.has_next():
        asked = urlencode([*_pairs(request), ("page", page.next_page_number())])
        more = f"{address('catalogue:ideas_data', code)}?{asked}"
    return JsonResponse(as_data(call, page.object_list, total=page.paginator.count, more=more))


@anyone
@require_safe
@public_page
def ideas_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The newest cards as an Atom feed, narrowed as the page is."""
    call, places = call_with_search(code)
    wish = WishForm(request.GET, places=places).wish()
    rows = list(find(_cards(call), wish).order_by("-published_at", "-pk")[:ENTRIES])
    entries = [entry(card) for card in rows]
    changed_at = max((one.updated for one in entries), default=NEVER)
    asked = _query(request)
    parts = ["ideas", get_language(), call.code, asked, *(f"{one.key} {one.updated}" for one in entries)]

    def page() -> HttpResponse:
        more = f"?{asked}" if asked else ""
        text = feed(
            entries,
            key=f"ideas:{call.code}{more}",
            title=_("Partner search: %(call)s") % {"call": call.title},
            subtitle="",
            page=address("catalogue:ideas", code) + more,
            url=address("catalogue:ideas_feed", code) + more,
        )
        return HttpResponse(text, content_type=CONTENT_TYPE)

    return answer_unless_known(request, parts, changed_at, page)


def _cards(call: Call) -> CardQuerySet:
    return Card.objects.shown().with_call().filter(call=call)


def _page(request: HttpRequest, call: Call, wish: Wish, size: int) -> Page[Card]:
    return Paginator(find(_cards(call), wish), size).get_page(request.GET.get("page"))


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    """What narrows the list, in one order, without what nobody asked."""
    names = ("q", "kind", "objective", "theme", "role", "country", "sort")
    return [(name, request.GET[name]) for name in names if request.GET.get(name)]


def _query(request: HttpRequest) -> str:
    return urlencode(_pairs(request), errors="replace")
