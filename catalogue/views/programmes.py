"""The programmes: their periods, priorities, objectives, themes and stated facts."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from calls.models import Call
from catalogue.pages import public_page
from core import facts
from core.countries import country_name
from core.http import anyone
from programmes.models import Priority, Programme, ProgrammePeriod
from publications.models import Publication


@anyone
@public_page(max_age=300)
def programmes(request: HttpRequest) -> HttpResponse:
    """All programmes with their periods."""
    found = Programme.objects.prefetch_related(
        Prefetch("periods", ProgrammePeriod.objects.select_related("period").order_by("-period__first_year"))
    )
    return render(request, "catalogue/programmes.html", {"programmes": found})


@anyone
@public_page(max_age=300)
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme through its periods, the newest first."""
    found = get_object_or_404(Programme, slug=slug)
    priorities = Priority.objects.filter(is_internal=False).prefetch_related("objectives", "example_actions")
    editions = (
        found.periods.select_related("period")
        .order_by("-period__first_year")
        .prefetch_related(Prefetch("priorities", priorities), "themes", "funds__fund", "area")
    )
    context = {
        "programme": found,
        "countries": [country_name(code) for code in found.countries],
        "editions": [{"edition": edition, "facts": facts.read(edition.facts)} for edition in editions],
        "open_calls": Call.objects.open().filter(programme_period__programme=found),
        "latest": Publication.objects.filter(programme_period__programme=found).for_cards()[:3],
    }
    return render(request, "catalogue/programme.html", context)
