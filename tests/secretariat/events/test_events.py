"""Events for their organisers: written, published, changed, called off; guests ticked off and handed out."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from core.texts import Text
from correspondence.models import Message
from events import telling
from events.models import Event
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

FILLED = {
    "title_en": "Bridges",
    "title_nl": "Bruggen",
    "lead_en": "What we learn.",
    "kind": "on_site",
    "place": "Gent",
    "time_zone": "Europe/Brussels",
    "starts_at": "2999-07-01T09:00",
    "ends_at": "2999-07-01T12:00",
    "takes_registrations": "on",
    "places": "2",
    "questions": ["diet"],
    "kept_months": "3",
}


@pytest.fixture
def staff(client, world):
    client.force_login(world.officer)
    return client


def posted(client, address, data=None):
    answer = client.post(address, data or {})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer.url


def test_event_is_written_published_and_seen_by_all(staff, world, client):
    key = str(uuid4())
    first = posted(staff, "/en/secretariat/events/new/HERE/", {**FILLED, "key": key})
    assert posted(staff, "/en/secretariat/events/new/HERE/", {**FILLED, "key": key}) == first
    event = Event.objects.get()
    assert (event.slug, event.state, event.places) == ("bridges-2999-07", "draft", 2)
    assert event.title == Text(en="Bridges", nl="Bruggen")
    assert event.starts_at.isoformat() == "2999-07-01T07:00:00+00:00"
    posted(staff, f"/en/secretariat/events/{event.uid}/publish/")
    client.logout()
    assert "Bruggen" in client.get("/nl/events/bridges-2999-07/").content.decode()
    acts = list(TrailEntry.objects.filter(chain=event.chain).values_list("action", flat=True))
    assert sorted(acts) == ["create event", "publish event"]


def test_change_of_the_hour_is_told_and_a_change_of_words_is_not(staff, world):
    event = EventFactory(programme=world.programme, title={"en": "Bridges"})
    guest = RegistrationFactory(event=event, confirmed_at=timezone.now() - timedelta(days=1))
    edit = f"/en/secretariat/events/{event.uid}/edit/"
    page = staff.get(edit).content.decode()
    starts, ends = (re.search(rf'name="{name}_at" value="([^"]+)"', page)[1] for name in ("starts", "ends"))
    same = {**FILLED, "key": str(event.uid), "place": event.place, "starts_at": starts, "ends_at": ends}
    posted(staff, edit, same)
    event.refresh_from_db()
    assert (event.sequence, Message.objects.count()) == (0, 0)
    posted(staff, edit, {**same, "place": "Elsewhere"})
    assert (telling.tell_all(), telling.tell_all()) == (1, 0)
    event.refresh_from_db()
    assert (event.sequence, event.told_sequence) == (1, 1)
    assert Message.objects.get(about=guest.subject).subject == "Changed: Bridges"


def test_fewer_places_than_guests_are_refused(staff, world):
    event = EventFactory(programme=world.programme)
    for _n in range(3):
        RegistrationFactory(event=event)
    answer = staff.post(f"/en/secretariat/events/{event.uid}/edit/", {**FILLED, "key": str(event.uid)})
    assert answer.status_code == 409
    assert "3 guests have a place already" in answer.content.decode()


def test_called_off_event_tells_all_who_hold_or_wait(staff, world):
    event = EventFactory(programme=world.programme, title={"en": "Bridges"})
    earlier = timezone.now() - timedelta(days=1)
    guests = [
        RegistrationFactory(event=event, state=one, confirmed_at=earlier) for one in ("held", "waiting")
    ]
    RegistrationFactory(event=event, state="cancelled")
    posted(staff, f"/en/secretariat/events/{event.uid}/call-off/", {"reason_en": "The hall is flooded."})
    assert (telling.tell_all(), telling.tell_all()) == (2, 0)
    mails = Message.objects.order_by("pk")
    assert [one.about for one in mails] == [guest.subject for guest in guests]
    assert {one.subject for one in mails} == {"Called off: Bridges"}
    assert "The hall is flooded." in mails[0].body


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": "2999-07-01T08:00"},
        {"starts_at": "2026-03-29T02:30"},
        {"starts_at": "x" * 4000},
        {"places": "0"},
        {"places": "9" * 40},
        {"kept_months": "99"},
        {"theme": "999999999999"},
        {"time_zone": "../../etc/passwd"},
        {"questions": ["blood"]},
        {"title_en": "x" * 200},
        {"key": "x"},
    ],
)
def test_wrong_and_hostile_facts_are_refused_beside_their_field(staff, world, wrong):
    answer = staff.post("/en/secretariat/events/new/HERE/", {**FILLED, "key": str(uuid4()), **wrong})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert Event.objects.count() == 0


def test_guests_are_ticked_off_and_back(staff, world):
    event = EventFactory(programme=world.programme)
    guest = RegistrationFactory(event=event, name="Ann", answers={"diet": "No nuts"})
    page = f"/en/secretariat/events/{event.uid}/guests/"
    tick = f"{page}{guest.uid}/tick/"
    assert posted(staff, tick, {"is_here": "1"}) == f"{page}#guest-{guest.uid}"
    shown = staff.get(page).content.decode()
    assert ("1 of 1 are here" in shown, "No nuts" in shown) == (True, True)
    first = Event.objects.get().registrations.get().attended_at
    posted(staff, tick, {"is_here": "1"})
    assert Event.objects.get().registrations.get().attended_at == first
    posted(staff, tick, {"is_here": "0"})
    assert Event.objects.get().registrations.get().attended_at is None
    assert "Nobody here" in staff.get(f"{page}?q=Bob").content.decode()


def test_list_is_handed_out_without_formulas_and_noted(staff, world):
    event = EventFactory(programme=world.programme, questions=["diet"])
    RegistrationFactory(event=event, name="=1+1", answers={"diet": "-2"})
    answer = staff.post(f"/en/secretariat/events/{event.uid}/guests/export.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith(
        'Name,Organisation,E-mail,Language,State,Arrived,"What should the kitchen know?'
    )
    assert lines[1].startswith("'=1+1,,guest")
    assert answer["Cache-Control"] == "no-store, private"
    assert staff.post(f"/en/secretariat/events/{event.uid}/guests/export.xlsx").content[:2] == b"PK"
    assert staff.post(f"/en/secretariat/events/{event.uid}/guests/export.exe").status_code == 404
    assert TrailEntry.objects.filter(chain=event.chain, action="export guests").count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_a_constant_number_of_questions(staff, world, number, django_assert_max_num_queries):
    event = EventFactory(programme=world.programme)
    for _n in range(number):
        EventFactory(programme=world.programme)
        RegistrationFactory(event=event)
    staff.get("/en/secretariat/events/")
    with django_assert_max_num_queries(8):
        staff.get("/en/secretariat/events/")
    with django_assert_max_num_queries(6):
        staff.get(f"/en/secretariat/events/{event.uid}/guests/")


def test_an_event_without_guests_says_so(staff, world):
    EventFactory(programme=world.programme, places=40)
    assert ">0 / 40<" in staff.get("/en/secretariat/events/").content.decode()
