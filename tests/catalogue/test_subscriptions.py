"""The pages of alerts and newsletters: one answer for everybody, and links that act only by a button."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.robots import SOONEST
from core.texts import Text
from correspondence import tasks
from correspondence.models import Message
from publications.models import Subscription
from publications.states import SubscriptionKind
from publications.subscribing import links
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db

OWN = {"Sec-Fetch-Site": "same-origin"}
FILLED = {"email": "reader@example.org", "frequency": "weekly", "language": "nl"}


def stamp_of(client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert page.cookies == {}
    return re.search(r'name="stamp" value="([^"]+)"', page.content.decode())[1]


def send(client, address, data, *, stamp=None, headers=OWN):
    stamp = stamp or stamp_of(client, address)
    with time_machine.travel(timezone.now() + timedelta(seconds=SOONEST + 1), tick=False):
        return client.post(address, {**data, "stamp": stamp}, headers=headers)


def row(**given):
    values = {
        "kind": SubscriptionKind.ALERT,
        "email": "reader@example.org",
        "query": "q=bridge",
        "frequency": "weekly",
        "language": "en",
        "confirmed_at": timezone.now(),
        **given,
    }
    return Subscription.objects.create(**values)


def newsletter(**given):
    return row(kind=SubscriptionKind.NEWSLETTER, query="", frequency="", programme="HERE", **given)


def address(one, purpose):
    return links.link(one, purpose).removeprefix("http://localhost:8000")


@pytest.fixture
def strict():
    """A browser whose forms are checked for the token of the session, as in production."""
    return Client(enforce_csrf_checks=True)


def test_whole_way_of_an_alert_by_mail(strict):
    answer = send(strict, "/en/alerts/new/?sort=name&q=bridge", FILLED)
    assert (answer.status_code, answer.url) == (302, "/en/subscriptions/asked/")
    tasks.sweep()
    (sent,) = mail.outbox
    confirm = re.search(r"http://localhost:8000(/nl/subscriptions/confirm/\S+)", sent.body)[1]
    opened = strict.get(confirm)
    assert "bridge" in opened.content.decode()
    assert Subscription.objects.get().confirmed_at is None
    assert strict.post(confirm, headers=OWN).status_code == 200
    first = Subscription.objects.get()
    assert (first.query, first.frequency, first.language) == ("q=bridge&sort=name", "weekly", "nl")
    assert first.confirmed_at is not None
    strict.post(confirm, headers=OWN)
    assert Subscription.objects.get().confirmed_at == first.confirmed_at


def test_whole_way_of_a_newsletter(strict):
    ProgrammeFactory(code="HERE", slug="here", name=Text({"nl": "Over de grens"}))
    page = strict.get("/fr/newsletter/?programme=here").content.decode()
    assert '<option value="here" selected>' in page
    assert send(strict, "/fr/newsletter/", {**FILLED, "programme": "here"}).status_code == 302
    one = Subscription.objects.get()
    assert (one.kind, one.programme, one.language, one.confirmed_at) == ("newsletter", "HERE", "nl", None)
    tasks.sweep()
    (sent,) = mail.outbox
    assert "naar dit adres te sturen: Over de grens" in sent.body
    confirm = re.search(r"http://localhost:8000(/nl/subscriptions/confirm/\S+)", sent.body)[1]
    assert "Over de grens" in strict.get(confirm).content.decode()
    assert "Over de grens" in strict.post(confirm, headers=OWN).content.decode()
    one.refresh_from_db()
    assert one.confirmed_at is not None
    assert "Over de grens" in strict.get(address(one, links.STOP)).content.decode()


@pytest.mark.parametrize("path", ["/en/alerts/new/?q=bridge", "/en/subscriptions/"])
def test_answer_is_the_same_whatever_is_known_of_the_address(client, path):
    row()
    answers = [
        send(client, path, {**FILLED, "email": email})
        for email in ("reader@example.org", "nobody@example.org", *["often@example.org"] * 7)
    ]
    assert {(one.status_code, one.url, one.content) for one in answers} == {
        (302, "/en/subscriptions/asked/", b"")
    }


def test_form_sent_twice_makes_one_of_all(client):
    stamp = stamp_of(client, "/en/alerts/new/?q=bridge")
    for _time in range(20):
        send(client, "/en/alerts/new/?q=bridge", FILLED, stamp=stamp)
    assert (Subscription.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
@pytest.mark.parametrize("path", ["/en/alerts/new/", "/en/newsletter/", "/en/subscriptions/"])
def test_forms_of_other_sites_are_refused(client, path, headers):
    assert send(client, path, FILLED, headers=headers).status_code == 403
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "reader@example.org\nBcc: x@example.org"},
        {"email": "a" * 300 + "@example.org"},
        {"email": b"\xed\xa0\x80@example.org"},
        {"email": ""},
        {"frequency": "hourly"},
        {"language": "xx"},
        {"homepage": "https://spam.example"},
    ],
)
def test_wrong_forms_come_back_with_what_was_typed(client, wrong):
    answer = send(client, "/en/alerts/new/?q=bridge", {**FILLED, **wrong})
    assert answer.status_code == 400
    assert "error-summary" in answer.content.decode()
    assert not Message.objects.exists()


def test_robot_that_sends_at_once_is_refused(client):
    stamp = stamp_of(client, "/en/alerts/new/")
    answer = client.post("/en/alerts/new/", {**FILLED, "stamp": stamp}, headers=OWN)
    assert answer.status_code == 400
    assert not Message.objects.exists()


def test_too_many_from_a_network_are_told_to_wait(client):
    stamp = stamp_of(client, "/en/alerts/new/")
    answers = [
        send(client, "/en/alerts/new/", {**FILLED, "email": f"r{n}@example.org"}, stamp=stamp)
        for n in range(31)
    ]
    assert [one.status_code for one in answers] == [302] * 30 + [429]
    assert "Too many requests came from your network" in answers[-1].content.decode()


def test_mail_program_stops_an_alert_with_one_post(strict):
    one = row()
    path = address(one, links.STOP)
    shown = strict.get(path)
    assert shown.content.decode().count('<form method="post">') == 1
    assert Subscription.objects.count() == 1
    answers = [strict.post(path, {"List-Unsubscribe": "One-Click"}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert not Subscription.objects.exists()
    assert strict.get(path).status_code == 200


@pytest.mark.parametrize("token", ["x", "1:x:y", "%ED%A0%80", "a" * 3000])
def test_forged_links_tell_nothing(client, token):
    row()
    for part, status in (("confirm", 410), ("stop", 200), ("mine", 410)):
        for answer in (
            client.get(f"/en/subscriptions/{part}/{token}/"),
            client.post(f"/en/subscriptions/{part}/{token}/", headers=OWN),
        ):
            assert answer.status_code in {status, 400}
    assert Subscription.objects.count() == 1


def test_managing_changes_stops_one_and_stops_all(client):
    one, other, foreign = row(), newsletter(), row(email="other@example.org")
    path = address(one, links.MANAGE)
    page = client.get(path).content.decode()
    assert page.count('<li class="panel">') == 2
    assert "other@example.org" not in page

    change = {"uid": str(one.uid), "do": "change", "frequency": "daily", "language": "fr"}
    answer = client.post(path, change, headers=OWN)
    assert answer.status_code == 302
    one.refresh_from_db()
    assert (one.frequency, one.language) == ("daily", "fr")

    client.post(path, {"uid": str(foreign.uid), "do": "stop"}, headers=OWN)
    client.post(path, {"uid": "x", "do": "stop"}, headers=OWN)
    assert Subscription.objects.count() == 3
    answer = client.post(path, {"uid": str(one.uid), "do": "stop"}, headers=OWN)
    assert client.get(answer.url).content.decode().count('<li class="panel">') == 1
    assert client.get(path).status_code == 410
    assert client.post(address(other, links.MANAGE), {"do": "stop_all"}, headers=OWN).status_code == 200
    assert list(Subscription.objects.all()) == [foreign]


def test_link_to_manage_comes_by_mail(client):
    one = row()
    send(client, "/nl/subscriptions/", {"email": "READER@example.org"})
    tasks.sweep()
    path = re.search(r"http://localhost:8000(/nl/subscriptions/mine/\S+)", mail.outbox[0].body)[1]
    assert client.get(path).context["items"][0]["row"] == one
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert client.get(path).status_code == 410
