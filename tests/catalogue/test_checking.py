"""The page of a document's number: whether a copy is current, and nothing of what a private one holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from documents.models import Document
from documents.numbers import printed
from documents.states import DocumentState
from publications import summary
from publications.models import Publication
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def summary_of(code="bridge", **facts):
    record = PublicationFactory(code=code, acronym="BRIDGE", **facts)
    return summary.request_all(Publication.objects.for_page().get(pk=record.pk))[0]


def as_ready(document):
    Document.objects.filter(pk=document.pk).update(
        state=DocumentState.READY, sha256="a" * 64, finished_at=timezone.now()
    )


def page(client, document, status=200):
    answer = client.get(f"/en/documents/{printed(document.number)}/")
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_page_says_that_a_copy_is_current_and_what_it_is_about(client):
    document = summary_of()
    as_ready(document)
    text = page(client, document)
    assert "This is the current copy." in text
    assert "BRIDGE</dd>" in text
    assert f"/{document.language}/projects/bridge/" in text
    assert document.data_hash in text
    assert '<meta name="robots" content="noindex">' in text


def test_page_leads_to_the_copy_that_took_its_place(client):
    old = summary_of()
    as_ready(old)
    Document.objects.filter(pk=old.pk).update(requested_at=timezone.now() - timedelta(days=1))
    Publication.objects.update(total_budget=5)
    new = summary.request_all(Publication.objects.for_page().get())[0]
    assert "A newer copy is being made." in page(client, old)
    as_ready(new)
    text = page(client, old)
    assert "This copy was replaced by a newer one." in text
    assert f"/en/documents/{printed(new.number)}/" in text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": "queued"}, "This document is still being made."),
        ({"state": "failed"}, "could not be made"),
        ({"state": "withdrawn", "data": {}}, "This document was withdrawn."),
        ({"state": "expired", "data": {}, "sha256": "a"}, "This is the current copy."),
        ({"state": "ready", "sha256": "a", "stale_at": timezone.now()}, "A newer copy is being made."),
    ],
    ids=["waiting", "failed", "withdrawn", "expired", "stale"],
)
def test_page_tells_each_state(client, facts, words):
    document = summary_of()
    Document.objects.filter(pk=document.pk).update(**facts)
    assert words in page(client, document)


def test_page_of_a_private_document_says_nothing_of_what_it_holds(client):
    document = Document.objects.create(
        kind="letter",
        subject="message:1",
        language="nl",
        template_revision="1",
        data_hash="cd" * 32,
        data={"subject": "A quarry", "code": "SECRET-1"},
        state=DocumentState.READY,
        sha256="a" * 64,
    )
    text = page(client, document)
    assert "This is the current copy." in text
    assert "Letter" in text
    assert [word for word in ("quarry", "SECRET", "message:", "cd" * 32) if word in text] == []


@pytest.mark.parametrize(
    "number",
    ["7K3M-9QXA-P2RT", "x", "%ED%A0%80", "%F0%9F%99%82", "a" * 3000, "..%2F..", "<script>", "%C2%AD"],
)
def test_page_of_no_number_is_not_found(client, number):
    assert client.get(f"/en/documents/{number}/").status_code == 404
    assert client.get("/en/documents/%00/").status_code == 400


def test_form_leads_to_the_page_of_a_number_or_says_how_to_type_it(client):
    found = client.get("/en/documents/", {"number": " 7k3m 9qxa p2rt"})
    assert (found.status_code, found["Location"]) == (302, "/en/documents/7K3M-9QXA-P2RT/")
    assert client.get("/en/documents/7k3m9qxap2rt/")["Location"] == "/en/documents/7K3M-9QXA-P2RT/"
    for typed in ("7K3M", "\ud800", "<script>alert(1)</script>" * 500):
        answer = client.get("/en/documents/", {"number": typed.encode("utf-8", "surrogatepass")})
        assert answer.status_code == 200
        assert "Type the twelve characters" in answer.content.decode()
        assert "<script>alert" not in answer.content.decode()


def test_page_reads_two_statements_at_most(client, django_assert_max_num_queries):
    document = summary_of()
    as_ready(document)
    page(client, document)
    with django_assert_max_num_queries(3):
        page(client, document)
