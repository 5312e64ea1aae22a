"""Summaries of records from lists: made when a reader asks, without JavaScript, and not too many."""

import pytest

from documents.models import Document
from documents.states import DocumentState
from publications import summary
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _record():
    PublicationFactory(code="bridge", source="list:keep.eu")


def ask(client, language="fr"):
    return client.post("/en/projects/bridge/summary/", {"language": language}, headers=OWN)


def test_a_reader_has_the_summary_made_that_is_not_there(client):
    page = client.get("/en/projects/bridge/").content.decode()
    assert 'action="/en/projects/bridge/summary/"' in page
    assert page.count("Make the summary") == 3
    answer = ask(client)
    assert (answer.status_code, answer["Location"]) == (302, "/en/projects/bridge/summary/")
    document = Document.objects.get()
    assert (document.kind, document.language, document.is_bulk) == ("funding_summary", "fr", False)
    shown = client.get("/en/projects/bridge/summary/").content.decode()
    assert shown.count("Make the summary") == 2
    assert "this document is being made" in shown
    assert "It is the next one. How long that takes is not known" in " ".join(shown.split())


def test_asking_again_makes_no_second_one_and_an_expired_one_is_made_anew(client):
    ask(client), ask(client)
    assert Document.objects.count() == 1
    Document.objects.update(state=DocumentState.EXPIRED)
    ask(client)
    assert Document.objects.get().state == DocumentState.QUEUED


@pytest.mark.parametrize("language", ["de", "", "\x00", "nl" * 1000])
def test_other_languages_are_not_found(client, language):
    assert ask(client, language).status_code == 404


def test_a_network_that_asks_for_very_many_has_to_wait(client, monkeypatch):
    monkeypatch.setattr(summary, "NETWORK", summary.throttle.Limit(summary.NETWORK.name, 1, 3600))
    assert ask(client, "nl").status_code == 302
    refused = ask(client, "fr")
    assert refused.status_code == 429
    assert "Many summaries were requested" in refused.content.decode()
    assert Document.objects.count() == 1
