"""Smallest valid rows of organisations."""

import factory

from partners.models import Identifier, Organisation
from partners.states import IdentifierScheme


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    country = "BE"


class IdentifierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Identifier

    organisation = factory.SubFactory(OrganisationFactory)
    scheme = IdentifierScheme.BE_COMPANY
    value = "0403019261"
