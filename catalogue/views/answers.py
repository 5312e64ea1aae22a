"""The three questions at the foot of public pages: found it, share it, hear more; without a token."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.throttle import address
from core.http import anyone
from core.origins import own_pages_only, page_before
from publications.states import FoundIt
from publications.talking_back import answers


@anyone
@require_POST
@own_pages_only
def answer(request: HttpRequest) -> HttpResponse:
    """Keep whether a reader found what they looked for; htmx shows it in place, else a page leads back."""
    found, back = request.POST.get("found", ""), page_before(request)
    is_person = found in FoundIt.values and not request.POST.get("homepage")
    token = ""
    if is_person:
        token = answers.answer(
            FoundIt(found), path=back, language=get_language() or "en", network=address(request)
        )
    return _thanks(request, {"token": token, "back": back, "status": 200 if is_person else 400})


@anyone
@require_POST
@own_pages_only
def answer_words(request: HttpRequest) -> HttpResponse:
    """Add words to an answer that was just given."""
    is_kept = answers.add_words(request.POST.get("token", ""), request.POST.get("words", ""))
    back = request.POST.get("back", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return _thanks(request, {"token": "", "back": back if safe else "", "is_kept": is_kept, "status": 200})


@anyone
@require_safe
@never_cache
def share(request: HttpRequest) -> HttpResponse:
    """The address of the page that led here: to copy, or to send by mail."""
    path = page_before(request) or reverse("catalogue:home")
    return render(request, "catalogue/share.html", {"url": f"{str(settings.PORTAL_URL).rstrip('/')}{path}"})


def _thanks(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """The part that takes the place of the question, or a page around it."""
    template = (
        "components/answer_thanks.html" if request.headers.get("HX-Request") else "catalogue/answer.html"
    )
    return render(request, template, context, status=int(str(context["status"])))
