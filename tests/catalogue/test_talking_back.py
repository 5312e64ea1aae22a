"""What readers tell back: remarks that are looked over and sent once, answers of nobody, ways to share."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.throttle import Limit
from core.robots import SOONEST
from publications.models import Answer, Remark
from publications.talking_back import answers, remarks
from publications.talking_back.subjects import find
from tests.factories.calls import CallFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db

OWN = {"Sec-Fetch-Site": "same-origin"}
FROM_BRIDGE = {**OWN, "Referer": "http://testserver/fr/projects/bridge/?x=secret"}
FILLED = {"topic": "money", "wrong": "The budget is 1.", "right": "It is 2.", "source": "Annual report"}
HERE = "/en/remarks/new/?about=project&key=bridge"


@pytest.fixture
def bridge():
    edition = ProgrammePeriodFactory(programme=ProgrammeFactory(code="HERE", slug="here"))
    return PublicationFactory(programme_period=edition, code="bridge", acronym="BRIDGE")


@pytest.fixture
def strict():
    """A browser whose forms are checked for the token of the session, as in production."""
    return Client(enforce_csrf_checks=True)


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))


def later():
    return time_machine.travel(timezone.now() + timedelta(seconds=SOONEST + 1), tick=False)


def reviewed(client, data=FILLED, address=HERE):
    """What the second page would send."""
    stamp = hidden(client.get(address))["stamp"]
    with later():
        page = client.post(address, {**data, "stamp": stamp}, headers=OWN)
    assert page.status_code == 200
    return hidden(page)


def test_remark_is_looked_over_and_sent_once(strict, bridge):
    data = reviewed(strict)
    assert not Remark.objects.exists()
    assert data["wrong"] == FILLED["wrong"]
    with later():
        answers_ = [strict.post(HERE, {**data, "do": "send"}, headers=OWN) for _time in range(20)]
    assert {one.status_code for one in answers_} == {302}
    one = Remark.objects.get()
    assert (one.programme, one.about, one.key, one.title) == ("HERE", "project", "bridge", "BRIDGE")
    assert (one.topic, one.wrong, one.right, one.source, one.email, one.state) == (
        "money",
        "The budget is 1.",
        "It is 2.",
        "Annual report",
        "",
        "new",
    )
    assert "Back to BRIDGE" in strict.get(answers_[0].url).content.decode()
    assert "The budget is 1." not in strict.get("/en/projects/bridge/").content.decode()


def test_robot_that_skips_or_alters_the_second_page_gets_nowhere(client, bridge):
    data = reviewed(client)
    with later():
        for forged in (
            {**data, "do": "send", "seal": ""},
            {**data, "do": "send", "wrong": "Buy pills"},
            {**data, "do": "send", "homepage": "x"},
            {**data, "do": "send", "stamp": "forged"},
        ):
            assert client.post(HERE, forged, headers=OWN).status_code in {200, 400}
    assert client.post(HERE, {**data, "do": "send"}).status_code == 403
    assert not Remark.objects.exists()


def test_change_leads_back_to_the_form_with_all_that_was_typed(client, bridge):
    data = reviewed(client)
    with later():
        page = client.post(HERE, {**data, "do": "change"}, headers=OWN)
    assert page.status_code == 200
    assert "The budget is 1.</textarea>" in page.content.decode()


def test_remarks_beyond_the_limit_of_a_network_wait(strict, bridge, monkeypatch):
    monkeypatch.setattr(remarks, "NETWORK", Limit("remarks of a test", 1, 3600))
    first, second = reviewed(strict), reviewed(strict)
    with later():
        said = [strict.post(HERE, {**data, "do": "send"}, headers=OWN) for data in (first, second)]
    assert [answer.status_code for answer in said] == [302, 429]
    assert FILLED["wrong"] in said[1].content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic": "x"},
        {"wrong": ""},
        {"wrong": "x" * 4001},
        {"email": "a@b\nBcc: c@example.org"},
    ],
)
def test_wrong_remarks_come_back(client, bridge, wrong):
    stamp = hidden(client.get(HERE))["stamp"]
    with later():
        answer = client.post(HERE, {**FILLED, "stamp": stamp, **wrong}, headers=OWN)
    assert answer.status_code == 400
    assert "error-summary" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?about=x&key=y",
        "?about=project&key=nothing",
        "?about=project&key=%ED%A0%80",
        "?about=call&key=" + "k" * 9999,
    ],
)
def test_remark_about_nothing_says_where_to_go(client, query):
    page = client.get(f"/en/remarks/new/{query}")
    assert page.status_code == 200
    assert 'name="stamp"' not in page.content.decode()


@pytest.mark.parametrize(
    ("page", "about"),
    [
        ("/fr/projects/bridge/", ("project", "bridge")),
        ("/en/programmes/here/", ("programme", "here")),
        ("/en/calls/one/", ("call", "one")),
        ("/en/projects/", None),
    ],
)
def test_page_before_says_what_a_remark_is_about(client, bridge, page, about):
    CallFactory(code="one")
    shown = client.get("/en/remarks/new/", headers={"Referer": f"http://testserver{page}"})
    subject = (shown.context or {}).get("subject")
    assert (subject and (subject.about, subject.key)) == about


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one_remark(bridge):
    subject = find("project", "bridge")

    def say(_number):
        try:
            given = {"topic": "name", "wrong": "x", "right": "", "source": "", "email": ""}
            return remarks.say(subject, **given, language="en", network="192.0.2.1", mark="same").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert len(set(pool.map(say, range(20)))) == 1
    assert Remark.objects.count() == 1


def test_answer_is_of_nobody_and_leads_back(strict, bridge):
    page = strict.post("/fr/answer/", {"found": "partly"}, headers=FROM_BRIDGE)
    one = Answer.objects.get()
    assert (one.page, one.path, one.language, one.found, one.words) == (
        "project",
        "/fr/projects/bridge/",
        "fr",
        "partly",
        "",
    )
    assert page.cookies == {}
    data = hidden(page)
    assert 'href="/fr/projects/bridge/?x=secret"' in page.content.decode()
    for words in ("The budget", "again"):
        thanks = strict.post("/fr/answer/words/", {**data, "words": words}, headers=OWN)
        assert thanks.status_code == 200
    one.refresh_from_db()
    assert one.words == "The budget"


def test_answer_takes_its_place_with_htmx(client):
    page = client.post("/en/answer/", {"found": "yes"}, headers={**OWN, "HX-Request": "true"})
    assert page.content.decode().lstrip().startswith('<div class="answer-thanks"')


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        ({"found": "maybe"}, OWN, 400),
        ({}, OWN, 400),
        ({"found": "yes", "homepage": "x"}, OWN, 400),
        ({"found": "yes"}, {}, 403),
        ({"found": "yes"}, {"Origin": "https://evil.example"}, 403),
    ],
)
def test_answers_of_robots_do_not_count(client, data, headers, status):
    assert client.post("/en/answer/", data, headers=headers).status_code == status
    assert not Answer.objects.exists()


def test_way_back_stays_on_this_site(client):
    for back in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        page = client.post("/en/answer/words/", {"back": back, "token": "x"}, headers=OWN)
        assert "evil" not in page.content.decode()
        assert "javascript:alert" not in page.content.decode()
    shown = client.get("/en/share/", headers={"Referer": "https://evil.example/en/"})
    assert shown.context["url"] == "http://localhost:8000/en/"


def test_many_answers_from_a_network_are_told_to_wait(client):
    statuses = [client.post("/en/answer/", {"found": "no"}, headers=OWN).status_code for _n in range(61)]
    assert statuses == [200] * 60 + [429]


def test_words_come_in_time_only():
    token = answers.answer("no", path="/en/", language="en", network="192.0.2.1")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert not answers.add_words(token, "late")
    assert not answers.add_words("1:x:y", "forged")
    assert answers.add_words(token, "in\x00 time")
    assert Answer.objects.get().words == "in time"


def test_foot_of_public_pages_holds_no_token_and_share_knows_the_page(client, bridge):
    page = client.get("/en/projects/bridge/")
    foot = page.content.decode().split('<aside class="readers-foot"')[1].split("</aside>")[0]
    assert "csrf" not in foot
    assert "Found what you looked for?" in foot
    assert "csrftoken" not in page.cookies
    shown = client.get("/en/share/", headers=FROM_BRIDGE)
    assert shown.context["url"] == "http://localhost:8000/fr/projects/bridge/?x=secret"


def test_foot_of_a_page_names_what_the_page_is_about(client, bridge):
    for path, asked in (
        ("/en/projects/bridge/", "?about=project&amp;key=bridge"),
        ("/fr/programmes/here/", "?about=programme&amp;key=here"),
        ("/en/projects/", ""),
        ("/en/nowhere/", None),
    ):
        links = re.findall(r'href="/\w\w/remarks/new/([^"]*)"', client.get(path).content.decode())
        assert links == ([] if asked is None else [asked]), path
    form = client.get("/en/remarks/new/?about=project&key=bridge")
    assert form.context["subject"].title == "BRIDGE"
