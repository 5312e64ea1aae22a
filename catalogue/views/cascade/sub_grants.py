"""Sub-grants that funded projects awarded: the list of all, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cascade import finding, rolling_up, summary
from cascade.models import Scheme, SubCall, SubGrant
from catalogue.head import Head, short
from catalogue.pages import crumbs, public_page
from core.countries import country_name
from core.http import anyone
from programmes.models import Region
from publications import pictures

LEDE = gettext_lazy("What funded projects passed on to companies and other final recipients.")


@anyone
@public_page
def sub_grants(request: HttpRequest) -> HttpResponse:
    """Every published sub-grant, or those of one operation with its targets and sub-calls."""
    search = finding.asked(request.GET)
    rolled = rolling_up.read(rolling_up.summed(Scheme.objects.order_by("operation__acronym", "code")))
    chosen = [one for one in rolled if one.scheme.operation.code == search.operation]
    page = Paginator(finding.found(search), finding.PAGE).get_page(request.GET.get("page"))
    context = {
        "search": search,
        "menus": _menus(search, rolled, chosen),
        "rolled": chosen,
        "operation": chosen[0].scheme.operation if chosen else None,
        "sub_calls": SubCall.objects.announced_of(search.operation) if chosen else [],
        "page": page,
        "nothing_yet": not any(one.projects for one in rolled),
        "lines": [finding.line(row) for row in page.object_list],
        "head": Head(title=_("Sub-grants"), description=str(LEDE)),
    }
    return render(request, "catalogue/cascade/sub_grants.html", context)


@anyone
@public_page
def sub_grant(request: HttpRequest, code: str) -> HttpResponse:
    """One sub-grant: who got it, for what, how much, and of which operation."""
    found = get_object_or_404(SubGrant.objects.published().for_page(), code=code)
    grantees = list(found.grantees.all())
    names = dict(Region.objects.filter(code__in={one.region for one in grantees}).values_list("code", "name"))
    context = {
        "sub_grant": found,
        "operation": found.sub_call.scheme.operation,
        "rows": [
            {
                "grantee": one,
                "country": country_name(one.country) if one.country else "",
                "region": names.get(one.region, one.region),
            }
            for one in grantees
        ],
        "publishes_amounts": any(one.grant is not None for one in grantees),
        "map": pictures.places(
            ((one.region, "lead" if one.position == 1 else "partner") for one in grantees), is_on_paper=False
        ),
        "papers": summary.newest_of(found),
        "crumbs": _way(found),
        "head": Head(title=found.acronym, description=short(found.summary or found.title)),
    }
    return render(request, "catalogue/cascade/sub_grant.html", context)


def _way(found: SubGrant) -> Iterable[dict[str, object]]:
    operation = found.sub_call.scheme.operation
    listed = f"{reverse('catalogue:sub_grants')}?operation={operation.code}"
    return crumbs(
        (_("Home"), reverse("catalogue:home")),
        (operation.acronym, reverse("catalogue:project", args=[operation.code])),
        (_("Sub-grants"), listed),
        (found.acronym, ""),
    )


def _menus(
    search: finding.Asked, rolled: list[rolling_up.RollUp], chosen: list[rolling_up.RollUp]
) -> list[dict[str, Any]]:
    """The lists to choose from: themes of the operation that is chosen, else of all."""
    operations = {one.scheme.operation.code: one.scheme.operation.acronym for one in rolled}
    themes = {code: str(title) for one in (chosen or rolled) for code, title in one.themes}
    countries = {code: country_name(code) for one in rolled for code in one.scheme.operation.countries}
    sorts = {
        "-decided": _("Newest decision first"),
        "decided": _("Oldest decision first"),
        "-grant": _("Largest amount first"),
        "acronym": _("By name"),
    }
    return [
        _menu("operation", _("Funded project"), {"": _("All projects"), **operations}, search.operation),
        _menu("theme", _("Theme"), {"": _("All themes"), **themes}, search.theme),
        _menu("country", _("Country"), {"": _("All countries"), **countries}, search.country),
        _menu("sort", _("Order"), sorts, search.sort),
    ]


def _menu(name: str, label: str, choices: dict[str, str], chosen: str) -> dict[str, Any]:
    return {"name": name, "label": label, "choices": list(choices.items()), "chosen": chosen}
