"""Pages about the portal itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue.pages import public_page
from core.http import anyone


@anyone
@public_page(max_age=3600)
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the portal is, and where to tell of a barrier."""
    return render(request, "catalogue/accessibility.html")


@anyone
@public_page(max_age=3600)
def privacy(request: HttpRequest) -> HttpResponse:
    """What the portal keeps of people, why and for how long."""
    return render(request, "catalogue/privacy.html")
