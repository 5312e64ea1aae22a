"""Forgetting guests: answers soon after the event, the guests themselves some months later.

What stays is how many held a place and how many came.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts import trail
from correspondence.models import Message
from correspondence.states import MessageState
from events import guest_list
from events.models import Event, Registration, RegistrationQuerySet

ANSWERS_KEPT = timedelta(days=7)
CANCELLED_KEPT = timedelta(days=30)
MONTH = timedelta(days=365) / 12


def forget_old(now: datetime | None = None) -> int:
    """Forget what is due; how many rows were changed or deleted. Safe to run twice."""
    moment = now or timezone.now()
    over = Registration.objects.filter(event__ends_at__lt=moment - ANSWERS_KEPT)
    number = over.exclude(answers={}).update(answers={})
    number += drop(Registration.objects.never_confirmed(moment))
    number += drop(Registration.objects.filter(cancelled_at__lt=moment - CANCELLED_KEPT, state="cancelled"))
    due = Event.objects.filter(guests_total__isnull=True, ends_at__lt=moment - MONTH)
    return number + sum(_forget_guests(event.pk) for event in due if is_due(event, moment))


def is_due(event: Event, now: datetime) -> bool:
    """Whether the guests of the event have been kept long enough."""
    return event.ends_at + event.kept_months * MONTH <= now


@transaction.atomic
def _forget_guests(key: int) -> int:
    event = Event.objects.select_for_update().get(pk=key)
    if event.guests_total is not None:
        return 0
    event.guests_total = event.registrations.held().count()
    event.attended_total = event.registrations.filter(attended_at__isnull=False).count()
    event.save(update_fields=["guests_total", "attended_total"])
    number = drop(Registration.objects.filter(event=event))
    trail.record(event.chain, "forget guests", by=None, new={"guests": number})
    return number


@transaction.atomic
def drop(rows: RegistrationQuerySet) -> int:
    """Delete the registrations with the mails about them and the lists of guests."""
    found = list(rows.select_for_update(of=("self",)).values_list("pk", "uid", "event"))
    subjects = [f"registration:{uid}" for _pk, uid, _event in found]
    for event in Event.objects.filter(pk__in={key for _pk, _uid, key in found}):
        guest_list.discard(event)  # lists that may name them; who needs one asks anew
    Message.objects.filter(about__in=subjects).exclude(state=MessageState.HANDED).delete()
    return Registration.objects.filter(pk__in=[pk for pk, _uid, _event in found]).delete()[0]
