"""Issues of newsletters, and readers who confirmed."""

import factory
from django.utils import timezone

from editorial.models import Issue
from publications.models import Subscription
from publications.states import SubscriptionKind
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory


class IssueFactory(factory.django.DjangoModelFactory):
    """A draft in two languages, written by somebody who is not of the programme any more."""

    class Meta:
        model = Issue

    programme = factory.SubFactory(ProgrammeFactory)
    subject = {"en": "What is new", "nl": "Wat nieuw is"}
    intro = {"en": "Good morning.", "nl": "Goedemorgen."}
    edited_by = factory.SubFactory(UserFactory)


class ReaderFactory(factory.django.DjangoModelFactory):
    """Of a programme's newsletter, confirmed."""

    class Meta:
        model = Subscription

    kind = SubscriptionKind.NEWSLETTER
    email = factory.Sequence(lambda n: f"reader{n}@example.org")
    programme = "HERE"
    language = "en"
    confirmed_at = factory.LazyFunction(timezone.now)
