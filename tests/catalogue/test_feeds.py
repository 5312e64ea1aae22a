"""Feeds of searches and calls: what RFC 4287 asks, names for ever, dates of the facts, 304 for who knows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from calls.states import CallState
from catalogue.feeds import ENTRIES
from publications.models import Publication
from tests.factories.calls import CallFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def read(client, address, **headers):
    answer = client.get(address, **headers)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def texts(tree, path):
    return [str(one.text if hasattr(one, "text") else one) for one in tree.xpath(path, namespaces=ATOM)]


@pytest.fixture
def bridge():
    edition = ProgrammePeriodFactory(programme=ProgrammeFactory(code="HERE", slug="here"))
    return PublicationFactory(
        programme_period=edition,
        code="bridge",
        acronym="BRIDGE",
        title={"nl": "Een brug", "en": "A <bridge> & more"},
        summary={"en": "We build\x0b a bridge \ufffe."},
        data_date=WHEN,
        first_published_at=WHEN - timedelta(days=9),
    )


def test_feed_has_all_that_the_rfc_asks(client, bridge):
    tree = read(client, "/en/projects/feed/?q=bridge&programme=here")
    for path in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:link[@rel='self']/@href"):
        assert len(texts(tree, f"/a:feed/{path}")) == 1
    for path in (
        "a:id",
        "a:title",
        "a:updated",
        "a:published",
        "a:summary",
        "a:link[@rel='alternate']/@href",
    ):
        assert len(texts(tree, f"//a:entry/{path}")) == 1
    assert texts(tree, "//a:entry/a:title") == ["BRIDGE – A <bridge> & more"]
    assert texts(tree, "//a:entry/a:summary") == ["We build a bridge ."]
    assert (
        texts(tree, "//a:entry/a:updated")
        == texts(tree, "/a:feed/a:updated")
        == ["2026-03-04T05:06:07+00:00"]
    )
    assert texts(tree, "//a:entry/a:id") == ["tag:localhost,2026:en/project:bridge"]
    assert texts(tree, "/a:feed/a:id") == ["tag:localhost,2026:en/projects?q=bridge&programme=here"]
    assert texts(tree, "/a:feed/a:subtitle") == ["“bridge”; Programme: Programme HERE"]
    assert texts(tree, "/a:feed/a:link[@rel='self']/@href") == [
        "http://localhost:8000/en/projects/feed/?q=bridge&programme=here"
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Land: België of Nederland"),
        ("fr", "Pays\xa0: Belgique ou Pays-Bas"),
        ("en", "Country: Belgium or Netherlands"),
    ],
)
def test_feed_says_its_search_in_its_language(client, bridge, language, said):
    tree = read(client, f"/{language}/projects/feed/?country=BE,NL")
    assert texts(tree, "/a:feed/a:subtitle") == [said]


def test_feed_is_the_same_for_addresses_that_mean_the_same(client, bridge):
    first = client.get("/en/projects/feed/?programme=here&q=bridge&sort=name&page=3&utm_source=x")
    second = client.get("/en/projects/feed/?q=bridge&programme=here")
    assert (first.content, first["ETag"]) == (second.content, second["ETag"])


def test_feed_answers_304_until_a_fact_changes(client, bridge):
    etag = client.get("/en/projects/feed/")["ETag"]
    again = client.get("/en/projects/feed/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    Publication.objects.update(data_date=WHEN + timedelta(days=1))
    assert client.get("/en/projects/feed/", headers={"If-None-Match": etag}).status_code == 200


def test_feed_is_bounded_and_asks_no_more_for_more(client, bridge):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get("/en/projects/feed/")
        return len(caught)

    few = queries()
    for _number in range(ENTRIES + 5):
        PublicationFactory(programme_period=bridge.programme_period)
    assert queries() == few <= 3
    assert len(texts(read(client, "/en/projects/feed/"), "//a:entry")) == ENTRIES


@pytest.mark.parametrize(
    "query",
    ["?q=%ED%A0%80%0B", "?q=" + "x" * 5000, "?theme=%00x", "?country=ZZ&country=%22%3E", "?year=-1", "?q="],
)
def test_feed_of_an_odd_search_is_a_feed_or_refused(client, bridge, query):
    answer = client.get(f"/en/projects/feed/{query}")
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        etree.fromstring(answer.content)


def test_empty_feed_has_a_date_that_stays(client):
    tree = read(client, "/nl/projects/feed/")
    assert texts(tree, "/a:feed/a:updated") == ["2026-01-01T00:00:00+00:00"]
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"


def test_calls_feed_shows_announced_calls(client):
    CallFactory(code="one-open", published_at=WHEN)
    CallFactory(code="one-draft", state=CallState.DRAFT)
    tree = read(client, "/en/calls/feed/?phase=open&page=2")
    assert texts(tree, "//a:entry/a:id") == ["tag:localhost,2026:en/call:one-open"]
    assert texts(tree, "//a:entry/a:updated") == ["2026-03-04T05:06:07+00:00"]
    assert texts(tree, "/a:feed/a:id") == ["tag:localhost,2026:en/calls?phase=open"]
    etag = client.get("/en/calls/feed/")["ETag"]
    assert client.get("/en/calls/feed/", headers={"If-None-Match": etag}).status_code == 304
