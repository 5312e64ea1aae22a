"""The list of guests of an event as PDF: who has a place, with room to sign, and who waits.

It holds names: its file goes after days without use, and all of it when the guests are forgotten.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.models import User
from core.texts import Text
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from events.models import Event
from events.states import RegistrationState
from programmes.permissions import require_editor

KIND = "guest_list"


def subject_of(event: Event) -> str:
    """What the lists of an event are about."""
    return f"{event.chain}:guests"


@transaction.atomic
def request(event: Event, language: str, *, by: User) -> Document:
    """Ask for the list as it is now; noted in the trail, for it leaves the portal."""
    require_editor(by, event.programme_id)
    data = facts_of(event)
    trail.record(event.chain, "export guests", by=by, new={"guests": len(data["guests"])})
    return engine.request(KIND, subject_of(event), language, data)


def current(event: Event, language: str) -> Document | None:
    """The list that was asked for last, in whatever state."""
    return engine.current(KIND, subject_of(event), language)


def discard(event: Event) -> int:
    """Withdraw every list of the event, with the names in it."""
    return engine.discard(KIND, subject_of(event))


def facts_of(event: Event) -> dict[str, Any]:
    """All that the list says."""
    held, waiting = RegistrationState.HELD, RegistrationState.WAITING
    rows = list(
        event.registrations.living().values_list("state", "name", "organisation", "confirmed_at", "pk")
    )
    return {
        "programme": event.programme_id,
        "programme_name": dict(event.programme.name),
        "slug": event.slug,
        "title": dict(event.title),
        "place": event.place,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "zone": event.time_zone,
        "places": event.places,
        "is_demo": event.is_demo,
        "as_of": timezone.now().replace(second=0, microsecond=0).isoformat(),
        "guests": sorted(
            ([name, organisation] for state, name, organisation, _at, _pk in rows if state == held),
            key=lambda one: (one[0].casefold(), one[1].casefold()),
        ),
        "waiting": [
            [name, organisation]
            for state, name, organisation, _at, _pk in sorted(rows, key=lambda row: (row[3] is None, row[3:]))
            if state == waiting
        ],
    }


class GuestList(Kind):
    """Names in order with room to sign; reads nothing but its data."""

    template: ClassVar[str] = "pdf/guest_list.html"
    days_unused: ClassVar[int | None] = 7
    is_public: ClassVar[bool] = False
    label = gettext_lazy("List of guests")

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        zone = ZoneInfo(data["zone"])
        return {
            **data,
            "title": Text(data["title"]),
            "programme_name": Text(data["programme_name"]),
            "starts_at": datetime.fromisoformat(data["starts_at"]),
            "as_of": datetime.fromisoformat(data["as_of"]),
            "zone": zone,
        }

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("List of guests: %(title)s") % {"title": Text(data["title"]).best(language).text}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"guests-{data['slug']}-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | None:
        return datetime.fromisoformat(data["as_of"])
