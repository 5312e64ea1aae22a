"""The poster: one tagged sheet of A3 with emblem, statement and address, whatever the record says."""

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from documents import rendering
from documents.models import Document
from publications import poster
from publications.models import Publication
from tests.documents.pdf_checks import faults_of
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def made(language="en", **facts):
    record = PublicationFactory(**{"code": "bridge", "acronym": "BRIDGE", **facts})
    found = Publication.objects.for_page().get(pk=record.pk)
    content = rendering.to_pdf(poster.ask(found, language, network="192.0.2.1"))
    pages = PdfReader(io.BytesIO(content)).pages
    return content, pages, " ".join(pages[0].extract_text().split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["BRIDGE", "€ 740.740,73", "Wij bouwen.", "/nl/documents/"]),
        ("en", ["BRIDGE", "€740,740.73", "We build.", "Co-funded by the European Union", "/en/documents/"]),
    ],
)
def test_poster_is_one_sheet_of_a3_with_the_facts_of_the_record(language, words):
    content, pages, text = made(
        language, summary={"nl": "Wij bouwen.", "en": "We build."}, eu_funding=Decimal("740740.73")
    )
    assert [word for word in words if word not in text.replace("\xa0", " ")] == []
    assert [round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:]] == [297, 420]
    assert len(pages) == 1
    assert faults_of(content, language) == []
    assert len(content) < 60_000


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"acronym": "W" * 100, "title": {"en": "Long words " * 40}, "summary": {"en": "x" * 3000}},
        {"acronym": "<b>שיתוף</b>", "title": {"en": "file:///etc/passwd \u202e 🙂 漢字"}},
        {"partners": [{"name": "Université " * 20, "country": "FR", "role": "lead"}] * 50},
    ],
    ids=["empty", "long", "hostile", "50 partners"],
)
def test_poster_stays_on_its_sheet(facts):
    content, pages, _text = made(**facts)
    assert len(pages) == 1
    assert faults_of(content) == []


def test_poster_without_money_says_nothing_of_it():
    assert "contributes" not in made(eu_funding=None)[2]
    assert "€0.00" in made(code="nil", eu_funding=Decimal(0))[2]


def test_poster_is_asked_for_on_its_page(client, django_capture_on_commit_callbacks):
    PublicationFactory(code="bridge", acronym="BRIDGE")
    address = "/en/projects/bridge/poster/"
    assert client.get("/en/projects/bridge/poster-nl.pdf").status_code == 503
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"language": "nl"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert Document.objects.get().kind == "poster"
    assert client.get("/en/projects/bridge/poster-nl/").status_code == 200
    ready = client.get("/en/projects/bridge/poster-nl.pdf")
    assert b"".join(ready.streaming_content)[:5] == b"%PDF-"
    assert (
        client.post(address, {"language": "de"}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 404
    )


def test_posters_are_not_asked_for_without_end(client):
    PublicationFactory(code="bridge", acronym="BRIDGE")
    own = {"Sec-Fetch-Site": "same-origin"}
    answers = [
        client.post("/en/projects/bridge/poster/", {"language": "nl"}, headers=own).status_code
        for _ in range(31)
    ]
    assert answers == [302] * 30 + [429]
    assert Document.objects.count() == 1
