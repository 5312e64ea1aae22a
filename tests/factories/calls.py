"""Smallest valid rows of calls. A call is open, with one objective and ERDF at up to 60 percent."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from calls.models import (
    Call,
    CallAnnex,
    CallField,
    CallFlatRate,
    CallFund,
    CallObjectiveBudget,
    CallRule,
    CallStaff,
    CallText,
    Criterion,
)
from calls.states import CallState, FlatRateKind, RuleKind, Use
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import (
    FundFactory,
    PriorityFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
)


class CallFactory(factory.django.DjangoModelFactory):
    """`objectives=[...]` and `fund_rate=50` (or False) change or leave out what hangs on the call."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    programme_period = factory.SubFactory(ProgrammePeriodFactory)
    number = factory.Sequence(lambda n: n % 900 + 100)  # up to the highest; tests type smaller ones
    code = factory.LazyAttribute(lambda call: f"{call.programme_period.code}-{call.number}".lower())
    title = factory.LazyAttribute(lambda call: {"en": f"Call {call.code}"})
    state = CallState.PUBLISHED
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=60))
    budget = Decimal("10000000.00")
    languages = ["nl", "fr"]

    @factory.post_generation
    def objectives(self: Call, create: bool, extracted: Any, **_: Any) -> None:
        if create:
            given = (
                extracted
                if extracted is not None
                else [
                    SpecificObjectiveFactory(priority=PriorityFactory(programme_period=self.programme_period))
                ]
            )
            self.objectives.set(given)

    @factory.post_generation
    def fund_rate(self: Call, create: bool, extracted: Any, **_: Any) -> None:
        """ERDF at up to 60 percent unless another rate is given; `False` leaves the fund out."""
        if create and extracted is not False:
            CallFundFactory(call=self, rate=Decimal(extracted or 60))


class CallFundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CallFund

    call = factory.SubFactory(CallFactory)
    fund = factory.SubFactory(FundFactory)
    rate = Decimal("60.00")


class CallFlatRateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CallFlatRate

    call = factory.SubFactory(CallFactory)
    kind = FlatRateKind.STAFF
    rate = 20


class CallRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CallRule

    call = factory.SubFactory(CallFactory)
    kind = RuleKind.ONE_LEAD


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    call = factory.SubFactory(CallFactory)
    group = "strategic"
    key = factory.Sequence(lambda n: f"criterion-{n}")
    title = {"en": "Relevance and approach"}


class CallObjectiveBudgetFactory(factory.django.DjangoModelFactory):
    """Give `call` and one of its objectives."""

    class Meta:
        model = CallObjectiveBudget

    amount = Decimal("1000000.00")


class CallFieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CallField

    call = factory.SubFactory(CallFactory)
    key = "summary"
    use = Use.OPTIONAL


class CallAnnexFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CallAnnex

    call = factory.SubFactory(CallFactory)
    key = factory.Sequence(lambda n: f"annex-{n}")
    title = {"en": "Letter of the lead partner"}


class CallTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CallText

    call = factory.SubFactory(CallFactory)
    kind = "receipt"
    subject = {"en": "Received"}
    body = {"en": "We received the proposal."}


class CallStaffFactory(factory.django.DjangoModelFactory):
    """An officer of one call."""

    class Meta:
        model = CallStaff

    call = factory.SubFactory(CallFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.OFFICER
