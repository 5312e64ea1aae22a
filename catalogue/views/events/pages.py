"""Events: the list, one event, and calendars of both."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import happening
from catalogue.happening import EventFilter
from catalogue.head import of_page
from catalogue.pages import crumbs, public_page
from core.http import anyone
from core.ical import CONTENT_TYPE, calendar
from events.models import Event

PAGE, IN_CALENDAR = 20, 500


@anyone
@public_page
def events(request: HttpRequest) -> HttpResponse:
    """What comes, or what has been; filters stand in the address."""
    found = EventFilter(request.GET, queryset=happening.listed())
    page = Paginator(happening.narrowed(found), PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": [(event, happening.free_places(event)) for event in page],
        "is_past": request.GET.get("when") == "past",
        "is_narrowed": any(request.GET.get(name) for name in found.filters),
        "query": request.GET.urlencode(),
    }
    title = _("Past events") if context["is_past"] else _("Events")
    context["head"] = of_page(title, _("Meetings, workshops and webinars of the programmes."))
    return render(request, "catalogue/events/events.html", context)


@anyone
@public_page
def events_calendar(request: HttpRequest) -> HttpResponse:
    """The events for a calendar that asks again by itself, narrowed as the page is."""
    found = happening.narrowed(EventFilter(request.GET, queryset=Event.objects.public()))
    return _calendar(found[:IN_CALENDAR], _("Events"))


@anyone
@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event. How many places are free is at most a minute old; registering counts anew."""
    found = get_object_or_404(happening.listed(), slug=slug)
    opens_at = found.registration_opens_at
    context = {
        "opens_later": opens_at is not None and opens_at > timezone.now(),
        "event": found,
        "free": happening.free_places(found),
        "is_open": happening.is_open(found),
        "is_over": found.is_over(),
        "is_full": happening.free_places(found) == 0,
        "crumbs": _way(found),
        "head": happening.told(found),
    }
    return render(request, "catalogue/events/event.html", context)


@anyone
@public_page
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One event as a file for a calendar."""
    found = get_object_or_404(Event.objects.public(), slug=slug)
    answer = _calendar([found], str(found.title))
    answer["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return answer


def _calendar(events: Iterable[Event], name: str) -> HttpResponse:
    text = calendar(
        happening.calendar_events(events),
        name=name,
        product=f"-//{settings.PORTAL_NAME}//Events//{get_language()}",
        now=timezone.now(),
    )
    return HttpResponse(text, content_type=CONTENT_TYPE)


def _way(event: Event) -> Iterable[dict[str, object]]:
    home, all_events = reverse("catalogue:home"), reverse("catalogue:events")
    return crumbs((_("Home"), home), (_("Events"), all_events), (event.title, ""))
