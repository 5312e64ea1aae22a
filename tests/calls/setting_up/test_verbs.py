"""Creating and changing a call: everything of one save or nothing, by managers, with trail and limits."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import TrailEntry
from calls import setting_up
from calls.facts import digest, facts_of
from calls.models import Call
from calls.setting_up import Hurts, Stale, Wrong
from calls.states import CallState
from core.errors import NotAllowed
from core.texts import Text
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, CallRuleFactory, CriterionFactory
from tests.factories.programmes import SpecificObjectiveFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db

CRITERION = {"group": "strategic", "title": Text(en="Relevance"), "question": Text(), "weight": 2}


def publish(call):
    call.state = CallState.PUBLISHED
    call.save()


def test_manager_creates_a_call_in_preparation(call, manager):
    values = {
        "code": "spring-2028",
        "number": 7,
        "title": Text(en="Spring"),
        "opens_at": call.opens_at,
        "closes_at": call.closes_at,
        "budget": Decimal("1000000.00"),
        "languages": ["nl"],
    }

    made = setting_up.create(call.programme_period, values, by=manager)

    assert (made.state, made.code, made.number, str(made.title)) == ("draft", "spring-2028", 7, "Spring")
    assert TrailEntry.objects.get(chain="call:spring-2028").new["budget"] == "1000000.00"
    with pytest.raises(Wrong, match="has this code"):
        setting_up.create(call.programme_period, {**values, "number": 8}, by=manager)
    with pytest.raises(Wrong, match="has this number"):
        setting_up.create(call.programme_period, {**values, "code": "other"}, by=manager)


def test_one_save_changes_many_parts_with_one_entry(call, manager):
    objective = SpecificObjectiveFactory(priority=call.objectives.get().priority)

    setting_up.change(
        call,
        {
            "title": Text(en="New title"),
            "objectives": [*call.objectives.all(), objective],
            "objective_budgets": {objective.pk: Decimal("500000.00")},
            "funds": {"ERDF": {"rate": Decimal("75.00"), "is_fixed": True}},
            "flat_rates": {"staff": {"rate": 20, "is_fixed": False}},
            "fields": {"theme": ("optional", 1), "summary": ("required", 1)},
            "rules": {"duration": {"parameters": {"maximum": 36}, "severity": "warning"}},
            "criteria": {"relevance": CRITERION},
            "texts": {"receipt": {"subject": Text(en="Received"), "body": Text(en="Dear {recipient}")}},
        },
        by=manager,
    )

    found = Call.objects.get(pk=call.pk)
    assert str(found.title) == "New title"
    assert found.objective_budgets.get().amount == Decimal("500000.00")
    assert (found.funds.get().rate, found.funds.get().is_fixed) == (Decimal("75.00"), True)
    assert [(row.key, row.use) for row in found.fields.all()] == [("theme", "optional")]
    assert [(row.kind, row.severity) for row in found.rules.all()] == [("duration", "warning")]
    entry = TrailEntry.objects.get(chain=call.chain)
    assert entry.action == "change call"
    assert entry.old["fund.ERDF"] == {"rate": "60.00", "is_fixed": False}
    assert entry.new["fund.ERDF"] == {"rate": "75.00", "is_fixed": True}
    assert "budget" not in entry.new


def test_saving_what_stands_there_leaves_no_entry(call, manager):
    setting_up.change(call, {"title": call.title, "number": call.number}, by=manager)

    assert not TrailEntry.objects.filter(chain=call.chain).exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": Text()}, "title"),
        ({"title": Text(en="x" * 251)}, "under 250"),
        ({"introduction": Text(en="x" * 1001)}, "under 1000"),
        ({"time_zone": "Mars/Olympus"}, "time zone"),
        ({"number": 0}, "1 to 999"),
        ({"languages": []}, "at least one language"),
        ({"languages": ["xx"]}, "at least one language"),
        ({"period_months": 100}, "1 to 99"),
        ({"budget": Decimal(-1)}, "in euro"),
        ({"budget": Decimal("0.001")}, "in euro"),
        ({"budget_form": "periods"}, "need a period length"),
        ({"allowed_categories": ["wine"]}, "cost categories"),
        ({"funds": {"ERDF": {"rate": Decimal("80.01"), "is_fixed": False}}}, "at most 80.00"),
        ({"funds": {"NONE": {"rate": Decimal("10.00"), "is_fixed": False}}}, "no fund"),
        ({"flat_rates": {"staff": {"rate": 101, "is_fixed": False}}}, "1 to 100"),
        ({"fields": {"no.such": ("hidden", 1)}}, "no field"),
        ({"fields": {"theme": ("sometimes", 1)}}, "whether and from when"),
        ({"rules": {"duration": {"parameters": {}, "severity": "error"}}}, "at least one of its values"),
        ({"rules": {"magic": {"parameters": {}, "severity": "error"}}}, "not a rule"),
        ({"criteria": {"one": {**CRITERION, "weight": 0}}}, "1 to 100"),
        ({"criteria": {"one": {**CRITERION, "title": Text()}}}, "title"),
        ({"texts": {"receipt": {"subject": Text(en="S"), "body": Text(en="{password}")}}}, "password"),
        ({"texts": {"receipt": {"subject": Text(en="S"), "body": Text(nl="B")}}}, "same languages"),
        ({"texts": {"nothing": {"subject": Text(en="S"), "body": Text(en="B")}}}, "its own text for this"),
    ],
)
def test_impossible_value_is_refused_in_words(call, manager, values, words):
    before = facts_of(call)

    with pytest.raises(Wrong, match=words):
        setting_up.change(call, values, by=manager)

    assert facts_of(Call.objects.get(pk=call.pk)) == before


def test_dates_stand_in_their_order(call, manager):
    for name, moment in (
        ("closes_at", call.opens_at),
        ("step1_closes_at", call.closes_at),
        ("step1_closes_at", call.opens_at),
    ):
        with pytest.raises(Wrong) as refusal:
            setting_up.change(call, {name: moment}, by=manager)
        assert refusal.value.name == name


def test_objectives_share_the_money_of_the_call(call, manager):
    first = call.objectives.get()
    second = SpecificObjectiveFactory(priority=first.priority)
    halves = {first.pk: call.budget / 2, second.pk: call.budget / 2 + 1}

    with pytest.raises(Wrong, match="more than the call has"):
        setting_up.change(call, {"objectives": [first, second], "objective_budgets": halves}, by=manager)
    with pytest.raises(Wrong, match="only for objectives of the call"):
        setting_up.change(call, {"objective_budgets": {second.pk: Decimal(1)}}, by=manager)
    with pytest.raises(Wrong, match="not an objective of this programme"):
        setting_up.change(call, {"objectives": [SpecificObjectiveFactory()]}, by=manager)


def test_published_call_refuses_what_hurts_and_keeps_all(call, manager):
    CallRuleFactory(call=call, kind="duration", parameters={"maximum": 36})
    publish(call)
    before = facts_of(call)

    with pytest.raises(Hurts) as refusal:
        setting_up.change(
            call,
            {
                "closes_at": call.closes_at + timedelta(days=1),
                "rules": {"duration": {"parameters": {"maximum": 24}, "severity": "error"}},
            },
            by=manager,
        )

    assert [name for name, _reason in refusal.value.reasons] == ["rule.duration"]
    assert facts_of(Call.objects.get(pk=call.pk)) == before
    later = setting_up.change(call, {"closes_at": call.closes_at + timedelta(days=1)}, by=manager)
    assert Call.objects.get(pk=call.pk).closes_at == later.closes_at


def test_page_that_showed_something_else_changes_nothing(call, manager):
    groups = ("title", "budget")
    seen = (digest(facts_of(call), groups), *groups)
    setting_up.change(call, {"number": 900}, by=manager, seen=seen)
    setting_up.change(call, {"title": Text(en="Theirs")}, by=manager, seen=seen)

    with pytest.raises(Stale):
        setting_up.change(call, {"title": Text(en="Mine")}, by=manager, seen=seen)
    assert str(Call.objects.get(pk=call.pk).title) == "Theirs"


def test_only_managers_of_the_programme_set_up(call):
    officer = StaffRoleFactory(user=UserFactory(), programme=call.programme_period.programme).user

    for person in (officer, UserFactory()):
        with pytest.raises(NotAllowed):
            setting_up.change(call, {"title": Text(en="Mine")}, by=person)
        with pytest.raises(NotAllowed):
            setting_up.create(call.programme_period, {"code": "mine"}, by=person)


@pytest.mark.parametrize("rows", [1, 3])
def test_facts_take_a_constant_number_of_queries(rows):
    call = CallFactory()
    CriterionFactory.create_batch(rows, call=call)
    for _row in range(rows):
        call.objectives.add(SpecificObjectiveFactory())
    fresh = Call.objects.get(pk=call.pk)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        facts_of(fresh)

    assert len(queries) == 16
