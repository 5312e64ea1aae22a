"""What a programme wants in a period: the pages of a priority, a specific objective and a theme."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from catalogue import applying, head, places, strategy
from catalogue.filters import theme_key
from catalogue.key_figures import of_parts
from catalogue.pages import public_page
from catalogue.views.programmes import LATEST
from core.http import anyone
from publications.models import Publication


@anyone
@public_page
def priority(request: HttpRequest, slug: str, period: str, code: str) -> HttpResponse:
    """A priority: its objectives, example actions, themes, figures and projects."""
    found = strategy.priority(slug, period, code)
    edition = found.programme_period
    if code != places.code_of(found):  # by its number, or in small letters
        return redirect(places.priority_url(edition.programme, edition, found), permanent=True)
    objectives = [row["id"] for row in found.objective_rows]
    way = places.way(edition.programme, edition, found)
    context = {
        "priority": found,
        "portfolio": f"priority:{found.pk}",
        "edition": edition,
        "programme": edition.programme,
        "figures": of_parts().of_priority(found.pk),
        "ways": applying.ways(applying.of_objectives(objectives), website=edition.programme.website),
        "latest": Publication.objects.filter(priority=found).for_cards()[:LATEST],
        "search_url": places.search_url(edition.programme, edition, priority=f"{edition.pk}-{found.number}"),
        "crumbs": way,
        "head": head.of_page(found.title, found.subtitle, crumbs=way),
    }
    return render(request, "catalogue/priority.html", context)


@anyone
@public_page
def objective(request: HttpRequest, slug: str, period: str, code: str) -> HttpResponse:
    """A specific objective: where it belongs, example actions, figures, calls and projects."""
    found = strategy.objective(slug, period, code)
    edition = found.priority.programme_period
    way = places.way(edition.programme, edition, found.priority, (found.code, ""))
    context = {
        "objective": found,
        "portfolio": f"objective:{found.pk}",
        "edition": edition,
        "programme": edition.programme,
        "figures": of_parts().of_objectives([found.pk]),
        "ways": applying.ways(applying.of_objectives([found.pk]), website=edition.programme.website),
        "latest": Publication.objects.filter(objective=found).for_cards()[:LATEST],
        "search_url": places.search_url(edition.programme, edition, objective=found.code),
        "crumbs": way,
        "head": head.of_page(found, found.title, crumbs=way),
    }
    return render(request, "catalogue/objective.html", context)


@anyone
@public_page
def theme(request: HttpRequest, slug: str, period: str, code: str) -> HttpResponse:
    """A theme of a programme in one period: figures, projects and the themes beside it."""
    found = strategy.theme(slug, period, code)
    edition = found.programme_period
    way = places.way(edition.programme, edition, None, (found.title, ""))
    context = {
        "theme": found,
        "portfolio": f"theme:{found.pk}",
        "others": [row for row in found.theme_rows if row["id"] != found.pk],
        "edition": edition,
        "programme": edition.programme,
        "figures": of_parts().of_theme(found.pk),
        "ways": applying.ways(applying.of_editions([edition.pk]), website=edition.programme.website),
        "latest": Publication.objects.filter(theme=found).for_cards()[:LATEST],
        "search_url": places.search_url(edition.programme, edition, theme=theme_key(found)),
        "crumbs": way,
        "head": head.of_page(found.title, edition.name, crumbs=way),
    }
    return render(request, "catalogue/theme.html", context)
