"""Events as an issue of a newsletter tells of them."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.texts import LANGUAGES, Text
from editorial.newsletters.sources import OFFERED, Source, Thing, in_languages
from events import mails
from events.models import Event
from events.states import EventState
from programmes.models import Programme


class Events(Source):
    """Published events that are not over."""

    label = _("Events")

    def offered(self, programme: Programme) -> list[Thing]:
        found = Event.objects.filter(programme=programme, state=EventState.PUBLISHED).upcoming()
        return [_thing(event) for event in found[:OFFERED]]

    def known(self, programme: Programme, keys: Collection[str]) -> dict[str, Thing]:
        found = Event.objects.filter(programme=programme, state=EventState.PUBLISHED, slug__in=list(keys))
        return {event.slug: _thing(event) for event in found}


def _thing(event: Event) -> Thing:
    notes = Text(
        {code: ", ".join(filter(None, (mails.when(event, code), event.place))) for code in LANGUAGES}
    )
    paths = in_languages(lambda: reverse("catalogue:event", args=[event.slug]))
    return Thing(event.slug, event.title, event.lead, paths, notes, event.starts_at)
