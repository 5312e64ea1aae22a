"""The programmes and their periods."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import applying, head, linked_data, page_cards, pieces, places, strategy
from catalogue.key_figures import of_periods
from catalogue.pages import crumbs, public_page
from catalogue.stated import Stated
from core.countries import country_name
from core.http import anyone
from programmes.models import Programme
from publications.models import Publication

LATEST = 3  # projects that a page names


@anyone
@public_page
def programmes(request: HttpRequest) -> HttpResponse:
    """All programmes with their periods and figures."""
    figures = of_periods()
    way = list(crumbs((_("Home"), reverse("catalogue:home")), (_("Programmes"), "")))
    context = {
        "programmes": [(one, figures.of_editions(one.keys)) for one in strategy.programmes()],
        "crumbs": way,
        "head": head.of_page(_("Programmes"), crumbs=way),
    }
    return render(request, "catalogue/programmes.html", context)


@anyone
@public_page
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme through its periods, the newest first."""
    editions = strategy.editions(slug)
    found = editions[0].programme if editions else get_object_or_404(Programme, slug=slug)
    keys = [edition.pk for edition in editions]
    figures = of_periods()
    way = places.way(found)
    path = reverse("catalogue:programme", args=[found.slug])
    news, cooperation = pieces.of_programme(editions[0].piece_rows if editions else [])
    context = {
        "news": news,
        "cooperation": cooperation,
        "programme": found,
        "portfolio": f"programme:{found.slug}",
        "countries": [country_name(code) for code in found.countries],
        "editions": [(edition, figures.of_editions([edition.pk])) for edition in editions],
        "figures": figures.of_editions(keys),
        "ways": applying.ways(applying.of_editions(keys), website=found.website),
        "latest": Publication.objects.filter(programme_period__in=keys).for_cards()[:LATEST],
        "search_url": places.search_url(found),
        "crumbs": way,
        "head": page_cards.pictured(
            head.of_page(found, found.introduction, crumbs=way, data=[_data(found, path)]),
            *("programme", found.slug),
        ),
    }
    return render(request, "catalogue/programme.html", context)


@anyone
@public_page
def edition(request: HttpRequest, slug: str, period: str) -> HttpResponse:
    """A programme in one period: money, area, priorities, themes, stated facts."""
    found = strategy.edition(slug, period)
    way = places.way(found.programme, found)
    path = reverse("catalogue:edition", args=[slug, period])
    data = _data(found.programme, path, str(found.name))
    context = {
        "edition": found,
        "portfolio": f"edition:{slug}:{period}",
        "programme": found.programme,
        "stated": Stated(found),
        "figures": of_periods().of_editions([found.pk]),
        "ways": applying.ways(applying.of_editions([found.pk]), website=found.programme.website),
        "latest": Publication.objects.filter(programme_period=found).for_cards()[:LATEST],
        "search_url": places.search_url(found.programme, found),
        "crumbs": way,
        "head": head.of_page(found.name, found.programme.introduction, crumbs=way, data=[data]),
    }
    return render(request, "catalogue/edition.html", context)


def _data(programme: Programme, path: str, name: str = "") -> dict[str, Any]:
    return linked_data.programme(
        programme,
        path=path,
        language=get_language() or "en",
        name=name,
        countries=[country_name(code) for code in programme.countries],
    )
