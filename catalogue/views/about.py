"""Pages about the portal itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from catalogue import head
from catalogue.pages import public_page
from core.http import anyone


@anyone
@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What the portal is, who keeps it, where its facts come from, and how to use them."""
    return render(request, "catalogue/about.html", {"head": head.of_page(_("About this site"))})


@anyone
@public_page
def reading_figures(request: HttpRequest) -> HttpResponse:
    """What the figures count, what they leave out, and what must not be read into them."""
    return render(
        request, "catalogue/reading_figures.html", {"head": head.of_page(_("How to read the figures"))}
    )


@anyone
@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the portal is, and where to tell of a barrier."""
    title = _("Accessibility statement")
    return render(request, "catalogue/accessibility.html", {"head": head.of_page(title)})


@anyone
@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What the portal keeps of people, why and for how long."""
    lead = _("What the portal keeps about people, why, and for how long.")
    return render(request, "catalogue/privacy.html", {"head": head.of_page(_("Privacy"), lead)})
