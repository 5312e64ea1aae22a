"""Kept pages: as templates make them, gone with the first change, never another reader's, never poisoned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from catalogue import kept
from catalogue.kept import keeps
from publications import publishing
from publications.models import Publication, PublicChange
from tests.factories.accounts import UserFactory
from tests.factories.publications import PublicationFactory

PAGE = "/en/projects/bridge/"
OWN = {"x-request-id", "server-timing", "date", "set-cookie"}


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The time by which pages are kept, which stands still; nothing is kept before or after."""
    at = [1_800_000_000.0]
    monkeypatch.setattr(kept.time, "time", lambda: at[0])
    for keep in keeps():
        keep.clear()
    yield at
    for keep in keeps():
        keep.clear()


@pytest.fixture
def bridge(transactional_db: None, now: list[float]) -> Publication:
    return PublicationFactory(code="bridge", acronym="BRIDGE", title={"en": "A bridge"}, partners=[{}])


def statements(act: Any) -> int:
    """How many statements an act sends, told by the driver's own log of the connection."""
    sent: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        act()
    return len(sent)


def test_kept_page_is_the_made_one_and_costs_one_statement(bridge: Publication, client: Client) -> None:
    for address in ("/en/", "/nl/projects/", PAGE, "/fr/calls/", "/en/projects/?q=bridge"):
        made = client.get(address)
        again = client.get(address)
        assert again.content == made.content
        assert {k: v for k, v in again.items() if k.lower() not in OWN} == {
            k: v for k, v in made.items() if k.lower() not in OWN
        }
        assert again["X-Request-ID"] != made["X-Request-ID"]
        assert statements(lambda address=address: client.get(address)) == 1
        assert made["Cache-Control"] == "public, no-cache"
        assert "Cookie" in made["Vary"]
        assert made["Content-Security-Policy"]


def test_unchanged_page_is_answered_with_304_by_one_statement(bridge: Publication, client: Client) -> None:
    made = client.get(PAGE)
    held = {"If-None-Match": made["ETag"]}
    for keep in keeps():
        keep.clear()  # as in another process
    assert statements(lambda: client.get(PAGE, headers=held)) == 1
    answer = client.get(PAGE, headers=held)
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", made["ETag"])
    assert answer["Cache-Control"] == "public, no-cache"
    assert client.get(PAGE, headers={"If-None-Match": f'"other", W/{made["ETag"]}'}).status_code == 304
    assert client.get(PAGE, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.head(PAGE, headers=held).status_code == 304


def test_page_is_dropped_the_moment_a_record_changes(bridge: Publication, client: Client) -> None:
    first = {address: client.get(address) for address in (PAGE, "/en/projects/", "/en/")}
    Publication.objects.filter(pk=bridge.pk).update(acronym="TUNNEL")
    for address, before in first.items():
        after = client.get(address, headers={"If-None-Match": before["ETag"]})
        assert (after.status_code, "TUNNEL" in after.content.decode()) == (200, True)
        assert after["Last-Modified"] >= before["Last-Modified"]
    bridge.delete()
    assert client.get(PAGE, headers={"If-None-Match": first[PAGE]["ETag"]}).status_code == 404


def test_page_that_did_not_change_keeps_its_etag_when_others_change(
    bridge: Publication, client: Client
) -> None:
    etag = client.get("/en/privacy/")["ETag"]
    PublicationFactory()
    answer = client.get("/en/privacy/", headers={"If-None-Match": etag})
    assert (answer.status_code, answer["ETag"]) == (304, etag)


def test_page_is_made_anew_each_minute(bridge: Publication, client: Client, now: list[float]) -> None:
    etag = client.get(PAGE)["ETag"]
    now[0] += 60
    assert statements(lambda: client.get(PAGE)) > 1
    assert client.get(PAGE, headers={"If-None-Match": etag}).status_code == 304


def test_date_alone_is_answered_too(bridge: Publication, client: Client) -> None:
    made = client.get("/en/projects/")
    held = {"If-Modified-Since": made["Last-Modified"]}
    assert client.get("/en/projects/", headers=held).status_code == 304
    assert client.get(PAGE, headers={"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}).status_code == 200
    assert client.get(PAGE, headers={"If-Modified-Since": "nonsense"}).status_code == 200


@pytest.mark.parametrize("address", [PAGE, "/en/projects/", "/en/projects/feed/"])
def test_date_alone_is_no_proof_when_something_public_changed_since(
    bridge: Publication, client: Client, address: str
) -> None:
    before = timezone.now() - timedelta(hours=1)
    other = PublicationFactory(code="other", data_date=before)
    Publication.objects.update(data_date=before)
    PublicChange.objects.update(at=before)
    held = {"If-Modified-Since": client.get(address)["Last-Modified"]}
    other.delete()
    Publication.objects.update(acronym="TUNNEL")
    after = client.get(address, headers=held)
    assert (after.status_code, "TUNNEL" in after.content.decode()) == (200, True)


def test_somebody_signed_in_gets_nothing_kept_and_leaves_nothing(bridge: Publication, client: Client) -> None:
    reader = Client()
    reader.force_login(UserFactory(name="Xaveria Quick"))
    own = reader.get("/en/projects/")
    assert own["Cache-Control"] == "no-store, private"
    assert "ETag" not in own
    assert [len(keep) for keep in keeps()] == [0, 0]
    public = client.get("/en/projects/")
    assert "Xaveria" not in public.content.decode()
    held = reader.get("/en/projects/", headers={"If-None-Match": public["ETag"]})
    assert (held.status_code, "Xaveria" in held.content.decode()) == (200, True)


def test_order_of_the_query_is_no_other_page(bridge: Publication, client: Client) -> None:
    client.get("/en/projects/?status=ongoing&q=bridge")
    assert statements(lambda: client.get("/en/projects/?q=bridge&status=ongoing")) == 1
    assert statements(lambda: client.get("/en/projects/?q=Bridge&status=ongoing")) > 1
    assert statements(lambda: client.get("/en/projects/?q=bridge&status=ongoing&status=closed")) > 1


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "https"},
        {"X-Original-URL": "/en/evil/"},
        {"X-Rewrite-URL": "/en/evil/"},
        {"X-HTTP-Method-Override": "POST"},
        {"Accept-Language": "fr"},
        {"Forwarded": "host=evil.example;proto=https"},
        {"Cookie": "django_language=fr; x=<script>"},
        {"Range": "bytes=0-1"},
        {"Accept": "application/json"},
        {"User-Agent": "<script>"},
        {"Referer": "https://evil.example/"},
    ],
)
def test_page_is_not_poisoned_by_headers(bridge: Publication, headers: dict[str, str]) -> None:
    first = Client().get("/en/projects/", headers=headers)
    assert "evil" not in first.content.decode()
    plain = Client().get("/en/projects/")
    for keep in keeps():
        keep.clear()
    assert plain.content == Client().get("/en/projects/").content


def test_hosts_and_schemes_do_not_share_pages(bridge: Publication, client: Client) -> None:
    client.get("/en/privacy/")
    assert statements(lambda: client.get("/en/privacy/")) == 1
    assert [len(keep) for keep in keeps()] == [1, 0]
    client.get("/en/privacy/", headers={"Host": "localhost"})
    client.get("/en/privacy/", secure=True)
    assert [len(keep) for keep in keeps()] == [3, 0]
    assert client.get("/en/privacy/", headers={"Host": "evil.example"}).status_code == 400


def test_made_up_queries_fill_a_bounded_room_and_leave_plain_pages(
    bridge: Publication, client: Client
) -> None:
    plain, asked = keeps()
    client.get("/en/privacy/")
    before = len(plain)
    for number in range(200):
        asked.put(number, kept.Page(b"x" * 20_000, ()), 20_000)
        assert asked.used <= asked.room
    assert len(plain) == before
    client.get(f"/en/privacy/?{'a' * (kept.LONGEST_QUERY + 1)}")
    assert statements(lambda: client.get("/en/privacy/")) == 1


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ff%fe", "q=%ed%a0%80", "&&==&", "q=%", "q=" + "%F0%9F%8C%89" * 30, "page=-1", ";"]
)
def test_odd_queries_get_a_page_or_a_refusal(bridge: Publication, client: Client, query: str) -> None:
    first, second = (client.get(f"/en/projects/?{query}") for _ in range(2))
    assert first.status_code == second.status_code
    assert first.status_code in {200, 400}
    assert first.content == second.content


@pytest.mark.parametrize("etag", ["*", "nonsense", '"', '""', 'W/"x', '"' + "a" * 5_000 + '"', "é"])
def test_odd_etags_get_an_answer(bridge: Publication, client: Client, etag: str) -> None:
    assert client.get(PAGE, headers={"If-None-Match": etag}).status_code == (304 if etag == "*" else 200)


def test_answers_that_are_no_pages_are_not_kept(bridge: Publication, client: Client) -> None:
    client.get("/")
    client.get("/en/nothing/")
    client.get("/en/projects/nothing/")
    client.post("/en/projects/")
    client.get("/en/account/login/")
    assert [len(keep) for keep in keeps()] == [0, 0]
    assert client.get("/", headers={"Accept-Language": "fr"})["Location"] == "/fr/"
    assert client.get("/", headers={"Accept-Language": "nl"})["Location"] == "/nl/"


def test_what_is_asked_for_by_htmx_or_with_a_message_is_made_each_time(
    bridge: Publication, client: Client
) -> None:
    client.get(PAGE)
    assert statements(lambda: client.get(PAGE, headers={"HX-Request": "true"})) > 1
    client.cookies["messages"] = "something"
    assert statements(lambda: client.get(PAGE)) > 1


def test_nothing_is_kept_of_an_open_transaction(db: None, client: Client, now: list[float]) -> None:
    PublicationFactory(code="bridge")
    assert client.get(PAGE)["ETag"]
    assert [len(keep) for keep in keeps()] == [0, 0]


def test_withdrawn_record_is_gone_at_once(bridge: Publication, client: Client) -> None:
    client.get(PAGE)
    assert publishing.Publication.objects.filter(code="bridge").delete()[0]
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/en/projects/",
        "/en/projects/?q=bridge&sort=name",
        PAGE,
        "/en/projects/map/?year=unknown",
        "/en/projects/figures/",
        "/en/projects/network/",
        "/en/regions/",
    ],
)
def test_a_page_that_is_not_kept_asks_four_statements_at_most(
    bridge: Publication, client: Client, address: str
) -> None:
    client.get(address)
    for keep in keeps():
        keep.clear()
    assert statements(lambda: client.get(address)) <= 4
