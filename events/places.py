"""The places of an event: given out under its lock, and passed on to who waits."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from events import mails
from events.models import Event, Registration
from events.states import EventState, RegistrationState


def locked(event: Event) -> Event:
    """The event as it is now. Whoever gives out or takes back a place holds this lock."""
    return Event.objects.select_for_update().get(pk=event.pk)


def is_free(event: Event) -> bool:
    """Whether one more has a place; of a locked event."""
    if event.places is None:
        return True
    return event.registrations.held().count() < event.places


def seat(registration: Registration) -> None:
    """Give a place or one on the waiting list; of a registration whose event is locked. Tells the guest.

    DomainError when there is neither.
    """
    event, now = registration.event, timezone.now()
    has_place = is_free(event) and not event.registrations.waiting().exists()
    if not has_place and not event.has_waiting_list:
        raise DomainError(_("All places are taken, and this event has no waiting list."))
    registration.state = RegistrationState.HELD if has_place else RegistrationState.WAITING
    registration.confirmed_at = registration.confirmed_at or now
    registration.placed_at = now if has_place else None
    registration.cancelled_at = None
    registration.save()
    mails.write(registration, "placed" if has_place else "waiting", f"seat:{now.isoformat()}")


def move_up(event: Event) -> int:
    """Give the free places of a locked event to those who wait, in their order; how many got one."""
    now = timezone.now()
    if event.state != EventState.PUBLISHED or event.starts_at <= now:
        return 0
    waiting = event.registrations.waiting()
    if event.places is not None:
        free = event.places - event.registrations.held().count()
        waiting = waiting[: max(free, 0)]
    moved = list(waiting)
    for registration in moved:
        registration.event = event
        registration.state, registration.placed_at = RegistrationState.HELD, now
        registration.save(update_fields=["state", "placed_at"])
        mails.write(registration, "moved_up", f"moved:{now.isoformat()}")
    return len(moved)
