"""Smallest valid rows of the outbox."""

import factory

from correspondence.models import Message
from tests.factories.accounts import UserFactory


class MessageFactory(factory.django.DjangoModelFactory):
    """A drafted letter."""

    class Meta:
        model = Message

    kind = "decision"
    about = factory.Sequence(lambda n: f"project:{n}")
    programme = "FWVL"
    recipient = factory.SubFactory(UserFactory)
    to_email = factory.SelfAttribute("recipient.email")
    language = factory.SelfAttribute("recipient.language")
    subject = "A decision was taken"
    body = "Dear applicant,\n\nA decision was taken.\n"
    dedupe_key = factory.Sequence(lambda n: f"decision:{n}")
