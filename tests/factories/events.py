"""Smallest valid rows of events and their guests."""

from datetime import timedelta

import factory
from django.utils import timezone

from events.models import Event, Registration
from events.states import EventState, RegistrationState
from tests.factories.programmes import ProgrammeFactory


class EventFactory(factory.django.DjangoModelFactory):
    """Published, in ten days, for two hours, with as many places as come."""

    class Meta:
        model = Event

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"event-{n}")
    title = factory.Sequence(lambda n: {"en": f"Workshop {n}"})
    lead = {"en": "What we learn."}
    place = "Grote Markt 1, Antwerpen"
    starts_at = factory.LazyFunction(lambda: timezone.now().replace(microsecond=0) + timedelta(days=10))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    state = EventState.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """With a place, confirmed."""

    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Guest {n}")
    email = factory.Sequence(lambda n: f"guest{n}@example.org")
    language = "en"
    state = RegistrationState.HELD
    confirmed_at = factory.LazyFunction(timezone.now)
    placed_at = factory.SelfAttribute("confirmed_at")
