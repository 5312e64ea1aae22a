"""Smallest valid rows of the partner search: a published idea in an open call that has one."""

from typing import Any

import factory
from django.utils import timezone

from calls.models import Call
from ideas.models import Board, Card, Contact
from ideas.states import CardState, Kind, Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory


class BoardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Board
        django_get_or_create = ("call",)

    call = factory.SubFactory(CallFactory)
    is_on = True


def searching(**fields: Any) -> Call:
    """An open call with a partner search."""
    return BoardFactory(call=CallFactory(**fields)).call


class CardFactory(factory.django.DjangoModelFactory):
    """A published idea of a Belgian organisation that looks for a partner, under the call's objective."""

    class Meta:
        model = Card

    call = factory.LazyFunction(searching)
    owner = factory.SubFactory(UserFactory)
    kind = Kind.IDEA
    state = CardState.PUBLISHED
    title = {"en": "Cleaner water"}
    text = {"en": "Sensors for rivers."}
    organisation = factory.Sequence(lambda n: f"Town {n}")
    country = "BE"
    roles = factory.LazyFunction(lambda: [Role.PARTNER.value])
    objectives = factory.LazyAttribute(lambda card: [row.code for row in card.call.objectives.all()][:1])
    published_at = factory.LazyFunction(timezone.now)


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    card = factory.SubFactory(CardFactory)
    asker = factory.SubFactory(UserFactory)
    organisation = factory.Sequence(lambda n: f"University {n}")
    country = "FR"
    role = Role.PARTNER
