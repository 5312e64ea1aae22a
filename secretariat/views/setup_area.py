"""The regions of a programme's area: a tree of boxes for each country, and a map of the whole."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from core import maps
from core.countries import countries_by_name, country_name
from core.errors import DomainError
from programmes.models import Region
from programmes.permissions import staff
from programmes.setting_up.area import level_of, picked, set_area, tree_of
from programmes.states import SECRETARIAT, Role
from publications import remaking
from secretariat.pages.setup import may_set_up, my_edition


@staff(*SECRETARIAT)
def setup_area(request: HttpRequest, code: str) -> HttpResponse:
    """The whole area on a map, and the countries from which to choose."""
    edition = my_edition(request, code)
    inside = Count("pk", filter=Q(programme_periods=edition))
    by_country = Region.objects.filter(level__in=(2, 3)).values("country").annotate(chosen=inside)
    chosen = {row["country"]: row["chosen"] for row in by_country}
    countries = [
        {"code": code, "name": name, "chosen": chosen.get(code, 0)}
        for code, name in countries_by_name(Region.objects.filter(level=0).values_list("code", flat=True))
    ]
    context = {
        "edition": edition,
        "countries": sorted(countries, key=lambda row: not row["chosen"]),
        "map": maps.area(list(edition.area.values_list("code", flat=True)), title=_("Area of the programme")),
    }
    return render(request, "secretariat/setup/setup_area.html", context)


@staff(*SECRETARIAT)
def setup_country(request: HttpRequest, code: str, country: str) -> HttpResponse:
    """The regions of one country as a tree of boxes."""
    edition = my_edition(request, code, *((Role.MANAGER,) if request.method == "POST" else ()))
    if not Region.objects.filter(level=0, code=country).exists():
        raise Http404
    land = country_name(country)
    branches, level, refused = tree_of(edition, country), level_of(edition), ""
    if request.method == "POST":
        posted = request.POST
        codes = picked(branches, posted.getlist("whole"), posted.getlist("region"), level)
        try:
            set_area(edition, country, codes, by=signed_in_user(request), seen=posted.get("seen", "").split())
        except DomainError as refusal:
            refused = str(refusal.text)
        else:
            remaking.mark_edition(str(edition.pk))
            messages.success(request, _("The area in %(country)s is saved.") % {"country": land})
            return redirect("secretariat:setup_area", code)
    context = {
        "edition": edition,
        "country": land,
        "branches": branches,
        "level": level,
        "seen": " ".join(
            edition.area.filter(country=country).order_by("code").values_list("code", flat=True)
        ),
        "refused": refused,
        "may_change": may_set_up(request, edition),
    }
    return render(request, "secretariat/setup/setup_country.html", context, status=409 if refused else 200)
