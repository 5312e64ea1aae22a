"""The pages on which a call is set up: saved as typed, shown as stored, refused in words beside the field."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from calls.models import Call
from calls.states import CallState
from secretariat.call_forms import PARTS
from tests.factories.calls import CallFactory, CallRuleFactory, CriterionFactory
from tests.factories.projects import ProjectFactory
from tests.secretariat.calls.conftest import as_sent

pytestmark = pytest.mark.django_db
LIST = "/en/secretariat/calls/"


def page(key="basics"):
    return f"/en/secretariat/calls/spring/set-up/{key}/"


def sent(client, key, **change):
    """The page's form as it stands, with what the person changes."""
    return {**as_sent(client.get(page(key)).context["form"]), **change}


def save(client, key, **change):
    return client.post(page(key), sent(client, key, **change))


def fresh():
    return Call.objects.get(code="spring")


def publish():
    Call.objects.update(
        state=CallState.PUBLISHED,
        opens_at=timezone.now() - timedelta(days=1),
        closes_at=datetime(2027, 10, 1, 10, tzinfo=UTC),
    )


@pytest.mark.parametrize("key", PARTS)
def test_page_shows_one_heading_and_saves_as_it_stands(client, manager, call, key):
    CallRuleFactory(call=call, kind="both_sides", parameters={"sides": [["FR"], ["BE2", "BE3"]]})
    CriterionFactory(call=call)
    before = client.get(page(key))
    assert (before.status_code, before.content.decode().count("<h1")) == (200, 1)

    answer = client.post(page(key), as_sent(before.context["form"]))

    assert answer.status_code == 302
    assert client.get(page(key)).context["form"].facts == before.context["form"].facts


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2027-01-31T12:00:00", datetime(2027, 1, 31, 11, tzinfo=UTC)),
        ("2027-07-31T12:00:00", datetime(2027, 7, 31, 10, tzinfo=UTC)),
        ("2027-07-31T12:00", datetime(2027, 7, 31, 10, tzinfo=UTC)),
        ("2027-10-31T02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31T03:00", datetime(2027, 10, 31, 2, tzinfo=UTC)),
    ],
)
def test_dates_are_those_on_the_clock_of_the_zone(client, manager, call, typed, moment):
    answer = save(client, "basics", opens_at="2026-12-01T09:00", closes_at=typed)

    assert answer.status_code == 302
    assert fresh().closes_at == moment


def test_time_that_the_clock_skips_is_refused_beside_its_field(client, manager, call):
    answer = save(client, "basics", closes_at="2027-03-28T02:30")

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["closes_at"]
    assert "skips this time" in answer.content.decode()


def test_second_of_two_equal_times_is_kept_when_nobody_changes_it(client, manager, call):
    later = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    Call.objects.update(closes_at=later)

    assert save(client, "basics", title_en="Other").status_code == 302
    assert (fresh().closes_at, fresh().title["en"]) == (later, "Other")


def test_other_zone_moves_what_the_clock_shows(client, manager, call):
    save(client, "basics", time_zone="Europe/Lisbon")

    assert fresh().closes_at == datetime(2027, 10, 1, 11, tzinfo=UTC)


def test_two_steps_show_the_step_of_each_field(client, manager, call):
    assert save(client, "basics", step1_closes_at="2027-05-01T12:00").status_code == 302
    answer = save(client, "fields", **{"use:durability": "required", "step:durability": "2"})

    assert answer.status_code == 302
    row = fresh().fields.get()
    assert (row.key, row.use, row.step) == ("durability", "required", 2)


def test_standard_form_is_one_button(client, manager, call):
    assert save(client, "fields", standard="yes").status_code == 302

    uses = dict(fresh().fields.values_list("key", "use"))
    assert uses["challenges"] == "required"
    assert len(uses) > 100


def test_objectives_money_and_costs_are_saved(client, manager, call):
    objective = call.objectives.get()
    save(client, "objectives", **{f"amount_{objective.pk}": "1,500,000"})
    save(client, "money", budget="9,000,000.50", rate_ERDF="75.5", fixed_ERDF="fixed")
    save(client, "costs", flat_staff="on", percent_staff="20", budget_form="items")

    found = fresh()
    assert found.objective_budgets.get().amount == Decimal("1500000.00")
    assert found.budget == Decimal("9000000.50")
    assert (found.funds.get().rate, found.funds.get().is_fixed) == (Decimal("75.50"), True)
    assert (found.flat_rates.get().kind, found.flat_rates.get().rate) == ("staff", 20)
    assert found.budget_form == "items"


def test_rate_above_the_programmes_highest_is_refused(client, manager, call):
    answer = save(client, "money", rate_ERDF="80.01")

    assert answer.status_code == 400
    assert 'href="#id_rate_ERDF"' in answer.content.decode()
    assert fresh().funds.get().rate == Decimal("60.00")


def test_rules_are_saved_with_their_parameters_and_said_in_words(client, manager, call):
    answer = save(
        client,
        "rules",
        **{
            "duration:severity": "warning",
            "duration:maximum": "36",
            "both_sides:severity": "error",
            "both_sides:sides": "fr\nBE2, BE3",
            "grant:severity": "error",
            "grant:maximum": "1000000.5",
            "window:severity": "error",
            "window:latest": "2029-12-31",
            "languages:severity": "error",
            "languages:allowed": ["nl", "fr"],
            "area:severity": "warning",
            "area:outside": "justified",
        },
    )

    assert answer.status_code == 302
    rules = {rule.kind: (rule.parameters, rule.severity) for rule in fresh().rules.all()}
    assert rules == {
        "duration": ({"maximum": 36}, "warning"),
        "both_sides": ({"sides": [["FR"], ["BE2", "BE3"]]}, "error"),
        "grant": ({"maximum": "1000000.50"}, "error"),
        "window": ({"latest": "2029-12-31"}, "error"),
        "languages": ({"allowed": ["nl", "fr"]}, "error"),
        "area": ({"outside": "justified"}, "warning"),
    }
    assert "The project lasts at most 36 months." in client.get(page("rules")).content.decode()


def test_rule_without_its_parameters_is_refused_beside_it(client, manager, call):
    answer = save(client, "rules", **{"duration:severity": "error"})

    assert list(answer.context["form"].errors) == ["duration:severity"]
    assert not fresh().rules.exists()


def test_criteria_are_added_reordered_and_taken_away(client, manager, call):
    one, two = (CriterionFactory(call=call, key=key, position=at) for at, key in enumerate(("one", "two")))

    answer = save(
        client,
        "criteria",
        **{"0:place": "9", "2:title_en": "Value for money", "2:weight": "3", "2:place": "1"},
    )

    assert answer.status_code == 302
    rows = [(row.key, row.weight, row.position) for row in fresh().criteria.all()]
    assert rows == [("value-for-money", 3, 0), (two.key, 1, 1), (one.key, 1, 2)]
    save(client, "criteria", **{"0:title_en": ""})
    assert [row.key for row in fresh().criteria.all()] == [two.key, one.key]


def test_published_call_shows_the_effect_on_drafts_before_it_saves(client, manager, call):
    CallRuleFactory(call=call, kind="duration", parameters={"minimum": 12})
    publish()
    ProjectFactory.create_batch(2, call=call, start_date=date(2027, 12, 1), end_date=date(2028, 5, 31))
    ProjectFactory(call=call, is_rehearsal=True)
    answer = save(client, "rules", **{"duration:minimum": "6"})

    assert answer.status_code == 200
    effect = answer.context["effect"]
    assert (effect.drafts, effect.judged, effect.failing) == (2, 2, ())
    assert dict(effect.passing) == {"Duration": 2}
    assert fresh().rules.get().parameters == {"minimum": 12}

    save(client, "rules", **{"duration:minimum": "6", "confirm": "yes"})
    assert fresh().rules.get().parameters == {"minimum": 6}


def test_published_call_refuses_what_would_hurt(client, manager, call):
    publish()

    answer = save(client, "money", budget="1")

    assert answer.status_code == 409
    assert "its money can only grow" in answer.content.decode()
    assert fresh().budget == call.budget


def test_what_would_hurt_is_refused_beside_its_field_and_what_was_typed_stays(client, manager, call):
    publish()

    answer = save(client, "basics", opens_at="2027-01-01T09:00", closes_at="2027-01-02T09:00")

    errors = answer.context["form"].errors
    assert errors["opens_at"] == ["This can no longer be changed once the call is published."]
    assert answer.status_code == 409
    assert answer.context["form"]["opens_at"].value() == "2027-01-01T09:00"


def test_page_that_somebody_else_changed_is_refused(client, manager, call):
    typed = sent(client, "basics", title_en="Mine")
    Call.objects.update(title={"en": "Theirs"})

    answer = client.post(page(), typed)

    assert answer.status_code == 409
    assert "Somebody else has changed this" in answer.content.decode()
    assert fresh().title == {"en": "Theirs"}


def test_officer_reads_and_changes_nothing(client, officer, call):
    client.force_login(officer)
    for key in PARTS:
        assert client.get(page(key)).status_code == 200
        client.post(page(key), {"title_en": "Mine", "budget": "1"})
    assert (fresh().title, fresh().budget) == (call.title, call.budget)


@pytest.mark.parametrize("key", PARTS)
def test_hostile_input_is_refused_quietly(client, manager, call, key):
    form = client.get(page(key)).context["form"]
    for nasty in ("\x00", "9" * 5000, "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "-1"):
        answer = client.post(page(key), dict.fromkeys([*form.fields, "confirm"], nasty))
        assert answer.status_code in {302, 400, 409}


def test_new_call_starts_in_preparation(client, manager, call):
    address = f"/en/secretariat/calls/new/{call.programme_period_id}/"
    typed = {
        "code": "autumn",
        "number": "77",
        "title": "Autumn",
        "language": "en",
        "languages": ["nl", "fr"],
        "time_zone": "Europe/Brussels",
        "opens_at": "2027-09-01T09:00",
        "closes_at": "2027-12-01T12:00",
        "budget": "1.000.000,00",
    }

    answer = client.post(address, typed)

    assert (answer.status_code, answer.url) == (302, "/en/secretariat/calls/autumn/")
    made = Call.objects.get(code="autumn")
    assert (made.state, made.opens_at) == ("draft", datetime(2027, 9, 1, 7, tzinfo=UTC))
    assert client.get(answer.url).status_code == 200
    again = client.post(address, typed)
    assert again.status_code == 409
    key = str(uuid4())
    for _click in range(2):
        answer = client.post(address, {**typed, "code": "winter", "number": "76", "key": key})
        assert answer.url == "/en/secretariat/calls/winter/"
    assert Call.objects.filter(programme_period=call.programme_period).count() == 3


def test_list_narrows_by_state_and_text(client, manager, call):
    edition = call.programme_period
    CallFactory(programme_period=edition, code="now-open")
    CallFactory(code="elsewhere")

    def codes(query=""):
        return {one.code for one in client.get(LIST + query).context["page"]}

    assert codes() == {"spring", "now-open"}
    assert codes("?state=draft") == {"spring"}
    assert codes("?state=open") == {"now-open"}
    assert codes("?state=closed") == codes("?q=nothing") == set()
    assert codes("?q=NOW&sort=code") == {"now-open"}
    assert client.get(LIST + "?state=x&edition=x&page=x&q=%25&sort=x").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_a_constant_number_of_queries(client, manager, call, rows):
    CallFactory.create_batch(rows, programme_period=call.programme_period)
    client.get(LIST)

    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)

    assert len(queries) == 7
