"""The leaflet of a region: exactly two sheets of A4 in each language, figures as stated with their source."""

import base64
import hashlib
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pypdf import PdfReader

from documents import rendering
from editorial import leaflet
from editorial.models import Picture, Piece
from programmes.models import Region
from tests.documents.pdf_checks import faults_of
from tests.factories.programmes import ProgrammePeriodFactory, ProgrammingPeriodFactory, RegionFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def fact(key, label, kind, value, **more):
    named = {"nl": f"{label} nl", "fr": f"{label} fr", "en": label}
    return {
        "key": key,
        "label": named,
        "kind": kind,
        "value": value,
        "codes": ["BE32"],
        "source": "seed",
        **more,
    }


FACTS = [
    fact("projects", "Projects", "number", 114),
    fact("partners", "Partners", "number", 107),
    fact("others", "Other partners", "number", 245),
    fact("budget", "Budget", "money", 174000000, approximate=True),
    fact("erdf", "Of which ERDF", "money", 82800000, approximate=True),
    fact("aims", "Aims", "texts", [{"nl": "Groei", "fr": "Croissance", "en": "Growth"}]),
]


@pytest.fixture
def edition():
    RegionFactory(code="BE32", name="Prov. Hainaut")
    return ProgrammePeriodFactory(facts=FACTS, period=ProgrammingPeriodFactory(code="2007-2013"))


def story_of(record, **fields):
    said = {
        "title": {"en": "A plan for disasters"},
        "lead": {"en": "Teams train together."},
        "body": {"en": "Before.\n\n> We know each other now.\n> — Fire officer, Tournai\n\nAfter."},
        "state": "published",
        "published_at": timezone.now(),
        **fields,
    }
    piece = Piece.objects.create(
        programme=record.programme_period.programme, kind="story", slug=f"s-{record.pk}", **said
    )
    piece.projects.add(record)
    return piece


def made(language="en"):
    document = leaflet.ask(Region.objects.get(code="BE32"), language, network="192.0.2.1")
    content = rendering.to_pdf(document)
    pages = PdfReader(io.BytesIO(content)).pages
    return content, pages, " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["114", "107", "245", "€174,000,000", "€82,800,000", "Growth", "BRIDGE"]),
        ("nl", ["114", "82.800.000", "Groei", "Projects nl"]),
        ("fr", ["114", "Croissance", "Projects fr"]),
    ],
)
def test_leaflet_is_two_sheets_of_a4_with_the_stated_figures(edition, language, words):
    PublicationFactory(programme_period=edition, acronym="BRIDGE")
    content, pages, text = made(language)
    assert [word for word in words if word not in text.replace("\xa0", " ")] == []
    assert [round(float(side) / 72 * 25.4) for page in pages for side in page.mediabox[2:]] == [210, 297] * 2
    assert faults_of(content, language) == []


@pytest.mark.parametrize("length", [0, 1, 100])
def test_leaflet_stays_on_two_sheets_whatever_there_is_to_tell(edition, length):
    for _number in range(6 if length else 0):
        record = PublicationFactory(
            programme_period=edition,
            acronym="W" * max(1, length),
            title={"en": "Long words " * length},
            summary={"en": "<b>x</b> 漢字 " * length * 20},
            partners=[{"name": "Université " * 20, "country": "FR", "role": "partner"}] * 10,
        )
        story_of(record)
    assert len(made()[1]) == 2


def test_story_brings_quote_and_picture_to_its_project(edition):
    name = default_storage.save("pictures/dot.png", ContentFile(DOT))
    record = PublicationFactory(programme_period=edition, acronym="APPORT")
    picture = Picture.objects.create(
        programme=edition.programme,
        name="dot.png",
        file=name,
        sha256=hashlib.sha256(DOT).hexdigest(),
        content_type="image/png",
        state="clean",
        widths=[480],
        alt={"en": "A fire engine"},
    )
    story_of(record, picture=picture)
    content, pages, text = made()
    assert "We know each other now." in text
    assert "Fire officer, Tournai" in text
    assert [len(page.images) for page in pages][1] == 1
    assert faults_of(content, "en") == []


def test_story_that_is_not_published_is_not_told(edition):
    story_of(PublicationFactory(programme_period=edition), state="draft", published_at=None)
    assert "We know each other" not in made()[2]


def test_region_of_which_nothing_is_stated_has_no_leaflet(edition):
    assert leaflet.data_of(RegionFactory(code="BE33")) is None


def test_quote_is_the_first_block_with_who_said_it():
    assert leaflet.quote_of({"en": "One\n\n> Two\n> three\n> -- Four\n\n> Five", "fr": "rien"}) == {
        "en": {"words": "Two three", "who": "Four"}
    }


def test_page_of_the_region_shows_the_figures_with_their_source(edition, client):
    page = client.get("/en/regions/BE32/").content.decode()
    assert "Figures of earlier periods" in page
    assert "114" in page
    assert "/en/regions/BE32/leaflet/" in page
    assert client.get("/en/regions/BE32/leaflet/").status_code == 200
