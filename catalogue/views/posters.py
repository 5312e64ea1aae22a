"""The poster of a project: asked for by whoever wants to put it up, made by a worker."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import address
from catalogue.records import published
from catalogue.standing import known, standing_of
from core.http import anyone
from core.origins import own_pages_only
from core.texts import LANGUAGES
from documents import engine, serving
from publications import poster as posters
from publications.models import Publication


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@own_pages_only
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """What the poster is for, and how it stands in each language; a post has one made."""
    publication = published(code)
    if request.method == "POST":
        language = known(request.POST.get("language", ""))
        whole = Publication.objects.for_page().get(pk=publication.pk)
        posters.ask(whole, language, network=address(request))
        return redirect("catalogue:poster", code)
    rows = [_standing(publication, language) for language in LANGUAGES]
    return render(request, "catalogue/poster.html", {"publication": publication, "posters": rows})


@anyone
@require_safe
@never_cache
def poster_state(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """How one poster stands, as the part of the page that asks again and again."""
    standing = _standing(published(code), known(language))
    return render(request, "catalogue/poster_state.html", {"poster": standing})


@anyone
@require_safe
def poster_file(request: HttpRequest, code: str, language: str) -> HttpResponseBase:
    """The newest finished poster in a language."""
    ready = engine.newest_ready(posters.KIND, published(code).subject, known(language))
    if ready is None:
        raise serving.NotReady(_("This poster is not made yet. Ask for it on its page."))
    return serving.respond(ready, request, inline=True, public=True)


def _standing(publication: Publication, language: str) -> dict[str, Any]:
    return standing_of(
        posters.KIND,
        publication.subject,
        language,
        url=reverse("catalogue:poster_file", args=[publication.code, language]),
        status_url=reverse("catalogue:poster_state", args=[publication.code, language]),
    )
