"""The summary of a sub-grant as a file, and having one made."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.throttle import address
from cascade import summary
from cascade.models import SubGrant
from core.http import anyone
from core.origins import own_pages_only
from core.texts import LANGUAGES
from documents import engine, serving


@anyone
def sub_grant_summary(request: HttpRequest, code: str, language: str) -> HttpResponseBase:
    """The newest finished summary in a language; fetching it asks for nothing."""
    if language not in LANGUAGES:
        raise Http404
    found = get_object_or_404(SubGrant.objects.published(), code=code)
    ready = engine.newest_ready(summary.KIND, found.subject, language)
    if ready is None:
        raise serving.NotReady(_("This summary is not made yet. Ask for it on the page of the sub-grant."))
    return serving.respond(ready, request, inline=True, public=True)


@anyone
@require_POST
@never_cache
@own_pages_only
def sub_grant_summaries(request: HttpRequest, code: str) -> HttpResponse:
    """Have the summary made in the language that was asked for."""
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        raise Http404
    found = get_object_or_404(SubGrant.objects.published().for_page(), code=code)
    summary.ask(found, language, network=address(request))
    return redirect("catalogue:sub_grant", code)
