"""The front page of a programme's learning platform."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue import head, places
from catalogue.pages import public_page
from core.http import anyone
from core.texts import Text
from knowledge.models import Platform, PublishedPractice

NEWEST = 3


def open_platform(slug: str) -> Platform:
    """The platform of the programme with this slug, its programme fetched along; 404 without one."""
    return get_object_or_404(Platform.objects.open().select_related("programme"), programme__slug=slug)


def way_of(platform: Platform, *more: tuple[object, str]) -> list[dict[str, object]]:
    """The steps from the home page to a page of the platform; the last one is the page itself."""
    steps = [(platform.name, reverse("catalogue:learning", args=[platform.slug])), *more]
    way = places.way(platform.programme, last=steps[0])
    way += [{"label": label, "url": url} for label, url in steps[1:]]
    return [*way[:-1], {**way[-1], "url": ""}]


@anyone
@require_safe
@public_page
def learning(request: HttpRequest, slug: str) -> HttpResponse:
    """What the platform offers, its newest good practices, and the way in."""
    platform = open_platform(slug)
    way = way_of(platform)
    context = {
        "platform": platform,
        "services": [
            (one["code"], Text(one["name"]), Text(one.get("detail", {}))) for one in platform.services
        ],
        "newest": PublishedPractice.objects.filter(platform=platform).select_related("topic")[:NEWEST],
        "crumbs": way,
        "head": head.of_page(platform.name, platform.introduction, crumbs=way),
    }
    return render(request, "catalogue/learning/platform.html", context)
