"""Social cards of programmes, partners, regions, calls and good practices: named by the page, drawn once."""

import io

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from PIL import Image

from catalogue import page_cards
from knowledge.models import PublishedPractice
from tests.factories.calls import CallFactory
from tests.factories.knowledge import published
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def _page(kind: str) -> str:
    """The address of a page of this kind, made for the test."""
    if kind == "programme":
        programme = ProgrammeFactory()  # type: ignore[no-untyped-call]
        return reverse("catalogue:programme", args=[programme.slug])  # type: ignore[attr-defined]
    if kind == "call":
        return reverse("catalogue:call", args=[CallFactory().code])  # type: ignore[no-untyped-call, attr-defined]
    if kind == "practice":
        published()
        practice = PublishedPractice.objects.get()
        return reverse("catalogue:good_practice", args=[practice.platform.slug, practice.code])
    region = RegionFactory(code="BE234")  # type: ignore[no-untyped-call]
    partner = {"name": "Stad Gent", "country": "BE", "city": "Gent", "region": region.pk}  # type: ignore[attr-defined]
    record = PublicationFactory(partners=[partner])  # type: ignore[no-untyped-call]
    if kind == "partner":
        organisation = record.partners.get().organisation  # type: ignore[attr-defined]
        return reverse("catalogue:organisation", args=[organisation.slug])
    return reverse("catalogue:region", args=["BE234"])


@pytest.mark.parametrize("kind", [*page_cards.KINDS])
def test_page_names_its_card_and_the_card_is_a_picture(client: Client, kind: str) -> None:
    page = client.get(_page(kind))
    assert page.status_code == 200
    soup = BeautifulSoup(page.content, "html.parser")
    named = soup.select_one('meta[property="og:image"]')
    words = soup.select_one('meta[property="og:image:alt"]')
    title = soup.select_one("h1")
    assert named
    assert words
    assert title
    assert words["content"] == title.get_text(strip=True)
    address = str(named["content"]).partition("://")[2].partition("/")[2]
    assert address.startswith(f"en/cards/{kind}/")
    picture = client.get(f"/{address}")
    drawn = Image.open(io.BytesIO(picture.content))
    assert (drawn.format, drawn.size) == ("PNG", (1200, 630))
    again = client.get(f"/{address}", headers={"If-None-Match": picture["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"/{address.replace('/en.png', '/nl.png')}")
    assert other["ETag"] != picture["ETag"], "the words are Dutch"


@pytest.mark.parametrize("kind", [*page_cards.KINDS, "other"])
@pytest.mark.parametrize("key", ["nothing", "a.b", "%00", "x" * 900, "%ED%A0%80"])
def test_unknown_cards_are_not_found(client: Client, kind: str, key: str) -> None:
    assert client.get(f"/en/cards/{kind}/{key}/en.png").status_code in (400, 404)
    assert client.get(f"/en/cards/{kind}/{key}/de.png").status_code in (400, 404)
