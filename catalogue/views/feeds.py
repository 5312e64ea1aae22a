"""Feeds: the newest facts of any search, and the calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import TrailEntry
from calls.models import Call
from catalogue.feeds import CONTENT_TYPE, ENTRIES, NEVER, Entry, feed
from catalogue.open_data import for_every_origin
from catalogue.pages import answer_unless_known, public_page
from catalogue.timetable import TimetableFilter, address, timetable
from core.http import anyone
from publications import finding
from publications.finding.wording import in_words
from publications.models import Publication


@anyone
@for_every_origin
@public_page
def projects_feed(request: HttpRequest) -> HttpResponse:
    """The projects that a search finds, the newest facts first."""
    query = finding.query(request.GET)
    rows = list(finding.records(query).for_cards().order_by("-data_date", "-pk")[:ENTRIES])
    asked = replace(query, sort="").as_query_string()
    parts = ["feed", get_language(), asked, *(f"{row.pk} {row.data_date.timestamp()}" for row in rows)]
    changed_at = max((row.data_date for row in rows), default=NEVER)

    def page() -> HttpResponse:
        text = feed(
            map(_project, rows),
            key=f"projects?{asked}",
            title=_("Funded projects"),
            subtitle=in_words(query),
            page=_absolute("catalogue:projects", asked),
            url=_absolute("catalogue:projects_feed", asked),
        )
        return HttpResponse(text, content_type=CONTENT_TYPE)

    return answer_unless_known(request, parts, changed_at, page)


@anyone
@for_every_origin
@public_page
def calls_feed(request: HttpRequest) -> HttpResponse:
    """The calls that the timetable shows, narrowed as the page is, the newest first."""
    found = TimetableFilter(request.GET, queryset=timetable())
    asked = urlencode(sorted((name, request.GET[name]) for name in found.filters if request.GET.get(name)))
    calls = list(found.qs)
    changed = _changed(calls)
    newest = sorted((_call(call, changed) for call in calls), key=lambda one: (one.updated, one.key))
    entries = newest[: -ENTRIES - 1 : -1]
    parts = [
        "calls feed",
        get_language(),
        asked,
        *(f"{one.key} {one.title} {one.summary}" for one in entries),
    ]
    changed_at = max((entry.updated for entry in entries), default=NEVER)

    def page() -> HttpResponse:
        text = feed(
            entries,
            key=f"calls?{asked}",
            title=_("Calls for proposals"),
            subtitle="",
            page=_absolute("catalogue:calls", asked),
            url=_absolute("catalogue:calls_feed", asked),
        )
        return HttpResponse(text, content_type=CONTENT_TYPE)

    return answer_unless_known(request, parts, changed_at, page)


def _project(row: Publication) -> Entry:
    programme = str(row.programme_period.programme)
    return Entry(
        key=f"project:{row.code}",
        title=" – ".join(part for part in (row.acronym, str(row.title)) if part),
        url=_absolute("catalogue:project", "", row.code),
        summary=Truncator(str(row.summary)).words(80),
        updated=row.data_date,
        published=min(row.first_published_at, row.data_date),
        categories=(programme, str(row.theme or "")),
    )


def _changed(calls: Iterable[Call]) -> dict[str, datetime]:
    """When each call's facts last changed, by the name of its trail, as far as its trail knows."""
    acts = TrailEntry.objects.filter(chain__in=[call.chain for call in calls]).exclude(
        action__contains="late"
    )
    return dict(acts.order_by().values_list("chain").annotate(newest=Max("at")))


def _call(call: Call, changed: Mapping[str, datetime]) -> Entry:
    since = call.published_at or NEVER
    return Entry(
        key=f"call:{call.code}",
        title=str(call.title),
        url=address(call),
        summary=f"{call.get_state_display()}. {call.introduction}",
        updated=max(changed.get(call.chain, since), since),
        published=call.published_at,
        categories=(str(call.programme_period.programme), str(call.get_kind_display())),
    )


def _absolute(name: str, query: str, *args: str) -> str:
    return f"{str(settings.PORTAL_URL).rstrip('/')}{reverse(name, args=args)}" + (
        f"?{query}" if query else ""
    )
