"""An issue of a newsletter by its pages: written, checked, tested, seen by a second person, sent, paused."""

import re
from uuid import uuid4

import pytest
from django.core import mail

from correspondence import delivery
from correspondence.models import Message
from editorial.models import Issue, Sending
from editorial.newsletters import sending
from programmes.models import Programme
from tests.factories.events import EventFactory
from tests.factories.newsletters import IssueFactory, ReaderFactory

pytestmark = pytest.mark.django_db

WORDS = {"subject_en": "News of spring", "intro_en": "Good morning.\n\nIt is spring."}


@pytest.fixture
def staff(client, world):
    client.force_login(world.officer)
    return client


def posted(client, address, data=None):
    answer = client.post(address, data or {})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer.url


def send_all():
    for row in Sending.objects.all():
        sending.work(row.pk, turn=20)


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_issue_is_written_by_one_and_sent_by_another(staff, world, client):
    Programme.objects.filter(pk=world.programme.pk).update(slug="here")
    EventFactory(programme=world.programme, slug="bridges", title={"en": "Bridges", "fr": "Ponts"})
    EventFactory(slug="of-others")
    for language in ("en", "fr"):
        ReaderFactory(email=f"{language}@example.org", language=language)
    here = posted(staff, "/en/secretariat/issues/new/HERE/", {**WORDS, "key": str(uuid4())})
    page = page_of(staff, here)
    assert ("bridges" in page, "of-others" in page) == (True, False)
    posted(staff, f"{here}items/", {"do": "add", "source": "event", "key": "bridges"})
    refused = staff.post(f"{here}items/", {"do": "add", "source": "event", "key": "of-others"})
    assert refused.status_code == 409
    assert "Readers who get another language, marked: 1." in page_of(staff, here)
    posted(staff, f"{here}steps/hand-on/")
    assert staff.post(f"{here}edit/", {**WORDS, "key": str(uuid4())}).status_code == 409
    client.force_login(world.manager)
    page = page_of(client, f"{here}send/")
    assert "2 readers get it" in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert posted(client, f"{here}send/", {"seen": seen}) == f"{here}progress/"
    assert "It is leaving." in page_of(client, f"{here}progress/")
    send_all()
    assert sorted(one.to[0] for one in mail.outbox) == ["en@example.org", "fr@example.org"]
    french = next(one for one in mail.outbox if one.to == ["fr@example.org"])
    assert "Ponts" in french.body
    assert "/fr/events/bridges/" in french.body
    assert "Every reader has been written to." in page_of(client, f"{here}progress/")
    client.logout()
    assert "News of spring" in page_of(client, "/en/newsletter/here/")
    web = page_of(client, "/fr/newsletter/here/1/")
    assert ('<h1 lang="en">News of spring</h1>' in web, "Ponts" in web) == (True, True)


def test_preview_and_test_show_what_leaves(staff, world):
    issue = IssueFactory(programme=world.programme)
    here = f"/en/secretariat/issues/{issue.uid}/"
    page = page_of(staff, f"{here}mail-nl.html")
    assert ('<html lang="nl">' in page, "Goedemorgen." in page, "<style" in page) == (True, True, False)
    assert "Goedemorgen." in page_of(staff, f"{here}mail-nl.text")
    assert staff.get(f"{here}mail-xx.html").status_code == 404
    posted(staff, f"{here}test/", {"language": "nl", "key": str(uuid4())})
    delivery.deliver(Message.objects.get().pk)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([world.officer.email], "Wat nieuw is")
    assert "List-Unsubscribe" not in sent.extra_headers
    assert "<style>" in sent.alternatives[0][0]


def test_items_are_moved_and_taken_out(staff, world):
    issue = IssueFactory(programme=world.programme)
    here = f"/en/secretariat/issues/{issue.uid}/"
    for slug in ("one", "two"):
        EventFactory(programme=world.programme, slug=slug)
        posted(staff, f"{here}items/", {"do": "add", "source": "event", "key": slug})
    last = issue.items.last().pk
    posted(staff, f"{here}items/", {"do": "up", "item": last})
    posted(staff, f"{here}items/", {"do": "up", "item": last})
    assert list(issue.items.values_list("key", flat=True)) == ["two", "one"]
    posted(staff, f"{here}items/", {"do": "remove", "item": last})
    assert list(issue.items.values_list("key", flat=True)) == ["one"]


@pytest.mark.parametrize(
    "data", [{}, {"do": "x"}, {"do": "up", "item": "x"}, {"do": "remove", "item": "9" * 40}]
)
def test_odd_acts_on_items_are_not_found(staff, world, data):
    issue = IssueFactory(programme=world.programme)
    assert staff.post(f"/en/secretariat/issues/{issue.uid}/items/", data).status_code == 404


def test_issue_without_words_or_readers_is_not_handed_on(staff, world):
    issue = IssueFactory(programme=world.programme, subject={}, intro={})
    answer = staff.post(f"/en/secretariat/issues/{issue.uid}/steps/hand-on/")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in text for words in ("no subject", "says nothing", "Nobody has confirmed"))


def test_what_is_hidden_meanwhile_is_said_and_stops(staff, world):
    ReaderFactory()
    issue = IssueFactory(programme=world.programme)
    event = EventFactory(programme=world.programme, slug="bridges")
    here = f"/en/secretariat/issues/{issue.uid}/"
    posted(staff, f"{here}items/", {"do": "add", "source": "event", "key": "bridges"})
    event.state = "cancelled"
    event.save()
    assert "is no longer public" in page_of(staff, here)
    assert staff.post(f"{here}steps/hand-on/").status_code == 409


def test_paused_issue_goes_on_by_a_button(staff, world):
    ReaderFactory()
    issue = IssueFactory(programme=world.programme, state="ready")
    here = f"/en/secretariat/issues/{issue.uid}/"
    seen = re.search(r'name="seen" value="([^"]+)"', page_of(staff, f"{here}send/"))[1]
    posted(staff, f"{here}send/", {"seen": seen})
    posted(staff, f"{here}switch/", {"do": "pause"})
    send_all()
    assert mail.outbox == []
    assert "Paused" in page_of(staff, f"{here}progress/")
    posted(staff, f"{here}switch/", {"do": "go_on"})
    send_all()
    assert len(mail.outbox) == 1
    assert staff.post(f"{here}switch/", {"do": "pause"}).status_code == 409


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_an_issue_asks_a_constant_number(staff, world, number, django_assert_max_num_queries):
    issue = IssueFactory(programme=world.programme)
    for n in range(number):
        EventFactory(programme=world.programme)
        IssueFactory(programme=world.programme)
        event = EventFactory(programme=world.programme)
        issue.items.create(position=n, source="event", key=event.slug)
    for address, most in ((f"/en/secretariat/issues/{issue.uid}/", 11), ("/en/secretariat/issues/", 8)):
        staff.get(address)
        with django_assert_max_num_queries(most):
            staff.get(address)
    assert Issue.objects.count() == number + 1
