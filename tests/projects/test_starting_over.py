"""Starting from an earlier proposal: what is carried over, mapped to the new call, or named as left out."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.utils import timezone

from calls.models import Call, CallField
from calls.states import BudgetForm
from core.errors import DomainError, NotAllowed
from projects import dossier, eligibility, lifecycle
from projects.models import (
    Answer,
    BudgetLine,
    Collaborator,
    CostItem,
    Entry,
    Project,
)
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFieldFactory, CallFlatRateFactory
from tests.factories.form import filled_project
from tests.factories.programmes import FundFactory
from tests.factories.projects import CostItemFactory, EntryFactory, complete_call, complete_project
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    project = complete_project(start_date=timezone.localdate() + timedelta(days=100))
    Project.objects.update(end_date=timezone.localdate() + timedelta(days=800))
    project.refresh_from_db()
    return project


@pytest.fixture
def call(source):
    """A later call of the same edition with the same objectives, funds and rules."""
    later = complete_call(programme_period=source.call.programme_period)
    later.objectives.set(source.call.objectives.all())
    later.funds.all().delete()
    for fund in source.call.funds.all():
        later.funds.create(fund=fund.fund, rate=fund.rate)
    return later


def started(source, call, **more):
    more.setdefault("by", source.created_by)
    return lifecycle.start_from(source, call, creation_key=uuid.uuid4(), **more)


def test_everything_that_both_calls_know_is_carried_over(source, call):
    new = started(source, call)
    old, now = dossier.load(source), dossier.load(new)
    assert (now.title, now.summary, now.acronym) == (old.title, old.summary, old.acronym)
    assert (now.start_date, now.end_date, now.totals) == (old.start_date, old.end_date, old.totals)
    assert now.objective == old.objective
    assert [each.organisation_uid for each in now.partners] == [
        each.organisation_uid for each in old.partners
    ]
    assert [each.budget for each in now.partners] == [each.budget for each in old.partners]
    assert not {each.uid for each in now.partners} & {each.uid for each in old.partners}
    assert lifecycle.left_out_of(new) == []
    assert (new.call, new.state, new.started_from, new.code) == (call, State.DRAFT, source, None)


def test_earlier_proposal_stays_as_it_was(source, call):
    before = dossier.to_data(dossier.load(source))
    started(source, call)
    assert dossier.to_data(dossier.load(source)) == before


def test_only_who_starts_it_is_in_the_new_draft(source, call):
    with_level(source, Level.EDIT)
    new = started(source, call)
    assert list(Collaborator.objects.filter(project=new).values_list("user", "level")) == [
        (source.created_by_id, Level.MANAGE)
    ]


def test_new_draft_can_be_submitted_at_once(source, call):
    assert lifecycle.submit(started(source, call), by=source.created_by).number == 1


def test_same_key_gives_the_same_draft(source, call):
    key = uuid.uuid4()
    drafts = [
        lifecycle.start_from(source, call, by=source.created_by, creation_key=key) for _each in range(3)
    ]
    assert len({draft.pk for draft in drafts}) == 1
    assert drafts[0].partnerships.count() == 2


def test_strangers_and_other_programmes_are_refused(source, call):
    with pytest.raises(NotAllowed):
        started(source, call, by=UserFactory())
    with pytest.raises(DomainError, match="same programme"):
        started(source, complete_call())
    Project.objects.update(is_rehearsal=True)
    source.refresh_from_db()
    with pytest.raises(DomainError, match="same programme"):
        started(source, call)


def test_closed_call_takes_nothing(source, call):
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(DomainError, match="not open"):
        started(source, call)


def test_languages_that_the_call_does_not_ask_for_are_left_out(source, call):
    Call.objects.filter(pk=call.pk).update(languages=["nl"])
    new = started(source, call)
    assert set(new.answers.values_list("language", flat=True)) == {"nl"}
    assert lifecycle.left_out_of(new) == ["Texts in Français: this call does not ask for them"]


def test_fields_that_the_call_hides_are_left_out_by_name(source, call):
    CallField.objects.create(call=source.call, key="challenges", use="optional")
    Answer.objects.create(
        project=source, field="challenges", language="nl", text="Te veel", saved_by=source.created_by
    )
    new = started(source, call)
    assert not new.answers.filter(field="challenges").exists()
    assert len(lifecycle.left_out_of(new)) == 1
    CallField.objects.create(call=call, key="challenges", use="optional")
    assert started(source, call).answers.get(field="challenges").text == "Te veel"


def test_objective_of_another_call_is_found_by_its_code_or_named(source, call):
    code = source.objective.code
    call.objectives.clear()
    new = started(source, call)
    assert new.objective is None
    assert f"Specific objective {code}" in lifecycle.left_out_of(new)


def test_dates_that_have_passed_are_asked_anew(source, call):
    Project.objects.filter(pk=source.pk).update(start_date=timezone.localdate() - timedelta(days=1))
    new = started(source, call)
    assert (new.start_date, new.end_date) == (None, None)
    assert "Start and end date: the start has passed, choose new ones" in lifecycle.left_out_of(new)


def test_funds_and_rates_follow_the_new_call(source, call):
    call.funds.update(rate=Decimal("50.00"))
    partner = source.partnerships.order_by("position").first()
    partner.co_financing.create(fund=FundFactory(code="IPA"), rate=Decimal("10.00"))
    new = started(source, call)
    rates = [each.rate for row in new.partnerships.all() for each in row.co_financing.all()]
    assert rates == [Decimal("50.00"), Decimal("50.00")]
    assert len(lifecycle.left_out_of(new)) == 3


def test_flat_rates_that_are_not_offered_or_lower_are_named(source, call):
    source.partnerships.update(staff_rate=20, travel_rate=15)
    CallFlatRateFactory(call=call, kind="travel", rate=10)
    new = started(source, call)
    rates = set(new.partnerships.values_list("staff_rate", "travel_rate"))
    assert rates == {(None, 10)}
    assert len(lifecycle.left_out_of(new)) == 4


def test_category_that_the_call_does_not_allow_is_named(source, call):
    Call.objects.filter(pk=call.pk).update(allowed_categories=["travel"])
    new = started(source, call)
    assert not BudgetLine.objects.filter(partnership__project=new).exists()
    assert lifecycle.left_out_of(new) == ["Staff costs of PARTNER 1", "Staff costs of PARTNER 2"]


def test_amounts_by_period_keep_their_place_or_become_one(source, call):
    Call.objects.update(budget_form=BudgetForm.PERIODS, period_months=6)
    row = source.partnerships.order_by("position").first()
    row.budget_lines.all().delete()
    for period, amount in ((1, "10.50"), (2, "20.25")):
        BudgetLine.objects.create(partnership=row, category="staff", period=period, amount=amount)
    source.refresh_from_db()
    same = started(source, Call.objects.get(pk=call.pk))
    first = same.partnerships.order_by("position").first()
    assert list(first.budget_lines.order_by("period").values_list("period", "amount")) == [
        (1, Decimal("10.50")),
        (2, Decimal("20.25")),
    ]
    Call.objects.filter(pk=call.pk).update(period_months=12)
    other = started(source, Call.objects.get(pk=call.pk)).partnerships.order_by("position").first()
    assert list(other.budget_lines.values_list("period", "amount")) == [(None, Decimal("30.75"))]


def test_single_items_become_amounts_where_the_call_asks_for_no_items(source, call):
    row = source.partnerships.order_by("position").first()
    CostItem.objects.create(partnership=row, category="external", position=1, units=3, price="100.10")
    new = started(source, call)
    first = new.partnerships.order_by("position").first()
    assert first.budget_lines.get(category="external").amount == Decimal("300.30")
    assert "Single cost items: each category is one amount now" in lifecycle.left_out_of(new)


def test_own_unit_costs_come_along_where_the_call_takes_them(source, call):
    Call.objects.update(budget_form=BudgetForm.ITEMS)
    own = EntryFactory(project=source, kind="own_unit_cost", price="12.50", choice="external")
    partner = source.partnerships.first()
    CostItemFactory(partnership=partner, category="external", own_unit_cost=own, units=4, price="12.50")
    (left,) = [one for one in lifecycle.left_out_of(started(source, call)) if "which this call" in one]
    assert left == "Own unit costs, which this call does not take, of PARTNER 1"
    CallFieldFactory(call=call, key="own_unit_costs", use="optional")
    now = dossier.load(started(source, call))
    (offer,), (item,) = now.own_unit_costs, now.partners[0].items
    assert (offer.price, offer.categories) == (Decimal("12.50"), ("external",))
    assert (item.own_unit_cost, item.amount) == (offer.own, Decimal("50.00"))
    assert offer.own != own.uid


def test_work_plan_comes_along_with_its_texts_under_new_identities(source, call):
    for each in (source.call, call):
        for key in ("work_package.title", "activity.title", "activity.partners"):
            CallField.objects.create(call=each, key=key, use="optional")
    package = Entry.objects.create(project=source, kind="work_package", position=1)
    activity = Entry.objects.create(project=source, kind="activity", parent=package, position=1)
    gone = Entry.objects.create(project=source, kind="activity", parent=package, position=2)
    Entry.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    partner = source.partnerships.order_by("position").last()
    activity.partners.set([partner])
    for entry, text in ((package, "Pakket"), (activity, "Activiteit"), (gone, "Weg")):
        key = f"{entry.kind}.{entry.uid}.title"
        Answer.objects.create(project=source, field=key, language="nl", text=text, saved_by=source.created_by)
    new = started(source, call)
    found = Entry.objects.get(project=new, kind="activity")
    assert found.parent == Entry.objects.get(project=new, kind="work_package")
    assert [each.organisation for each in found.partners.all()] == [partner.organisation]
    assert [each.project for each in found.partners.all()] == [new]
    assert new.answers.get(field=f"activity.{found.uid}.title").text == "Activiteit"
    assert not new.answers.filter(text="Weg").exists()


def test_call_without_a_work_plan_leaves_it_out_by_name(source, call):
    Entry.objects.create(project=source, kind="work_package", position=1)
    new = started(source, call)
    assert not Entry.objects.filter(project=new).exists()
    assert lifecycle.left_out_of(new) == ["Work packages"]


def test_money_of_the_new_draft_is_that_of_the_old_to_the_cent(source, call):
    BudgetLine.objects.filter(partnership__project=source).update(amount=Decimal("33333.33"))
    new = started(source, call)
    sums = [
        BudgetLine.objects.filter(partnership__project=each).aggregate(sum=Sum("amount"))["sum"]
        for each in (source, new)
    ]
    assert sums == [Decimal("66666.66"), Decimal("66666.66")]


def test_two_step_call_begins_with_step_one(source, call):
    Call.objects.filter(pk=call.pk).update(step1_closes_at=timezone.now() + timedelta(days=1))
    assert started(source, Call.objects.get(pk=call.pk)).state == State.STEP1_DRAFT


def sister_of(call):
    """Another call of the edition with the same fields, periods and offers."""
    sister = complete_call(programme_period=call.programme_period, period_months=call.period_months)
    sister.objectives.set(call.objectives.all())
    sister.strategies.set(call.strategies.all())
    for field in call.fields.all():
        CallField.objects.create(call=sister, key=field.key, use=field.use, step=field.step)
    return sister


def test_whole_form_comes_along_and_its_checks_find_nothing():
    source = filled_project(start_date=timezone.localdate() + timedelta(days=100))
    Project.objects.filter(pk=source.pk).update(
        end_date=source.start_date + timedelta(days=729), objective=source.objective
    )
    source.refresh_from_db()
    new = started(source, sister_of(source.call))
    assert lifecycle.left_out_of(new) == []
    assert new.answers.count() == source.answers.exclude(text="").count()
    texts = [sorted(each.answers.exclude(text="").values_list("text", flat=True)) for each in (source, new)]
    assert texts[0] == texts[1]
    columns = ("kind", "position", "first_period", "last_period", "indicator", "target", "choice")
    rows = [sorted(map(repr, each.entries.values_list(*columns))) for each in (source, new)]
    assert rows[0] == rows[1]
    old, now = (
        [check for check in eligibility.evaluate(dossier.load(each)) if check.verdict == "error"]
        for each in (source, new)
    )
    assert [check.key for check in now] == [check.key for check in old]
