"""The calls for proposals, and all that an applicant must know of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calls import rules
from calls.models import Call, CallFund, CallTheme
from calls.states import Phase
from catalogue import page_cards, told
from catalogue.head import of_page
from catalogue.open_data import for_every_origin
from catalogue.pages import crumbs, public_page
from catalogue.partner_search import cards_in_call
from catalogue.timetable import (
    OF_APPLICANTS,
    TimetableFilter,
    as_data,
    by_phase,
    events,
    timetable,
    who_may_take_part,
)
from core.http import anyone
from core.ical import CONTENT_TYPE, calendar
from core.texts import LANGUAGES, Text
from projects.printing import blank
from publications import editions
from publications.portfolio.facts import has_result

_THEMES = CallTheme.objects.filter(call=OuterRef("pk")).order_by("position").values("title")
_FUNDS = Prefetch("funds", CallFund.objects.select_related("fund"))


@anyone
@public_page
def calls(request: HttpRequest) -> HttpResponse:
    """The timetable: open calls first, then those to come, planned, closed; filters stand in the address."""
    found = TimetableFilter(request.GET, queryset=timetable())
    context = {
        "filter": found,
        "groups": by_phase(found.qs),
        "is_narrowed": any(request.GET.get(name) for name in found.filters),
        "query": request.GET.urlencode(),
        "head": of_page(_("Calls for proposals"), _("What is open now, what comes, and what has closed.")),
    }
    return render(request, "catalogue/calls.html", context)


@anyone
@for_every_origin
@public_page
def calls_calendar(request: HttpRequest) -> HttpResponse:
    """Opening and closing of the calls for a calendar, narrowed as the page is."""
    found = TimetableFilter(request.GET, queryset=timetable()).qs
    text = calendar(
        events(found),
        name=_("Calls for proposals"),
        product=f"-//{settings.PORTAL_NAME}//Calls//{get_language()}",
        now=editions.newest().changed_at,  # what did not change keeps its stamp, and its ETag
    )
    return HttpResponse(text, content_type=CONTENT_TYPE)


@anyone
@for_every_origin
@public_page
def calls_data(request: HttpRequest) -> HttpResponse:
    """The timetable for machines, narrowed as the page is."""
    found = TimetableFilter(
        request.GET, queryset=timetable().prefetch_related("rules", "programme_period__area")
    )
    return JsonResponse(as_data(found.qs, timezone.now()))


@anyone
@public_page
def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call: dates, money, rules in words, criteria, how to apply."""
    found = get_object_or_404(
        Call.objects.announced()
        .select_related("programme_period__programme", "programme_period__period")
        .select_related("sub_call__scheme__operation")
        .prefetch_related("objectives", _FUNDS, "flat_rates", "rules", "criteria")
        .annotate(of_forms=blank.ready_languages(), of_result=has_result(), of_search=cards_in_call())
        .annotate(of_themes=ArraySubquery(_THEMES)),
        code=code,
    )
    forms: list[str] = found.of_forms  # type: ignore[attr-defined]  # annotated
    has_one: bool = found.of_result  # type: ignore[attr-defined]  # annotated
    context = {
        "call": found,
        "applicants": who_may_take_part(found),
        "rules": [rules.describe(rule) for rule in found.rules.all() if rule.kind not in OF_APPLICANTS],
        "themes": [Text(title) for title in found.of_themes],  # type: ignore[attr-defined]  # annotated
        "form_languages": [one for one in LANGUAGES if one in forms],
        "has_result": found.phase == Phase.CLOSED and has_one,
        "is_to_come": found.phase == Phase.UPCOMING,
        "cards": found.of_search,  # type: ignore[attr-defined]  # annotated
        "is_planned": found.phase == Phase.PLANNED,
        "crumbs": _way(found),
        "head": page_cards.pictured(told.of_call(found), "call", found.code),
    }
    return render(request, "catalogue/call.html", context)


def _way(call: Call) -> Iterable[dict[str, object]]:
    home, timetable_url = reverse("catalogue:home"), reverse("catalogue:calls")
    return crumbs((_("Home"), home), (_("Calls"), timetable_url), (call.title, ""))
