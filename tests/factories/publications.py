"""Smallest valid public records: a code, an acronym, a programme. Nothing else is known of them."""

from typing import Any

import factory

from publications import linking, search
from publications.models import Publication, PublishedContractor, PublishedPartner
from tests.factories.programmes import ProgrammePeriodFactory


class PublicationFactory(factory.django.DjangoModelFactory):
    """`partners=[{...}, ...]` gives partners; the search columns are filled."""

    class Meta:
        model = Publication
        skip_postgeneration_save = True

    programme_period = factory.SubFactory(ProgrammePeriodFactory)
    code = factory.Sequence(lambda n: f"project-{n}")
    acronym = factory.Sequence(lambda n: f"ACRO{n}")
    source = "portal"

    @factory.post_generation
    def partners(self: Publication, create: bool, extracted: Any, **_: Any) -> None:
        if not create:
            return
        for position, partner in enumerate(extracted or [], 1):
            PublishedPartnerFactory(publication=self, position=position, **partner)
        linking.link([self.pk])
        search.index([self.pk])


class PublishedPartnerFactory(factory.django.DjangoModelFactory):
    """Without amounts: they are not published. Call `search.index` when the record was made before."""

    class Meta:
        model = PublishedPartner

    publication = factory.SubFactory(PublicationFactory)
    position = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Partner {n}")


class PublishedContractorFactory(factory.django.DjangoModelFactory):
    """A legal entity of which nothing but its name is known."""

    class Meta:
        model = PublishedContractor

    publication = factory.SubFactory(PublicationFactory)
    position = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Contractor {n}")
