"""The regions with funded projects, and a page for each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import head, page_cards
from catalogue.atlas import Map, Place
from catalogue.atlas.place import page_of
from catalogue.pages import public_page
from core.http import anyone
from programmes.models import Region
from publications.figures import drawing


@anyone
@public_page
def regions(request: HttpRequest) -> HttpResponse:
    """All countries with partners, as a map and as a table; each leads to its page."""
    looked = Map({}, get_language() or "en")
    table = drawing.table(
        looked.cut, looked.lines, caption=looked.title, language=looked.language, link=page_of
    )
    picture = drawing.region_map(
        looked.lines, measure=looked.measure, title=looked.title, language=looked.language, link=page_of
    )
    lead = _("Choose a country, then a region, to see its projects, partners, money and open calls.")
    context = {
        "cut": looked.cut,
        "table": table,
        "picture": picture,
        "head": head.of_page(_("Regions"), lead),
    }
    return render(request, "catalogue/regions.html", context)


@anyone
@public_page
def region(request: HttpRequest, code: str) -> HttpResponse | HttpResponsePermanentRedirect:
    """What is known of one region of any level; its code is written in capitals."""
    if code != code.upper():
        return redirect("catalogue:region", code=code.upper(), permanent=True)
    try:
        place = Place(code, get_language() or "en")
    except Region.DoesNotExist as missing:
        raise Http404 from missing
    text = _("Funded projects and partners in this region")
    told = page_cards.pictured(head.of_page(place.name, text), "region", code)
    return render(request, "catalogue/region.html", {"place": place, "head": told})
