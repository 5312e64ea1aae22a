"""Money that was read before is what would be read from nothing, whatever happened in between."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from apply.pages import overviews
from calls.models import Call, CallField, CallFund
from calls.states import USUAL_CATEGORIES
from core.errors import DomainError
from core.keeping import Keep
from partners.models import Organisation
from programmes.models import Fund, LumpSum
from projects import dossier, fields, importing, partnership, undoing
from projects.dossier import kept
from projects.fields.outcomes import token_of
from projects.models import (
    BudgetImport,
    BudgetLine,
    CoFinancing,
    Contribution,
    CostItem,
    FinancedPart,
    ItemPeriod,
    LumpSumShare,
    LumpSumUse,
    Partnership,
    Project,
)
from projects.states import State
from tests.factories.programmes import FundFactory, LumpSumFactory
from tests.factories.projects import (
    BudgetLineFactory,
    CostItemFactory,
    LumpSumUseFactory,
    complete_partner,
    complete_project,
)

pytestmark = pytest.mark.django_db

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("999999.99"), places=2)
NUMBERS = st.integers(0, 1000)


@pytest.fixture
def project():
    """Two years in four periods, with amounts, a row of costs and a lump sum."""
    project = complete_project(partners=3, start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    categories = [*USUAL_CATEGORIES, "small_projects"]
    Call.objects.update(budget_form="periods", period_months=6, allowed_categories=categories)
    use = LumpSumUseFactory(project=project, lump_sum=LumpSumFactory(amount=Decimal(900)), period=0)
    for partner in project.partnerships.all():
        BudgetLineFactory(partnership=partner, category="travel", period=2, amount=Decimal("33.33"))
        item = CostItemFactory(partnership=partner)
        ItemPeriod.objects.create(item=item, period=1, amount=Decimal("99.99"))
        LumpSumShare.objects.create(use=use, partnership=partner, amount=Decimal(300))
    return project


def some(rows, number):
    """One of the rows; a statement that touches none where there are none."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return rows.filter(pk=keys[number % len(keys)] if keys else -1)


def put(project, number, amount):
    """The amount of some cell, as a save of another process would write it."""
    partner = some(project.partnerships, number).get()
    place = {"category": ("staff", "travel", "external")[number % 3], "period": (None, 1, 2, 9)[number % 4]}
    BudgetLine.objects.update_or_create(partnership=partner, defaults={"amount": amount}, **place)


def remove(project, number, _amount):
    if project.partnerships.count() > 1:
        partner = some(project.partnerships.exclude(role=Partnership.Role.LEAD), number).get()
        partnership.remove_partner(partner, by=project.created_by)


def imported(project, number, amount):
    """Another amount from a file, every second one undone at once; both may be refused."""
    partner = some(project.partnerships, number).get()
    key = f"budget.{partner.uid}.staff.3"
    stored = fields.tokens(project).get(key)
    change = (key, str(amount), stored.token if stored else token_of(""))
    with suppress(DomainError):
        importing.apply(project, [change], [], by=project.created_by)
        if number % 2:
            for done in BudgetImport.objects.filter(project=project, undone_at=None).order_by("-pk")[:1]:
                undoing.undo(done, by=project.created_by)


def finance_apart(project, number, _amount):
    """Whether the call has small projects financed apart, turned over."""
    shown = CallField.objects.filter(call=project.call_id, key="rate.small_projects")
    if not shown.delete()[0]:
        CallField.objects.create(call=project.call, key="rate.small_projects", use="required")


def pay_small_projects(project, number, amount):
    """Money for small projects, the rate of a fund of it, and a source."""
    partner = some(project.partnerships, number).get()
    part = {"partnership": partner, "part": FinancedPart.SMALL_PROJECTS}
    place = {"category": "small_projects", "period": (None, 1)[number % 2]}
    BudgetLine.objects.update_or_create(partnership=partner, **place, defaults={"amount": amount})
    rate = Decimal(number % 10_001) / 100
    CoFinancing.objects.update_or_create(**part, fund_id="ERDF", defaults={"rate": rate})
    Contribution.objects.update_or_create(**part, source="Provincie", defaults={"amount": amount})


EDITS = {
    "small projects financed apart or not": finance_apart,
    "what pays small projects": pay_small_projects,
    "an amount": put,
    "an amount emptied": lambda project, number, _: some(
        BudgetLine.objects.filter(partnership__project=project), number
    ).delete(),
    "an import": imported,
    "a flat rate": lambda project, number, _: some(project.partnerships, number).update(
        office_on_staff_rate=number % 16 or None, staff_rate=(None, 20)[number % 2]
    ),
    "a co-financing rate": lambda project, number, _: some(
        CoFinancing.objects.filter(partnership__project=project), number
    ).update(rate=Decimal(number % 10_001) / 100),
    "a contribution": lambda project, number, amount: some(
        Contribution.objects.filter(partnership__project=project), number
    ).update(amount=amount, status=Contribution.Status.values[number % 3]),
    "a row of costs": lambda project, number, amount: some(
        CostItem.objects.filter(partnership__project=project), number
    ).update(price=amount, units=Decimal(number) / 7),
    "a period of a row": lambda project, number, amount: some(
        ItemPeriod.objects.filter(item__partnership__project=project), number
    ).update(amount=amount),
    "a part of a lump sum": lambda project, number, amount: some(
        LumpSumShare.objects.filter(partnership__project=project), number
    ).update(amount=amount),
    "the period of a lump sum": lambda project, number, _: LumpSumUse.objects.filter(project=project).update(
        period=(None, 0, 2, 255)[number % 4]
    ),
    "the price of a lump sum": lambda _project, _number, amount: LumpSum.objects.update(amount=amount or 1),
    "a partner more": lambda project, number, _: complete_partner(
        project, project.partnerships.order_by("-position").first().position + 1
    ),
    "a partner less": remove,
    "places of partners": lambda project, number, _: partnership.move_partner(
        some(project.partnerships, number).get(), by=project.created_by, position=1 + number % 2
    ),
    "a name": lambda project, number, _: Organisation.objects.filter(partnerships__project=project).update(
        name=f"<{number}>"
    ),
    "an abbreviation": lambda project, number, _: some(project.partnerships, number).update(
        abbreviation=f"A{number}"
    ),
    "the length of the project": lambda project, number, _: Project.objects.filter(pk=project.pk).update(
        end_date=(None, date(2026, 6, 30), date(2028, 12, 31))[number % 3]
    ),
    "the length of periods": lambda _project, number, _: Call.objects.update(
        period_months=(None, 3, 6, 12)[number % 4]
    ),
    "the form of budget": lambda _project, number, _: Call.objects.update(
        budget_form=("totals", "periods", "items")[number % 3]
    ),
    "a fund of the Union or not": lambda _project, number, _: Fund.objects.update(is_eu=bool(number % 2)),
    "another fund": lambda project, number, _: CoFinancing.objects.update_or_create(
        partnership=some(project.partnerships, number).get(),
        part=FinancedPart.MANAGEMENT,
        fund=FundFactory(code="IPA"),
        defaults={"rate": Decimal(5)},
    ),
    "the rate of a fund": lambda _project, number, _: CallFund.objects.update(rate=Decimal(number % 100)),
    "the step": lambda project, number, _: Project.objects.filter(pk=project.pk).update(
        state=(State.DRAFT, State.STEP1_DRAFT)[number % 2]
    ),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), NUMBERS, AMOUNTS), min_size=1, max_size=6)


def drawn(found):
    with override("nl"):
        return overviews.drawn(found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
@example([(name, 1, Decimal("12.34")) for name in sorted(EDITS)])
@example([(name, 2, Decimal("56.78")) for name in sorted(EDITS, reverse=True)])
def test_what_was_read_before_is_what_is_read_from_nothing(project, steps):
    for name, number, amount in steps:
        dossier.whole_of(dossier.load_money(project))
        EDITS[name](project, number, amount)
        again = dossier.load_money(project)
        whole = dossier.load(project)  # another way, which keeps nothing
        assert again.partners == whole.partners
        assert again.totals == whole.totals
        assert again.lump_sums == whole.lump_sums
        assert (again.call.terms, again.call.step) == (whole.call.terms, whole.call.step)
        assert again.call.funds == whole.call.funds
        assert dossier.whole_of(again) == dossier.whole_of(whole)
        assert drawn(again) == drawn(whole)


def test_same_answer_gives_the_same_dossier_and_asks_twice(project, django_assert_num_queries):
    first = dossier.load_money(project)
    with django_assert_num_queries(2):
        again = dossier.load_money(project)
    assert again is first
    assert dossier.whole_of(again) is dossier.whole_of(first)


def test_only_the_partner_that_changed_is_made_anew(project):
    before = dossier.load_money(project)
    dossier.whole_of(before)
    changed = project.partnerships.get(position=2)
    BudgetLine.objects.filter(partnership=changed, category="staff").update(amount=Decimal("1.00"))
    after = dossier.load_money(project)
    assert [one is other for one, other in zip(before.partners, after.partners, strict=True)] == [
        True,
        False,
        True,
    ]
    assert after.partners[1].costs.staff == Decimal("1.00")
    spreads = zip(dossier.whole_of(before).spreads, dossier.whole_of(after).spreads, strict=True)
    assert [one is other for one, other in spreads] == [True, False, True]


def test_what_is_kept_stays_within_its_room(project, monkeypatch):
    monkeypatch.setattr(kept, "_kept", Keep(0))
    first, again = dossier.load_money(project), dossier.load_money(project)
    assert again is not first
    assert again == first


def test_project_that_is_gone_is_told_although_it_was_kept(project):
    dossier.load_money(project)
    gone = Project.objects.get(pk=project.pk)
    gone.pk = 0
    with pytest.raises(DomainError):
        dossier.load_money(gone)
