"""What guests are told without asking, each once: reminders, and what changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from correspondence.models import Message
from events import tasks, telling
from events.models import Event
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def subjects():
    return sorted(Message.objects.values_list("subject", flat=True))


def event_in(hours, **given):
    return EventFactory(starts_at=timezone.now() + timedelta(hours=hours), title={"en": "Bridges"}, **given)


def guest(event, days=3, **given):
    return RegistrationFactory(event=event, confirmed_at=timezone.now() - timedelta(days=days), **given)


def test_guests_with_a_place_are_reminded_once_a_day_before():
    event = event_in(23)
    guest(event)
    guest(event, state="waiting")
    guest(event, days=0)  # registered a moment ago: nothing to remind of
    guest(event_in(25))
    guest(event_in(23, state="cancelled"))
    assert (telling.remind(), telling.remind()) == (1, 0)
    assert subjects() == ["Soon: Bridges"]


def test_reminder_names_the_online_room_and_the_way_to_cancel():
    guest(event_in(5, kind="online", place="", online_address="https://meet.example.org/x"))
    telling.remind()
    body = Message.objects.get().body
    assert "https://meet.example.org/x" in body
    assert "/events/registration/cancel/" in body


def test_change_is_told_once_though_a_worker_died_half_way(monkeypatch):
    event = event_in(100, sequence=1)
    first, _second = guest(event), guest(event)
    monkeypatch.setattr(telling, "PORTION", 1)
    real, told = telling.mails.write, []

    def dying(registration, template, mark):
        if told:
            raise RuntimeError("killed")
        told.append(registration)
        real(registration, template, mark)

    monkeypatch.setattr(telling.mails, "write", dying)
    with pytest.raises(RuntimeError):
        tasks.tell(event.pk)
    assert Event.objects.untold().get() == event
    assert Message.objects.get().about == first.subject
    monkeypatch.setattr(telling.mails, "write", real)
    assert tasks.keep_told() == 2
    assert subjects() == ["Changed: Bridges"] * 2
    assert tasks.keep_told() == 0


def test_who_registered_after_the_change_is_not_told_of_it():
    event = event_in(100, sequence=1, changed_at=timezone.now() - timedelta(days=2))
    guest(event, days=1)
    assert telling.tell(event.pk) == 0
    assert Event.objects.get().told_sequence == 1
