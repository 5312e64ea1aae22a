"""The demo calls: open, complete, idempotent, and a bad file changes nothing."""

import shutil
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts import trail
from calls.loading import load_demo
from calls.models import Call, CallRule
from calls.rules import describe
from calls.states import CallState, RuleKind
from core.loading.problems import BadFiles
from programmes.demo_setup import load_set_up
from programmes.reference import load
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db
DEMO = settings.BASE_DIR / "fixtures" / "demo"


@pytest.fixture(autouse=True)
def reference():
    load(settings.BASE_DIR / "fixtures" / "reference")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))


def spoil(files: Path, old: str, new: str) -> None:
    text = (files / "calls.yaml").read_text(encoding="utf-8")
    assert old in text
    (files / "calls.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")


def test_each_programme_has_one_open_demo_call():
    load_demo(DEMO)

    calls = Call.objects.open().order_by("code").with_set_up()
    assert [(call.code, call.programme_period.programme_id, call.is_demo) for call in calls] == [
        ("fwvl-demo", "FWVL", True),
        ("ie-demo", "IE", True),
        ("vlned-demo", "VLNED", True),
    ]
    assert [call.languages for call in calls] == [["fr", "nl"], ["en"], ["nl"]]
    assert [[fund.rate for fund in call.funds.all()] for call in calls] == [
        [Decimal(60)],
        [Decimal(80)],
        [Decimal(50)],
    ]
    assert [call.objectives.count() for call in calls] == [12, 1, 11]
    assert [call.criteria.count() for call in calls] == [8, 6, 8]
    assert all(call.title.missing() == () and call.introduction.missing() == () for call in calls)


def test_partnership_rules_follow_the_border():
    load_demo(DEMO)
    rules = {call.code: {rule.kind: rule for rule in call.rules.all()} for call in Call.objects.all()}

    assert rules["fwvl-demo"][RuleKind.BOTH_SIDES].parameters == {"sides": [["FR"], ["BE"]]}
    assert rules["vlned-demo"][RuleKind.BOTH_SIDES].parameters == {"sides": [["BE"], ["NL"]]}
    assert RuleKind.BOTH_SIDES not in rules["ie-demo"]
    assert rules["ie-demo"][RuleKind.MIN_COUNTRIES].parameters == {"minimum": 3, "member_states": 2}
    assert rules["ie-demo"][RuleKind.TOTAL_BUDGET].severity == "warning"
    assert all(RuleKind.ONE_LEAD in kinds for code, kinds in rules.items() if code != "vlned-demo-plan")


def test_every_rule_says_itself_in_words():
    load_demo(DEMO)

    assert all(describe(rule) for rule in CallRule.objects.all())


def test_days_count_from_the_day_of_loading_in_the_calls_zone():
    load_demo(DEMO, now=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    call = Call.objects.get(code="fwvl-demo")

    assert call.opens_at.astimezone(call.zone).isoformat() == "2026-10-24T09:00:00+02:00"
    assert call.closes_at.astimezone(call.zone).isoformat() == "2027-01-22T12:00:00+01:00"


def test_second_load_changes_nothing_even_later():
    now = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    load_demo(DEMO, now=now)
    report = load_demo(DEMO, now=now + timedelta(days=5))

    assert not report.changes_anything
    assert report.kind("rules").unchanged == 30


def test_call_that_has_closed_opens_anew():
    now = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    load_demo(DEMO, now=now)
    report = load_demo(DEMO, now=now + timedelta(days=61))

    assert set(report.kind("calls").changed) == {"fwvl-demo", "ie-demo", "vlned-demo"}
    assert Call.objects.get(code="ie-demo").closes_at > now + timedelta(days=61)


def test_demo_shows_a_planned_call_and_one_of_two_steps_to_come():
    load_demo(DEMO)
    planned, coming = (Call.objects.get(code=code) for code in ("vlned-demo-plan", "fwvl-demo-2"))

    assert planned.state == CallState.PLANNED
    assert coming.opens_at < coming.step1_closes_at < coming.closes_at
    assert (coming.budget_form, coming.needs_second_confirmation) == ("items", True)
    fields = {row.key: (row.use, row.step) for row in coming.fields.all()}
    assert fields["challenges"] == ("required", 1)
    assert fields["durability"] == ("required", 2)
    assert "title" not in fields
    assert list(coming.annexes.values_list("key", "per_partner", "step")) == [
        ("lead-partner-letter", False, 1),
        ("co-financing", True, 2),
    ]
    assert sum(row.amount for row in coming.objective_budgets.all()) == coming.budget


def test_open_demo_calls_show_the_whole_form_and_ask_for_nothing_more():
    load_demo(DEMO)

    for call in Call.objects.open():
        switches = {"policy_instruments"}  # a part of the form that a call has or has not
        assert {row.use for row in call.fields.exclude(key__in=switches)} == {"optional"}
        assert call.fields.count() > 100
        assert call.period_months == 6


def test_offers_are_what_the_programme_has_set_up(settings):
    settings.DEMO = True
    load_set_up(DEMO)
    load_demo(DEMO)
    call = Call.objects.get(code="fwvl-demo")

    for name in ("lump_sums", "unit_costs", "strategies", "state_aid_schemes"):
        offered = set(getattr(call, name).all())
        assert offered
        assert {row.programme_period_id for row in offered} == {"FWVL-VI"}


def test_call_that_people_changed_is_left_alone():
    load_demo(DEMO)
    call = Call.objects.get(code="ie-demo")
    with transaction.atomic():
        trail.record(call.chain, "change call", by=UserFactory())
    Call.objects.filter(pk=call.pk).update(budget=5, title={"en": "Changed"})
    call.criteria.all().delete()

    report = load_demo(DEMO)

    call.refresh_from_db()
    assert (call.budget, call.title, call.criteria.count()) == (5, {"en": "Changed"}, 0)
    assert not report.changes_anything


def test_load_leaves_other_calls_alone():
    other = CallFactory(code="real-1")
    report = load_demo(DEMO)

    assert Call.objects.get(pk=other.pk).funds.count() == 1
    assert report.kind("calls").gone == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "edition: FWVL-VI",
            "edition: FWVL-IX",
            "calls.yaml, call fwvl-demo: the edition is not known; run load_ref",
        ),
        ("RSO1.3, RSO2.4", "RSO1.4, RSO2.4", "call fwvl-demo: the objective RSO1.4 is not one of FWVL-VI"),
        (
            "rate: 60}",
            "rate: 61}",
            "call fwvl-demo > fund ERDF: the rate 61 is above the programme's highest, 60.00",
        ),
        ("fund: ERDF", "fund: ESF", "call fwvl-demo > fund ESF: FWVL-VI has no such fund"),
        ("time: '12:00'", "time: '25:00'", 'call fwvl-demo > closes: "time" must look like'),
        ("{days: 60,", "{days: -60,", "call fwvl-demo: the call closes before it opens"),
        (
            "time_zone: Europe/Brussels",
            "time_zone: Europe/Gent",
            'call fwvl-demo: "time_zone" must be one of',
        ),
        (
            "kind: one_lead",
            "kind: two_leads",
            'call fwvl-demo > rule two_leads: "kind" must be one of area, both_sides',
        ),
        (
            "{minimum: 12, maximum: 48}",
            "{minimum: 49, maximum: 48}",
            "rule duration: The lowest value is above",
        ),
        ("{minimum: 2}", "{minimun: 2}", "rule min_countries: The rule has no parameter “minimun”"),
        ("weight: 2", "weight: 0", 'call fwvl-demo > criterion relevance: "weight" must be a whole number'),
        ("languages: [fr, nl]", "languages: [fr, de]", 'call fwvl-demo: "languages" must hold codes'),
        ("period_months: 6", "period_months: 0", '"period_months" must be a whole number from 1 to 99'),
        ("{all: optional}", "{all: everything}", 'call fwvl-demo > fields: "all" must be one of'),
        ("{all: optional}", "{theme: never}", 'call fwvl-demo > fields: "theme" must look like'),
        ("{all: optional}", "{no_such: hidden}", 'fields: the key "no_such" is not known here'),
        ("period_months: 6", "budget_form: periods", 'costs by period need "period_months"'),
        ("offers: [lump_sums", "offers: [prizes", 'call fwvl-demo: "offers" must hold codes'),
        ("{RSO1.1: 16000000", "{RSO9.9: 16000000", 'objective_budgets: the key "RSO9.9" is not known here'),
        ("budget: 25000000", "budget: lots", 'call fwvl-demo: "budget" must be an amount in EUR'),
    ],
)
def test_bad_file_names_call_and_reason_and_changes_nothing(files, old, new, told):
    spoil(files, old, new)

    with pytest.raises(BadFiles) as caught:
        load_demo(files)

    assert told in str(caught.value)
    assert not Call.objects.exists()


def test_code_of_a_real_call_is_refused():
    CallFactory(code="fwvl-demo")

    with pytest.raises(BadFiles, match="a call that is not a demo has this code"):
        load_demo(DEMO)


def test_command_loads_and_tells_faults(files, capsys):
    call_command("load_demo_calls", "--check")
    assert not Call.objects.exists()
    call_command("load_demo_calls")
    assert "calls: 5 added" in capsys.readouterr().out
    spoil(files, "number: 99", "number: none")
    with pytest.raises(CommandError, match=r"Nothing was changed\.\ncalls\.yaml, call fwvl-demo: "):
        call_command("load_demo_calls", "--directory", str(files))


def test_set_up_costs_the_same_for_one_and_for_three_calls():
    def cost(codes: list[str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            for call in Call.objects.filter(code__in=codes).with_set_up():
                [fund.fund.code for fund in call.funds.all()]
                [objective.priority.number for objective in call.objectives.all()]
                [*call.rules.all(), *call.criteria.all(), *call.flat_rates.all()]
                assert call.programme_period.programme.code
        return len(queries)

    load_demo(DEMO)
    assert cost(["ie-demo"]) == cost(["ie-demo", "fwvl-demo", "vlned-demo"]) == 7
