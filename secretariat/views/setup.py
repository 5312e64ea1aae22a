"""How a programme sets itself up: its editions, an overview of each, its texts, who changed what."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import TrailEntry
from programmes.models import ProgrammePeriod
from programmes.permissions import programmes_where, staff
from programmes.setting_up.texts import languages_of, texts_of
from programmes.setting_up.verbs import chain_of
from programmes.states import SECRETARIAT
from secretariat.pages import histories
from secretariat.pages.setup import may_set_up, my_edition, overview

PAGE = 50


@staff(*SECRETARIAT)
def setup(request: HttpRequest) -> HttpResponse:
    """The editions of my programmes, newest first."""
    mine = ProgrammePeriod.objects.of_programmes(programmes_where(request.user, SECRETARIAT))
    editions = mine.select_related("programme", "period").order_by("programme", "-period")
    return render(request, "secretariat/setup/setup.html", {"editions": editions})


@staff(*SECRETARIAT)
def setup_edition(request: HttpRequest, code: str) -> HttpResponse:
    """What is set up, and what lacks."""
    edition = my_edition(request, code)
    counts, lacking = overview(edition)
    context = {
        "edition": edition,
        "counts": counts,
        "lacking": lacking,
        "regions": edition.area.count(),
        "may_change": may_set_up(request, edition),
    }
    return render(request, "secretariat/setup/setup_edition.html", context)


@staff(*SECRETARIAT)
def setup_texts(request: HttpRequest, code: str) -> HttpResponse:
    """Every text in all languages side by side; `?missing=1` shows those that lack one."""
    edition = my_edition(request, code)
    texts = texts_of(edition)
    lacking = [text for text in texts if text.missing]
    only_missing = request.GET.get("missing") == "1"
    page = Paginator(lacking if only_missing else texts, PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "page": page,
        "only_missing": only_missing,
        "lacking": len(lacking),
        "languages": languages_of(edition),
    }
    return render(request, "secretariat/setup/setup_texts.html", context)


@staff(*SECRETARIAT)
def setup_history(request: HttpRequest, code: str) -> HttpResponse:
    """Who changed what in the set-up, newest first."""
    edition = my_edition(request, code)
    entries = TrailEntry.objects.for_chain(chain_of(edition)).order_by("-sequence")
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    context = {"edition": edition, "page": page, "lines": histories.set_up(page)}
    return render(request, "secretariat/setup/setup_history.html", context)
