"""One card of a partner search, and stopping the mails about one's own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.pages import crumbs, public_page
from catalogue.partner_search import call_with_search
from core.http import anyone
from core.origins import taken_from_anywhere
from ideas import notices
from ideas.finding import matches_of
from ideas.models import Card
from ideas.naming import named
from ideas.reasons import in_words


@anyone
@require_safe
@public_page
def idea(request: HttpRequest, code: str, uid: UUID) -> HttpResponse:
    """What a card says, how to write to who wrote it, and which cards fit it and why. Three statements."""
    call, places = call_with_search(code)
    card = get_object_or_404(Card.objects.shown().with_call().filter(call=call), uid=uid)
    context = {
        "call": call,
        "row": named([card], places)[0],
        "matches": in_words(matches_of(card), places),
        "crumbs": crumbs(
            (_("Home"), reverse("catalogue:home")),
            (call.title, reverse("catalogue:call", args=[code])),
            (_("Partner search"), reverse("catalogue:ideas", args=[code])),
            (card.title, ""),
        ),
    }
    return render(request, "catalogue/ideas/idea.html", context)


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@taken_from_anywhere
def idea_notices_stop(request: HttpRequest, token: str) -> HttpResponse:
    """One button for a person, one post for a mail program (RFC 8058)."""
    reader = notices.reader_of(token)
    if request.method == "POST" and reader is not None:
        notices.stop(reader)
    is_done = request.method == "POST" or reader is None
    return render(request, "catalogue/ideas/notices_stop.html", {"is_done": is_done})
