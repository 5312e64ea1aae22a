"""What is kept of a person who registered for events, with the account or its address."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from accounts.holdings import Holding
from accounts.models import User
from events import forgetting, places
from events.models import Event, Registration, RegistrationQuerySet


class Registrations(Holding):
    """Registrations for events, and the mails about them."""

    name = "events"

    def export(self, user: User) -> Any:
        return [
            {
                "event": one.event.slug,
                "name": one.name,
                "organisation": one.organisation,
                "email": one.email,
                "language": one.language,
                "answers": one.answers,
                "state": one.state,
                "asked_at": one.asked_at.isoformat(),
                "confirmed_at": one.confirmed_at.isoformat() if one.confirmed_at else None,
                "attended_at": one.attended_at.isoformat() if one.attended_at else None,
            }
            for one in _of(user).select_related("event")
        ]

    def forget(self, user: User) -> None:
        mine = _of(user)
        keys = list(mine.values_list("event", flat=True))
        for event in Event.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
            forgetting.drop(mine.filter(event=event))
            places.move_up(event)


def _of(user: User) -> RegistrationQuerySet:
    return Registration.objects.filter(Q(user=user) | Q(email=user.email.strip().lower()))
