"""The leaflet of a region: asked for by whoever wants to print it, made by a worker."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import address
from catalogue.standing import known, standing_of
from core.http import anyone
from core.origins import own_pages_only
from core.texts import LANGUAGES
from documents import engine, serving
from editorial import leaflet as leaflets
from programmes.models import Region


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@own_pages_only
def leaflet(request: HttpRequest, code: str) -> HttpResponse:
    """What the leaflet holds, and how it stands in each language; a post has one made."""
    region = _told(code)
    if request.method == "POST":
        leaflets.ask(region, known(request.POST.get("language", "")), network=address(request))
        return redirect("catalogue:leaflet", code)
    rows = [_standing(region, language) for language in LANGUAGES]
    return render(request, "catalogue/leaflet.html", {"region": region, "leaflets": rows})


@anyone
@require_safe
@never_cache
def leaflet_state(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """How one leaflet stands, as the part of the page that asks again and again."""
    standing = _standing(_told(code), known(language))
    return render(request, "catalogue/leaflet_state.html", {"leaflet": standing})


@anyone
@require_safe
def leaflet_file(request: HttpRequest, code: str, language: str) -> HttpResponseBase:
    """The newest finished leaflet in a language."""
    ready = engine.newest_ready(leaflets.KIND, leaflets.subject_of(_told(code)), known(language))
    if ready is None:
        raise serving.NotReady(_("This leaflet is not made yet. Ask for it on its page."))
    return serving.respond(ready, request, inline=True, public=True)


def _told(code: str) -> Region:
    """A region of which an edition states facts; 404 for others."""
    region = get_object_or_404(Region, code=code)
    if not leaflets.editions_of(region.code):
        raise Http404
    return region


def _standing(region: Region, language: str) -> dict[str, Any]:
    return standing_of(
        leaflets.KIND,
        leaflets.subject_of(region),
        language,
        url=reverse("catalogue:leaflet_file", args=[region.code, language]),
        status_url=reverse("catalogue:leaflet_state", args=[region.code, language]),
    )
