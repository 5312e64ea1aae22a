"""Smallest valid schemes, sub-calls and sub-grants, under the ceilings of CrossRoads."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from cascade.models import Scheme, SchemeTheme, SubCall, SubGrant, SubGrantee
from tests.factories.calls import CallFactory
from tests.factories.publications import PublicationFactory


class SchemeFactory(factory.django.DjangoModelFactory):
    """EUR 10 million in all, 50 percent, EUR 250,000 and 24 months at most for one sub-grant."""

    class Meta:
        model = Scheme

    operation = factory.SubFactory(PublicationFactory)
    code = factory.Sequence(lambda n: f"scheme-{n}")
    title = factory.LazyAttribute(lambda scheme: {"en": f"Scheme {scheme.code}"})
    total_budget = Decimal("10000000.00")
    max_grant = Decimal("250000.00")
    rate = Decimal("50.00")
    max_months = 24
    target_projects = 50
    target_companies = 125


class SchemeThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchemeTheme

    scheme = factory.SubFactory(SchemeFactory)
    position = factory.Sequence(lambda n: n + 1)
    code = factory.Sequence(lambda n: f"theme-{n}")
    title = factory.LazyAttribute(lambda theme: {"en": f"Theme {theme.code}"})


class SubCallFactory(factory.django.DjangoModelFactory):
    """An open call in the edition of the operation, under the ceilings of its scheme."""

    class Meta:
        model = SubCall

    scheme = factory.SubFactory(SchemeFactory)
    max_grant = factory.SelfAttribute("scheme.max_grant")
    rate = factory.SelfAttribute("scheme.rate")
    max_months = factory.SelfAttribute("scheme.max_months")
    call = factory.SubFactory(
        CallFactory, programme_period=factory.SelfAttribute("..scheme.operation.programme_period")
    )


class SubGrantFactory(factory.django.DjangoModelFactory):
    """A published one of EUR 100,000. `grantees=[{...}, ...]` gives its beneficiaries."""

    class Meta:
        model = SubGrant
        skip_postgeneration_save = True

    sub_call = factory.SubFactory(SubCallFactory)
    code = factory.Sequence(lambda n: f"sub-grant-{n}")
    acronym = factory.Sequence(lambda n: f"SUB{n}")
    title = factory.LazyAttribute(lambda one: {"en": f"Sub-project {one.acronym}"})
    eligible_cost = Decimal("200000.00")
    grant = Decimal("100000.00")
    start_date = date(2026, 1, 1)
    end_date = date(2027, 12, 31)
    decided_on = date(2025, 12, 1)
    published_at = factory.LazyFunction(timezone.now)
    first_published_at = factory.SelfAttribute("published_at")

    @factory.post_generation
    def grantees(self: SubGrant, create: bool, extracted: Any, **_: Any) -> None:
        if create:
            for position, grantee in enumerate(extracted or [], 1):
                SubGranteeFactory(sub_grant=self, position=position, **grantee)


class SubGranteeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SubGrantee

    sub_grant = factory.SubFactory(SubGrantFactory)
    position = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Company {n}")
    country = "BE"
