"""What guests are told without asking: a changed or called-off event, and a reminder the day before."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from events import mails
from events.models import Event, Registration, RegistrationQuerySet
from events.states import EventState

BEFORE = timedelta(hours=24)
PORTION, AT_ONCE = 100, 2000


def tell(key: int) -> int:
    """Write to the guests of one event what changed last; how many mails.

    Portion by portion, each its own transaction: a worker killed half way leaves the rest to the next one,
    and nobody is told twice.
    """
    event = Event.objects.untold().filter(pk=key).first()
    if event is None:
        return 0
    sequence, written, after = event.sequence, 0, 0
    template = "called_off" if event.state == EventState.CANCELLED else "changed"
    guests = event.registrations.living().filter(confirmed_at__lte=event.changed_at).order_by("pk")
    while portion := list(guests.filter(pk__gt=after)[:PORTION]):
        with transaction.atomic():
            for guest in portion:
                guest.event = event
                mails.write(guest, template, f"sequence:{sequence}")
        written, after = written + len(portion), portion[-1].pk
    Event.objects.filter(pk=key, told_sequence__lt=sequence).update(told_sequence=sequence)
    return written


def tell_all() -> int:
    """Take up the events whose guests were not all told."""
    return sum(tell(key) for key in Event.objects.untold().values_list("pk", flat=True))


def remind(now: datetime | None = None) -> int:
    """Remind guests of what begins within a day, once each; how many mails."""
    moment = now or timezone.now()
    keys = list(_to_remind(moment).order_by("event__starts_at", "pk").values_list("pk", flat=True)[:AT_ONCE])
    return sum(_remind(key, moment) for key in keys)


def _to_remind(now: datetime) -> RegistrationQuerySet:
    """Guests with a place who confirmed before the day of the reminder."""
    return Registration.objects.held().filter(
        reminded_at__isnull=True,
        event__state=EventState.PUBLISHED,
        event__starts_at__gt=now,
        event__starts_at__lte=now + BEFORE,
        confirmed_at__lt=F("event__starts_at") - BEFORE,
    )


@transaction.atomic
def _remind(key: int, now: datetime) -> bool:
    due = _to_remind(now).select_for_update(skip_locked=True, of=("self",)).select_related("event")
    guest = due.filter(pk=key).first()
    if guest is None:
        return False
    guest.reminded_at = now
    guest.save(update_fields=["reminded_at"])
    mails.write(guest, "reminder", f"reminder:{guest.event.sequence}")
    return True
