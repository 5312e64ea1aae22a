"""Pages of events: the list and its filters, one event, calendars, and the whole way of a guest."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.robots import SOONEST
from correspondence import tasks
from events.models import Registration
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.newsletters import IssueFactory
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db

OWN = {"Sec-Fetch-Site": "same-origin"}


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_shows_what_comes_and_what_was(client):
    now = timezone.now()
    EventFactory(title={"en": "Next spring"})
    EventFactory(title={"en": "Last autumn"}, starts_at=now - timedelta(days=9))
    EventFactory(title={"en": "Secret draft"}, state="draft")
    coming, past = text_of(client, "/en/events/"), text_of(client, "/en/events/?when=past")
    assert ("Next spring" in coming, "Last autumn" in coming) == (True, False)
    assert ("Next spring" in past, "Last autumn" in past) == (False, True)
    assert "Secret draft" not in coming + past


def test_list_is_narrowed_by_the_address(client):
    here, there = ProgrammeFactory(slug="here"), ProgrammeFactory(slug="there")
    EventFactory(title={"en": "Bridges"}, programme=here, kind="online", place="")
    EventFactory(title={"en": "Tunnels"}, programme=there)
    for query in ("programme=here", "kind=online", "q=BRIDG"):
        page = text_of(client, f"/en/events/?{query}")
        assert ("Bridges" in page, "Tunnels" in page) == (True, False), query


@pytest.mark.parametrize(
    "query",
    ["when=x", "programme=x&kind=y", "page=-1", "page=9" * 30, "q=%ED%A0%80", "theme=x", "theme=9" * 40],
)
def test_odd_addresses_are_answered(client, query):
    EventFactory()
    assert client.get(f"/en/events/?{query}").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_a_constant_number_of_questions(client, django_assert_max_num_queries, number):
    events = [RegistrationFactory().event for _n in range(number)]
    client.get("/en/events/")
    with django_assert_max_num_queries(5):  # one of them is the edition
        client.get("/en/events/")
    with django_assert_max_num_queries(3):
        client.get(f"/en/events/{events[0].slug}/")


def test_page_tells_free_places_and_what_machines_need(client):
    event = EventFactory(
        places=3, title={"en": "Bridges"}, starts_at=datetime(2999, 1, 5, 9, tzinfo=UTC), sequence=2
    )
    RegistrationFactory(event=event)
    page = text_of(client, f"/en/events/{event.slug}/")
    assert "2 of 3 are free" in page
    found = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    data = next(one for one in map(json.loads, found) if one["@type"] == "Event")
    assert data["startDate"] == "2999-01-05T10:00:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["location"]["name"] == event.place


def test_draft_and_unknown_events_are_not_found(client):
    draft = EventFactory(state="draft")
    for path in (f"/en/events/{draft.slug}/", f"/en/events/{draft.slug}.ics", "/en/events/nothing/"):
        assert client.get(path).status_code == 404
    assert client.get(f"/en/events/{draft.slug}/register/").status_code == 404


def test_calendar_strikes_out_what_was_called_off(client):
    at = datetime(2999, 1, 5, 9, tzinfo=UTC)
    event = EventFactory(state="cancelled", sequence=2, starts_at=at, place="Gent; hall, 1")
    lines = text_of(client, f"/en/events/{event.slug}.ics").split("\r\n")
    assert f"UID:event-{event.uid}@localhost" in lines
    wanted = {"DTSTART:29990105T090000Z", "DTEND:29990105T110000Z", "SEQUENCE:2", "STATUS:CANCELLED"}
    assert wanted <= set(lines)
    assert "LOCATION:Gent\\; hall\\, 1" in lines
    assert "STATUS:CANCELLED" in text_of(client, "/en/events.ics")


def fill(client, event, **given):
    page = text_of(client, f"/en/events/{event.slug}/register/")
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]
    data = {"name": "A Guest", "email": "guest@example.org", "language": "nl", "stamp": stamp, **given}
    with time_machine.travel(timezone.now() + timedelta(seconds=SOONEST + 1), tick=False):
        return client.post(f"/en/events/{event.slug}/register/", data, headers=OWN)


def test_whole_way_of_a_guest_by_mail():
    client = Client(enforce_csrf_checks=True)
    event = EventFactory(places=1, questions=["diet"])
    answer = fill(client, event, question_diet="No nuts")
    assert (answer.status_code, answer.url) == (302, "/en/events/registration/asked/")
    tasks.sweep()
    link = re.search(r"http://localhost:8000(/nl/events/registration/confirm/\S+)", mail.outbox[0].body)[1]
    assert "A Guest" in text_of(client, link)
    assert Registration.objects.get().state == "asked"
    assert client.post(link, headers=OWN).status_code == 200
    assert Registration.objects.get().state == "held"
    tasks.sweep()
    link = re.search(r"http://localhost:8000(/nl/events/registration/cancel/\S+)", mail.outbox[1].body)[1]
    assert "<button" in text_of(client, link)
    assert Registration.objects.get().state == "held"
    client.post(link)
    assert Registration.objects.get().state == "cancelled"


@pytest.mark.parametrize(
    "given",
    [
        {"homepage": "https://spam.example"},
        {"email": "no address"},
        {"name": ""},
        {"language": "xx"},
        {"stamp": "forged"},
        {"question_diet": "x" * 301},
        {"name": "nul\0nul"},
    ],
)
def test_wrong_and_hostile_posts_register_nobody(client, given):
    event = EventFactory(questions=["diet"])
    answer = fill(client, event, **given)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert Registration.objects.count() == 0


def test_person_with_an_account_registers_at_once(client):
    user, event = UserFactory(), EventFactory(kind="both", online_address="https://meet.example.org/x")
    client.force_login(user)
    mine = f"/en/events/{event.slug}/register/mine/"
    assert client.get(f"/en/events/{event.slug}/register/").url == mine
    assert "meet.example.org" not in text_of(client, mine)
    assert client.post(mine, {"name": "Me", "language": "fr"}).status_code == 302
    assert "meet.example.org" in text_of(client, mine)
    row = Registration.objects.get()
    assert (row.email, row.user, row.state, row.language) == (user.email.lower(), user, "held", "fr")


def test_sitemap_lists_events_and_issues(client, settings):
    settings.PORTAL_URL = "https://portal.example"
    EventFactory(slug="bridges")
    EventFactory(slug="secret", state="draft")
    programme = ProgrammeFactory(slug="here")
    IssueFactory(programme=programme, number=4, state="sent", confirmed_at=timezone.now())
    IssueFactory(programme=programme)
    file = b"".join(client.get("/sitemap-1.xml").streaming_content).decode()
    for path in ("en/events/", "nl/events/bridges/", "fr/newsletter/here/", "en/newsletter/here/4/"):
        assert f"<loc>https://portal.example/{path}</loc>" in file
    assert "secret" not in file


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_pages_are_whole_in_each_language(client, language):
    event = EventFactory(places=1)
    slug = ProgrammeFactory(slug="here").slug
    for path in ("events/", f"events/{event.slug}/", f"events/{event.slug}/register/", f"newsletter/{slug}/"):
        page = text_of(client, f"/{language}/{path}")
        assert page.count("<h1") == 1
        assert f'<html lang="{language}"' in page


def test_unknown_issues_are_not_found(client):
    ProgrammeFactory(slug="here")
    draft = IssueFactory(programme=ProgrammeFactory(slug="there"))
    assert draft.number is None
    for path in ("newsletter/nowhere/", "newsletter/here/1/", "newsletter/here/99999999999999999999/"):
        assert client.get(f"/en/{path}").status_code == 404
