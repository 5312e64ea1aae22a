"""Citations as text and files, and the pictures of social cards."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from catalogue import social_cards
from catalogue.citing import Citation
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory

CITED = Citation(
    code="river_1",
    name="R&D 100%",
    title="A {bridge} of\nten_metres",
    programme="Interreg River",
    site="Portal",
    address="https://portal.example/en/projects/river_1/",
    data_day=date(2026, 3, 4),
)


def test_sentence_names_all_and_the_day_of_the_data():
    assert CITED.sentence == (
        "Interreg River. (2026). R&D 100%: A {bridge} of\nten_metres [Funded project, river_1]. Portal. "
        "Data as of 4 March 2026. https://portal.example/en/projects/river_1/"
    )


def test_bibtex_escapes_what_latex_would_read():
    assert CITED.bibtex.splitlines() == [
        "@misc{river-1,",
        "  author = {{Interreg River}},",
        r"  title = {{R\&D 100\%: A \{bridge\} of ten\_metres}},",
        "  year = {2026},",
        "  publisher = {Portal},",
        r"  number = {river\_1},",
        "  note = {Data of 2026-03-04},",
        "  url = {https://portal.example/en/projects/river_1/}",
        "}",
    ]


def test_ris_has_a_line_for_each_fact():
    assert CITED.ris == (
        "TY  - DATA\r\nAU  - Interreg River\r\nTI  - R&D 100%: A {bridge} of ten_metres\r\nPY  - 2026\r\n"
        "DA  - 2026/03/04\r\nPB  - Portal\r\nAN  - river_1\r\n"
        "UR  - https://portal.example/en/projects/river_1/\r\nER  - \r\n"
    )


@pytest.fixture
def bridge(db):
    edition = ProgrammePeriodFactory(programme=ProgrammeFactory(code="RIVER", slug="river"))
    return PublicationFactory(
        programme_period=edition,
        code="bridge",
        acronym="BRIDGE",
        title={"en": "A bridge"},
        eu_funding=Decimal("600000.00"),
        data_date=datetime(2026, 3, 4, 12, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("bib", "application/x-bibtex; charset=utf-8", "@misc{bridge,"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - DATA\r\n"),
    ],
)
def test_citation_is_a_file(client, bridge, form, kind, begins):
    answer = client.get(f"/en/projects/bridge/citation.{form}")
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"] == f'attachment; filename="bridge.{form}"'
    assert answer.content.decode().startswith(begins)


@pytest.mark.parametrize("path", ["bridge/citation.doc", "nothing/citation.bib", "bridge/card-de.png"])
def test_unknown_file_is_not_found(client, bridge, path):
    assert client.get(f"/en/projects/{path}").status_code == 404


def test_page_offers_link_and_citation_without_scripts(client, bridge, settings):
    settings.PORTAL_URL = "https://portal.example"
    page = BeautifulSoup(client.get("/en/projects/bridge/").content, "html.parser")
    assert page.select_one("#copy-link")["value"] == "https://portal.example/en/projects/bridge/"
    assert (
        page.select_one("#copy-citation").get_text().startswith("Programme RIVER. (2026). BRIDGE: A bridge")
    )
    assert all(button.has_attr("hidden") for button in page.select("[data-copy-button]"))


def test_card_is_drawn_once_and_known_again(client, bridge):
    first = client.get("/en/projects/bridge/card-en.png")
    picture = Image.open(io.BytesIO(first.content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(first.content) < 60_000
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get("/en/projects/bridge/card-en.png", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    french = client.get("/en/projects/bridge/card-fr.png")
    assert french["ETag"] != first["ETag"], "the words are French"
    bridge.acronym = "BRIDGES"
    bridge.save()
    assert client.get("/en/projects/bridge/card-en.png")["ETag"] != first["ETag"]


def test_only_so_many_cards_are_drawn_in_a_minute(client, bridge, monkeypatch):
    monkeypatch.setattr(social_cards, "DRAWN_A_MINUTE", 0)
    monkeypatch.setattr(social_cards, "EDITION", 999)
    answer = client.get("/en/projects/bridge/card-en.png")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")


@pytest.mark.parametrize(
    "words", ["", "x" * 5000, "a \x00 b\ud800 c", "مرحبا 你好 " * 50, "W" * 61 + " tail"]
)
def test_any_words_can_be_drawn(words):
    card = social_cards.Card(words, words, words, "FWVL", words, words)
    assert social_cards.draw(card)[:8] == b"\x89PNG\r\n\x1a\n"
