"""Events for the public: what can be narrowed, how many places are free, and calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import django_filters
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue import linked_data
from catalogue.head import Head, short
from catalogue.linked_data import site
from core import ical
from events.models import Event, EventQuerySet
from events.states import EventKind, EventState
from programmes.models import Programme, Theme


class EventFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Public events by time, words, programme, theme and kind."""

    when = django_filters.ChoiceFilter(
        label=_("When"), method="by_time", choices=[("past", _("Past events"))], empty_label=_("To come")
    )
    q = django_filters.CharFilter(label=_("Words in the title"), method="by_text", max_length=100)
    programme = django_filters.ModelChoiceFilter(
        label=_("Programme"),
        queryset=Programme.objects.of_the_portal(),
        to_field_name="slug",
        empty_label=_("All programmes"),
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"),
        queryset=Theme.objects.filter(events__state__in=["published", "cancelled"]).distinct(),
        empty_label=_("All themes"),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=EventKind.choices, empty_label=_("All kinds"))

    class Meta:
        model = Event
        fields: list[str] = []

    def by_time(self, events: EventQuerySet, name: str, value: str) -> EventQuerySet:
        return events

    def by_text(self, events: EventQuerySet, name: str, value: str) -> EventQuerySet:
        return events.filter(title__icontains=value)


def listed() -> EventQuerySet:
    """What the list holds, each with its programme and its numbers."""
    return Event.objects.public().select_related("programme", "theme").with_numbers()


def narrowed(found: EventFilter) -> EventQuerySet:
    """The filtered events: those to come unless past ones are asked for."""
    is_past = found.form.is_valid() and found.form.cleaned_data.get("when") == "past"
    events: EventQuerySet = found.qs
    return events.past() if is_past else events.upcoming()


def calendar_events(events: Iterable[Event]) -> Iterator[ical.Event]:
    """Each event as calendars take it; one that was called off is struck out there."""
    host = urlsplit(settings.PORTAL_URL).hostname or "portal"
    for event in events:
        yield ical.Event(
            uid=f"event-{event.uid}@{host}",
            at=event.starts_at,
            until=event.ends_at,
            summary=str(event.title),
            description=str(event.lead),
            url=address(event),
            place=event.place,
            sequence=event.sequence,
            is_cancelled=event.state == EventState.CANCELLED,
        )


def address(event: Event) -> str:
    """The event's page in the active language."""
    return site(reverse("catalogue:event", args=[event.slug]))


def told(event: Event) -> Head:
    """What the event's page tells machines."""
    modes = {EventKind.ON_SITE: "Offline", EventKind.ONLINE: "Online", EventKind.BOTH: "Mixed"}
    state = "EventCancelled" if event.state == EventState.CANCELLED else "EventScheduled"
    data: dict[str, Any] = {
        "@context": linked_data.CONTEXT,
        "@type": "Event",
        "@id": f"{address(event)}#event",
        "name": str(event.title),
        "description": str(event.lead),
        "url": address(event),
        "inLanguage": get_language(),
        "startDate": event.starts_at.astimezone(event.zone).isoformat(),
        "endDate": event.ends_at.astimezone(event.zone).isoformat(),
        "eventStatus": f"{linked_data.CONTEXT}/{state}",
        "eventAttendanceMode": f"{linked_data.CONTEXT}/{modes[EventKind(event.kind)]}EventAttendanceMode",
        "organizer": linked_data.organisation(
            str(event.programme.name), path=reverse("catalogue:programme", args=[event.programme.slug])
        ),
    }
    if event.place:
        data["location"] = {"@type": "Place", "name": event.place, "address": event.place}
    elif event.kind == EventKind.ONLINE:
        data["location"] = {"@type": "VirtualLocation", "url": address(event)}
    if event.places is not None:
        data["maximumAttendeeCapacity"] = event.places
    return Head(title=str(event.title), description=short(event.lead), kind="article", data=[data])


def free_places(event: Event) -> int | None:
    """How many places are free, of an event with numbers; None when they are not limited."""
    if event.places is None:
        return None
    held: int = event.held_now  # type: ignore[attr-defined]  # annotated
    waiting: int = event.waiting_now  # type: ignore[attr-defined]  # annotated
    return 0 if waiting else max(event.places - held, 0)


def is_open(event: Event) -> bool:
    """Whether somebody who comes now gets a place, or one on the waiting list."""
    return event.takes_guests(timezone.now()) and (free_places(event) != 0 or event.has_waiting_list)
