"""The funding summary of a project in each language: how it stands, and having one made."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.throttle import address
from catalogue.records import Record, published
from core.http import anyone
from core.origins import own_pages_only
from core.texts import LANGUAGES
from documents import pace
from publications import summary
from publications.models import Publication


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@own_pages_only
def summaries(request: HttpRequest, code: str) -> HttpResponse:
    """How the summary stands in each language; a post has one made that is not there."""
    publication = published(code)
    record = Record(publication, get_language() or "en")
    if request.method == "POST":
        language = request.POST.get("language", "")
        if language not in LANGUAGES:
            raise Http404
        if any(one.can_ask for one in record.summaries if one.language == language):
            whole = Publication.objects.for_page().get(pk=publication.pk)
            summary.ask(whole, language, network=address(request))
        return redirect("catalogue:summaries", code)
    rows = [(one, pace.wait_for(one.document)) for one in record.summaries]
    return render(request, "catalogue/summaries.html", {"publication": publication, "rows": rows})
