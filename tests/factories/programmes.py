"""Smallest valid rows of programmes and what they are made of."""

from decimal import Decimal

import factory

from programmes.models import (
    ExampleAction,
    Fund,
    Indicator,
    LegalStatusOption,
    LumpSum,
    PolicyObjective,
    Priority,
    Programme,
    ProgrammeFund,
    ProgrammeIndicator,
    ProgrammePeriod,
    ProgrammingPeriod,
    Region,
    SpecificObjective,
    StaffRole,
    StateAidScheme,
    Strategy,
    Theme,
    UnitCost,
)
from programmes.states import CostCategory, LegalKind, Phase, Role, StateAidMeasure


class RegionFactory(factory.django.DjangoModelFactory):
    """A NUTS 3 region without parents; `code` decides the country and the level."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"BE{n % 900 + 100}")
    name = factory.LazyAttribute(lambda region: f"Region {region.code}")
    name_latin = factory.SelfAttribute("name")
    country = factory.LazyAttribute(lambda region: region.code[:2])
    level = factory.LazyAttribute(lambda region: len(region.code) - 2)


class ProgrammingPeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammingPeriod
        django_get_or_create = ("code",)

    code = "2021-2027"
    first_year = factory.LazyAttribute(lambda period: int(period.code[:4]))
    last_year = factory.LazyAttribute(lambda period: int(period.code[5:]))


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"PROG{n}")
    slug = factory.LazyAttribute(lambda programme: programme.code.lower())
    name = factory.LazyAttribute(lambda programme: {"en": f"Programme {programme.code}"})
    strand = "A"
    countries = ["BE", "FR"]
    languages = ["nl", "fr"]


class ProgrammePeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammePeriod
        django_get_or_create = ("code",)

    programme = factory.SubFactory(ProgrammeFactory)
    period = factory.SubFactory(ProgrammingPeriodFactory)
    code = factory.LazyAttribute(lambda edition: f"{edition.programme.code}-VI")
    generation = "VI"
    name = factory.LazyAttribute(lambda edition: {"en": f"Edition {edition.code}"})


class FundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Fund
        django_get_or_create = ("code",)

    code = "ERDF"
    name = {"en": "European Regional Development Fund"}
    abbreviation = {"nl": "EFRO", "fr": "FEDER", "en": "ERDF"}


class ProgrammeFundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeFund

    programme_period = factory.SubFactory(ProgrammePeriodFactory)
    fund = factory.SubFactory(FundFactory)
    max_rate = Decimal("60.00")


class PolicyObjectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PolicyObjective
        django_get_or_create = ("code",)

    code = "PO1"
    title = {"en": "A more competitive and smarter Europe"}


class PriorityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Priority

    programme_period = factory.SubFactory(ProgrammePeriodFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.LazyAttribute(lambda priority: {"en": f"Priority {priority.number}"})


class SpecificObjectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SpecificObjective

    priority = factory.SubFactory(PriorityFactory)
    code = factory.Sequence(lambda n: f"RSO1.{n + 1}")
    title = factory.LazyAttribute(lambda objective: {"en": f"Objective {objective.code}"})


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme

    programme_period = factory.SubFactory(ProgrammePeriodFactory)
    code = factory.Sequence(lambda n: f"T{n + 1}")
    title = factory.LazyAttribute(lambda theme: {"en": f"Theme {theme.code}"})


class ExampleActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExampleAction

    priority = factory.SubFactory(PriorityFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = {"en": "Joint centres of expertise"}


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"RCO{n + 1}")
    kind = Indicator.Kind.OUTPUT
    name = factory.LazyAttribute(lambda indicator: {"en": f"Indicator {indicator.code}"})
    unit = {"en": "projects"}


class StaffRoleFactory(factory.django.DjangoModelFactory):
    """Give `user` and `programme`."""

    class Meta:
        model = StaffRole

    programme = factory.SubFactory(ProgrammeFactory)
    role = Role.OFFICER


class ProgrammeIndicatorFactory(factory.django.DjangoModelFactory):
    """An output indicator; give `objective` when it must be one of an edition that is there."""

    class Meta:
        model = ProgrammeIndicator

    objective = factory.SubFactory(SpecificObjectiveFactory)
    programme_period = factory.SelfAttribute("objective.priority.programme_period")
    kind = Indicator.Kind.OUTPUT
    identifier = factory.Sequence(lambda n: f"O{n + 1}")
    name = factory.LazyAttribute(lambda indicator: {"en": f"Indicator {indicator.identifier}"})
    unit = {"en": "projects"}


class LumpSumFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LumpSum

    programme_period = factory.SubFactory(ProgrammePeriodFactory)
    name = factory.Sequence(lambda n: {"en": f"Lump sum {n + 1}"})
    amount = Decimal("5000.00")
    phase = Phase.PREPARATION
    categories = [CostCategory.STAFF, CostCategory.TRAVEL]


class UnitCostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnitCost

    programme_period = factory.SubFactory(ProgrammePeriodFactory)
    name = factory.Sequence(lambda n: {"en": f"Unit cost {n + 1}"})
    unit = {"en": "hour"}
    price = Decimal("45.00")
    categories = [CostCategory.STAFF]


class StrategyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Strategy

    programme_period = factory.SubFactory(ProgrammePeriodFactory)
    code = factory.Sequence(lambda n: f"strategy-{n + 1}")
    title = factory.LazyAttribute(lambda strategy: {"en": f"Strategy {strategy.code}"})


class StateAidSchemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StateAidScheme

    programme_period = factory.SubFactory(ProgrammePeriodFactory)
    name = factory.Sequence(lambda n: {"en": f"Scheme {n + 1}"})
    measure = StateAidMeasure.DE_MINIMIS


class LegalStatusOptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LegalStatusOption

    programme_period = factory.SubFactory(ProgrammePeriodFactory)
    description = factory.Sequence(lambda n: {"en": f"Legal status {n + 1}"})
    kind = LegalKind.PUBLIC
