"""Forgetting guests: what goes when, with the mails about it, and what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from correspondence.models import Message
from events import forgetting, mails, tasks
from events.models import Event, Registration
from events.personal import Registrations
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def over(days, **given):
    return EventFactory(starts_at=timezone.now() - timedelta(days=days), **given)


def test_answers_go_a_week_after_the_event():
    kept = RegistrationFactory(event=over(6), answers={"diet": "No nuts"})
    gone = RegistrationFactory(event=over(8), answers={"diet": "No nuts"})
    assert tasks.forget() == 1
    answers = dict(Registration.objects.values_list("pk", "answers"))
    assert answers == {kept.pk: {"diet": "No nuts"}, gone.pk: {}}


def test_guests_go_after_their_months_with_their_mails_and_are_counted():
    event = over(93, kept_months=3)
    RegistrationFactory(event=event, attended_at=timezone.now())
    guest = RegistrationFactory(event=event)
    RegistrationFactory(event=event, state="waiting")
    mails.write(Registration.objects.get(pk=guest.pk), "placed", "mark")
    young = RegistrationFactory(event=over(80, kept_months=3))
    tasks.forget()
    event.refresh_from_db()
    assert (event.guests_total, event.attended_total) == (2, 1)
    assert list(Registration.objects.all()) == [young]
    assert Message.objects.count() == 0
    assert tasks.forget() == 0


def test_what_nobody_confirmed_goes_after_three_days():
    old = timezone.now() - timedelta(days=4)
    RegistrationFactory(state="asked", confirmed_at=None, asked_at=old)
    fresh = RegistrationFactory(state="asked", confirmed_at=None)
    RegistrationFactory(state="cancelled", cancelled_at=timezone.now() - timedelta(days=31))
    assert forgetting.forget_old() == 2
    assert list(Registration.objects.all()) == [fresh]


def test_person_takes_along_what_is_kept_and_leaves_the_place_to_the_next():
    user, event = UserFactory(), EventFactory(places=1)
    RegistrationFactory(event=event, email=user.email.lower(), answers={"diet": "No nuts"})
    waiting = RegistrationFactory(event=event, state="waiting")
    (told,) = Registrations().export(user)
    assert (told["event"], told["answers"], told["state"]) == (event.slug, {"diet": "No nuts"}, "held")
    Registrations().forget(user)
    assert list(Registration.objects.values_list("pk", "state")) == [(waiting.pk, "held")]
    assert Registrations().export(user) == []
    assert Event.objects.count() == 1
