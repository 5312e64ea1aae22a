"""The organisations in funded projects: their list, and the page of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import page_cards, told
from catalogue.head import of_page
from catalogue.organisations import Directory, OrganisationPage
from catalogue.pages import public_page
from core.http import anyone
from publications.models import Organisation


@anyone
@public_page
def organisations(request: HttpRequest) -> HttpResponse:
    """By name, country and type; every address gives a page, however odd it is."""
    directory = Directory(request.GET, get_language() or "en")
    head = of_page(_("Partners"), _("The organisations that take part in funded projects."))
    return render(request, "catalogue/organisations.html", {"directory": directory, "head": head})


@anyone
@public_page
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is public of one organisation; the address of a merged one leads to the kept one for good."""
    found = get_object_or_404(Organisation.objects.select_related("merged_into"), slug=slug)
    if found.merged_into:
        return redirect(reverse("catalogue:organisation", args=[found.merged_into.slug]), permanent=True)
    if not found.project_count:
        raise Http404
    page = OrganisationPage(found, request.GET, get_language() or "en")
    head = page_cards.pictured(told.of_organisation(found), "partner", found.slug)
    context = {"page": page, "organisation": found, "head": head}
    return render(request, "catalogue/organisation.html", context)
