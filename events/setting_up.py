"""Setting up an event: written as a draft, published, changed, called off."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.queue import enqueue
from core.texts import Text
from events import places
from events.models import Event
from events.states import EventKind, EventState
from events.tasks import tell
from programmes.models import Programme, Theme
from programmes.permissions import require_editor

# What guests planned by: when it changes they are told, and calendars take the new state.
PLANNED_BY = ("kind", "place", "online_address", "starts_at", "ends_at", "time_zone")


@dataclass(frozen=True)
class Facts:
    """All that is set up of an event."""

    title: Text
    lead: Text
    body: Text
    theme: Theme | None
    kind: str
    place: str
    online_address: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    takes_registrations: bool
    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    places: int | None
    has_waiting_list: bool
    questions: list[str]
    kept_months: int


@transaction.atomic
def create(programme: Programme, facts: Facts, *, by: User, key: uuid.UUID) -> Event:
    """A draft. The same `key` gives the same event, however often its form arrives."""
    require_editor(by, programme.pk)
    known = Event.objects.filter(uid=key, programme=programme).first()
    if known is not None:
        return known
    event = Event(uid=key, programme=programme, created_by=by, slug=_slug(facts))
    _put(event, facts)
    event.save()
    trail.record(event.chain, "create event", by=by, new=as_facts(event))
    return event


@transaction.atomic
def change(event: Event, facts: Facts, *, by: User) -> Event:
    """Other facts. Guests of a published event are told when it is, or where, has changed."""
    fresh = _locked(event, by)
    if fresh.state == EventState.CANCELLED or fresh.is_over():
        raise DomainError(_("An event that is over or called off stays as it was."))
    old, planned_by = as_facts(fresh), _planned_by(fresh)
    _put(fresh, facts)
    _require_room(fresh)
    if fresh.state == EventState.PUBLISHED:
        _require_whole(fresh)
        if _planned_by(fresh) != planned_by:
            _next_sequence(fresh)
    fresh.save()
    places.move_up(fresh)
    trail.record(fresh.chain, "change event", by=by, old=old, new=as_facts(fresh))
    return fresh


@transaction.atomic
def publish(event: Event, *, by: User) -> Event:
    """Let the public see it, and register."""
    fresh = _locked(event, by)
    if fresh.state != EventState.DRAFT:
        raise DomainError(_("This event is public already. Reload the page."))
    _require_whole(fresh)
    if fresh.is_over():
        raise DomainError(_("This event lies in the past. Correct its dates first."))
    fresh.state, fresh.published_at = EventState.PUBLISHED, timezone.now()
    fresh.save(update_fields=["state", "published_at"])
    trail.record(fresh.chain, "publish event", by=by, old={"state": "draft"}, new={"state": "published"})
    return fresh


@transaction.atomic
def call_off(event: Event, *, by: User, reason: Text) -> Event:
    """Call it off: its page says so and why, guests are told, calendars strike it out."""
    fresh = _locked(event, by)
    if fresh.state != EventState.PUBLISHED or fresh.is_over():
        raise DomainError(_("Only an event that is public and not over can be called off."))
    if not reason:
        raise DomainError(_("Say why, in one language at least: guests read it."))
    fresh.state, fresh.cancel_reason = EventState.CANCELLED, reason
    _next_sequence(fresh)
    fresh.save()
    trail.record(
        fresh.chain, "call off event", by=by, old={"state": "published"}, new={"reason": dict(reason)}
    )
    return fresh


def as_facts(event: Event) -> dict[str, Any]:
    """What the trail keeps of an event."""
    return {name: _fact(getattr(event, name)) for name in Facts.__dataclass_fields__}


def _fact(value: Any) -> Any:
    if isinstance(value, Text):
        return dict(value)
    return value.code if isinstance(value, Theme) else value


def _put(event: Event, facts: Facts) -> None:
    for name, value in _by_name(facts).items():
        setattr(event, name, value)
    if event.kind == EventKind.ON_SITE:
        event.online_address = ""
    if event.kind == EventKind.ONLINE:
        event.place = ""
    event.changed_at = timezone.now() if event.state == EventState.DRAFT else event.changed_at
    if facts.ends_at <= facts.starts_at:
        raise DomainError(_("The end lies before the beginning. Correct one of them."))
    if facts.theme is not None and facts.theme.programme_period.programme_id != event.programme_id:
        raise DomainError(_("Choose a theme of the event's own programme."))


def _by_name(facts: Facts) -> dict[str, Any]:
    """The facts by name, as they are."""
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__}


def _next_sequence(event: Event) -> None:
    event.sequence += 1
    event.changed_at = timezone.now()
    enqueue(tell, event.pk)


def _planned_by(event: Event) -> tuple[Any, ...]:
    return tuple(getattr(event, name) for name in PLANNED_BY)


def _require_room(event: Event) -> None:
    held = event.registrations.held().count()
    if event.places is not None and event.places < held:
        raise DomainError(
            _("%(held)s guests have a place already. Give the event as many places, or more.")
            % {"held": held}
        )


def _require_whole(event: Event) -> None:
    if not event.title or not event.lead:
        raise DomainError(_("Give the event a title and a summary, in one language at least."))
    if event.kind != EventKind.ONLINE and not event.place:
        raise DomainError(_("Say where the event takes place."))


def _slug(facts: Facts) -> str:
    stem = slugify(facts.title.best("en").text)[:60] or "event"
    base = f"{stem}-{facts.starts_at:%Y-%m}"
    taken = set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, 1000))) if name not in taken)


def _locked(event: Event, by: User) -> Event:
    fresh = places.locked(event)
    require_editor(by, fresh.programme_id)
    return fresh
