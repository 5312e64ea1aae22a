"""The way in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import applying, head, linked_data, strategy
from catalogue.key_figures import of_periods
from catalogue.pages import public_page
from core.http import anyone
from publications.models import Publication

LATEST = 6  # projects on the home page


@anyone
@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What the portal is, what was funded, what is open now, and where all of it is to be had."""
    figures = of_periods()
    search = reverse("catalogue:projects")
    website = linked_data.website(str(settings.PORTAL_NAME), request.path, search, get_language() or "en")
    words = _("Find the projects that Interreg programmes funded, follow their calls, and write a proposal.")
    context = {
        "figures": figures.whole(),
        "programmes": [(one, figures.of_editions(one.keys)) for one in strategy.programmes()],
        "ways": applying.ways(),
        "latest": Publication.objects.for_cards()[:LATEST],
        "search_url": search,
        "head": head.of_page(settings.PORTAL_NAME, words, data=[website]),
    }
    return render(request, "catalogue/home.html", context)
