"""The public timetable of calls: page, calendar and data show the same calls."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from calls import rules
from calls.states import CallKind, CallState, RuleKind
from core.texts import LANGUAGES
from tests.factories.calls import CallFactory, CallRuleFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls():
    now = timezone.now()
    edition = ProgrammePeriodFactory(programme=ProgrammeFactory(code="VLNED", slug="vlned"))
    opens = {"opens_at": now + timedelta(days=10)}
    past = {"opens_at": now - timedelta(days=90), "closes_at": now - timedelta(days=1)}
    return {
        "open": CallFactory(code="one-open"),
        "upcoming": CallFactory(code="one-upcoming", **opens),
        "planned": CallFactory(code="one-planned", state=CallState.PLANNED, programme_period=edition),
        "closed": CallFactory(code="one-closed", **past),
        "draft": CallFactory(code="one-draft", state=CallState.DRAFT),
    }


def codes(client, query=""):
    return [one["code"] for one in json.loads(client.get(f"/en/calls.json{query}").content)["calls"]]


def test_page_groups_calls_by_phase_and_hides_drafts(client, calls):
    answer = client.get("/en/calls/")

    groups = [(phase.value, [call.code for call in found]) for phase, found in answer.context["groups"]]
    assert groups == [(phase, [f"one-{phase}"]) for phase in ("open", "upcoming", "planned", "closed")]
    assert "one-draft" not in answer.content.decode()


def test_what_a_call_is_for_is_said_everywhere_and_narrows(client, calls):
    CallFactory(code="one-micro", kind=CallKind.MICRO)

    assert codes(client, "?kind=micro") == ["one-micro"]
    assert "one-micro" not in codes(client, "?kind=ordinary")
    assert codes(client, "?kind=nothing") == codes(client)
    data = json.loads(client.get("/en/calls.json?kind=micro").content)["calls"]
    assert [one["kind"] for one in data] == ["micro"]
    feed = client.get("/en/calls/feed/?kind=micro").content.decode()
    assert 'term="Call for micro-projects"' in feed
    assert "Call for micro-projects" in client.get("/en/calls.ics?kind=micro").content.decode()
    page = client.get("/en/calls/?kind=micro").content.decode()
    assert "<span>Call for micro-projects</span>" in page
    assert (
        '<a href="/en/calls/?kind=micro">Call for micro-projects</a>'
        in client.get("/en/calls/one-micro/").content.decode()
    )


def test_filters_in_the_address_hold_for_page_calendar_and_data(client, calls):
    objective = calls["open"].objectives.get()

    assert set(codes(client)) == {"one-open", "one-upcoming", "one-planned", "one-closed"}
    for query, wanted in (
        ("?phase=planned", ["one-planned"]),
        ("?phase=open", ["one-open"]),
        ("?programme=vlned", ["one-planned"]),
        (f"?objective={objective.code.lower()}", ["one-open"]),
        ("?q=CLOSED", ["one-closed"]),
        ("?q=draft", []),
    ):
        assert codes(client, query) == wanted
        calendar = client.get(f"/en/calls.ics{query}").content.decode()
        assert calendar.count("BEGIN:VEVENT") == 2 * len(wanted)
        page = client.get(f"/en/calls/{query}")
        assert [call.code for _phase, found in page.context["groups"] for call in found] == wanted
        assert f"/en/calls.ics{query}" in page.content.decode()


def test_data_has_a_stable_schema(client, settings):
    settings.PORTAL_URL = "https://portal.example.org"
    call = CallFactory(
        code="spring",
        opens_at=datetime(2027, 2, 1, 8, tzinfo=UTC),
        step1_closes_at=datetime(2027, 4, 1, 10, tzinfo=UTC),
        closes_at=datetime(2027, 10, 1, 10, tzinfo=UTC),
        budget=Decimal("1000000.50"),
    )
    edition = call.programme_period
    edition.programme.countries = ["BE", "FR"]
    edition.programme.save()
    edition.area.set([RegionFactory(code="FRE1"), RegionFactory(code="BE23")])
    area = CallRuleFactory(call=call, kind=RuleKind.AREA, parameters={"outside": "refused"})
    kinds = CallRuleFactory(call=call, kind=RuleKind.PARTNER_TYPES, parameters={"allowed": ["sme"]})
    CallRuleFactory(call=call, kind=RuleKind.ONE_LEAD)
    applicants = {}
    for language in LANGUAGES:
        with translation.override(language):
            applicants[language] = f"{rules.describe(kinds)} {rules.describe(area)}"
    assert "Every partner is in the programme area." in applicants["en"]

    data = client.get("/nl/calls.json").json()

    assert data["schema"] == 1
    assert data["calls"] == [
        {
            "code": "spring",
            "number": call.number,
            "kind": "ordinary",
            "programme": edition.programme_id,
            "programme_name": {"en": f"Programme {edition.programme_id}"},
            "period": "2021-2027",
            "title": {"en": "Call spring"},
            "introduction": {},
            "phase": "upcoming",
            "opens_at": "2027-02-01T09:00:00+01:00",
            "step1_closes_at": "2027-04-01T12:00:00+02:00",
            "closes_at": "2027-10-01T12:00:00+02:00",
            "time_zone": "Europe/Brussels",
            "budget": {"amount": "1000000.50", "currency": "EUR"},
            "languages": ["nl", "fr"],
            "objectives": [call.objectives.get().code],
            "countries": ["BE", "FR"],
            "area": ["BE23", "FRE1"],
            "eligible_applicants": applicants,
            "is_demo": False,
            "url": "https://portal.example.org/nl/calls/spring/",
        }
    ]


def test_calendar_tells_what_may_still_change(client, settings):
    settings.PORTAL_URL = "https://portal.example.org"
    CallFactory(code="spring", state=CallState.PLANNED, closes_at=datetime(2027, 10, 1, 10, tzinfo=UTC))

    answer = client.get("/en/calls.ics")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert "UID:call-spring-closes@portal.example.org\r\n" in text
    assert "DTSTART:20271001T100000Z\r\n" in text
    assert "SUMMARY:Call spring closes\r\n" in text
    assert text.count("STATUS:TENTATIVE\r\n") == 2


def test_planned_call_has_a_page_that_lets_nobody_start(client, calls):
    text = client.get("/en/calls/one-planned/").content.decode()

    assert "Dates, money and rules can still change" in text
    assert "/start/" not in text
    assert client.get("/en/calls/one-draft/").status_code == 404


@pytest.mark.parametrize("query", ["?phase=x", "?programme=nothing", "?objective=%27", "?q=" + "x" * 500])
def test_odd_filters_do_no_harm(client, calls, query):
    for address in ("/en/calls/", "/en/calls.ics", "/en/calls.json"):
        assert client.get(address + query).status_code == 200


def test_page_of_a_call_says_where_and_for_whom_once(client):
    call = CallFactory()
    call.programme_period.programme.countries = ["BE", "FR"]
    call.programme_period.programme.save()
    CallRuleFactory(call=call, kind=RuleKind.AREA, parameters={"outside": "refused"})
    CallRuleFactory(call=call, kind=RuleKind.ONE_LEAD)
    page = BeautifulSoup(client.get(f"/en/calls/{call.code}/").content, "html.parser")
    facts = {dt.get_text(): dt.find_next("dd").get_text(" ", strip=True) for dt in page.select(".facts dt")}
    assert facts["Area"] == "Belgium, France"
    assert facts["Who may take part"] == "Every partner is in the programme area."
    assert page.get_text().count("Every partner is in the programme area.") == 1


@pytest.mark.parametrize(
    "address", ["/en/calls.ics", "/en/calls.json", "/en/calls/feed/", "/en/projects/feed/"]
)
def test_scripts_of_other_sites_may_read_what_is_made_for_machines(address):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.get(address, headers={"Origin": "https://partner.example"})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert strict.options(address).status_code == 204
    assert (strict.post(address).status_code, strict.post(address)["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "Access-Control-Allow-Origin" not in strict.get("/en/calls/").headers


def test_calendar_that_did_not_change_is_the_same_a_minute_later(client, calls, monkeypatch):
    first = client.get("/en/calls.ics")
    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    again = client.get("/en/calls.ics", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["ETag"]) == (304, first["ETag"])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", ["/en/calls/", "/en/calls.ics", "/en/calls.json"])
def test_timetable_takes_a_constant_number_of_queries(client, rows, address):
    CallFactory.create_batch(rows)
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    # On the page and in the calendar: of when the data are; in the data: rules and areas.
    assert len(queries) == {"/en/calls/": 4, "/en/calls.ics": 3, "/en/calls.json": 4}[address]
