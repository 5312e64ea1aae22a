"""The page on which a person agrees to be shown as a contact, or ends it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.http import anyone
from core.origins import own_pages_only
from editorial import consenting


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@own_pages_only
def contact_card(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of the mail leads to: opening it does nothing, for programs open links too."""
    card = consenting.found(token)
    is_ended = False
    if request.method == "POST" and card is not None:
        if request.POST.get("act") == "agree":
            card = consenting.agree(token)
        else:
            consenting.end(card)
            is_ended = True
    context = {"card": card, "is_ended": is_ended}
    return render(request, "catalogue/cooperation/consent.html", context, status=200 if card else 410)
