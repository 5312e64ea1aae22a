"""What a page weighs: its HTML, and all that a first view brings over the wire."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import brotli
import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client

from publications.models import Publication
from tests.factories.programmes import ProgrammePeriodFactory, RegionFactory, ThemeFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db

LIST_AT_MOST, PROJECT_AT_MOST, FIRST_VIEW_AT_MOST = 40_000, 30_000, 100_000  # bytes
# Named here, so that a page weighs the same whichever tests ran before: the map draws the first of them.
REGIONS = tuple(f"BE{number}" for number in range(100, 108))
SENTENCE = {
    "nl": "De partners bouwen een gezamenlijk aanbod voor water en zorg, met aandacht voor het landschap. ",
    "fr": "Les partenaires construisent une offre commune pour l'eau et les soins, attentive au paysage. ",
    "en": "The partners build a joint offer for water and care, with attention to the landscape around it. ",
}


@pytest.fixture
def many() -> list[Publication]:
    """Forty projects of four programmes with six partners each and texts of the usual length."""
    regions = [RegionFactory(code=code) for code in REGIONS]
    editions = [ProgrammePeriodFactory() for _ in range(4)]
    themes = {edition.pk: ThemeFactory(programme_period=edition) for edition in editions}
    return [
        PublicationFactory(
            code=f"project-{number}",
            programme_period=editions[number % 4],
            theme=themes[editions[number % 4].pk],
            title={language: text.strip() for language, text in SENTENCE.items()},
            summary={language: text * 8 for language, text in SENTENCE.items()},
            total_budget="1234567.89",
            eu_funding="987654.32",
            start_date=date(2021, 1, 1),
            end_date=date(2023 + number % 4, 12, 31),
            partners=[
                {
                    "name": f"Intercommunale voor water en zorg {number}-{at}",
                    "role": "lead" if at == 0 else "partner",
                    "country": regions[at % 8].country,
                    "region": regions[at % 8].pk,
                    "city": "Kortrijk",
                    "budget": "100000.00",
                    "eu_funding": "60000.00",
                }
                for at in range(6)
            ],
        )
        for number in range(40)
    ]


def test_pages_are_light(client: Client, many: list[Publication]) -> None:
    for language in ("nl", "fr", "en"):
        whole = client.get(f"/{language}/projects/")
        assert whole.content.count(b'<article class="card-link"') == 20
        assert len(whole.content) <= LIST_AT_MOST
        assert len(client.get(f"/{language}/projects/?q=water").content) <= LIST_AT_MOST
        assert len(client.get(f"/{language}/projects/project-1/").content) <= PROJECT_AT_MOST


def test_widest_filter_stays_light(client: Client, many: list[Publication]) -> None:
    countries = ("AT", "BE", "BG", "CZ", "DE", "DK", "ES", "FI", "FR", "GR", "HU", "IE", "IT", "NL", "PL")
    wide = "&".join(f"country={one}" for one in countries) + "&status=closed&status=ongoing&status=unknown"
    found = client.get(f"/en/projects/?{wide}")
    assert [chip["url"] for chip in found.context["results"].chips][:1] == ["?status=closed,ongoing,unknown"]
    assert found.content.count(b'<article class="card-link"') == 20
    assert len(found.content) <= LIST_AT_MOST


def test_project_with_many_partners_stays_light(client: Client, many: list[Publication]) -> None:
    rows = list(many[0].partners.values("name", "role", "country", "region", "city", "budget", "eu_funding"))
    PublicationFactory(
        code="large",
        programme_period=many[0].programme_period,
        title={language: text.strip() for language, text in SENTENCE.items()},
        summary={language: text * 8 for language, text in SENTENCE.items()},
        total_budget="1234567.89",
        eu_funding="987654.32",
        start_date=date(2021, 1, 1),
        end_date=date(2024, 12, 31),
        partners=[{**rows[at and 1 + at % 5], "name": f"Waterschap {at}"} for at in range(20)],
    )
    for language in ("nl", "fr", "en"):
        assert len(client.get(f"/{language}/projects/large/").content) <= PROJECT_AT_MOST


@pytest.mark.parametrize("path", ["/en/", "/en/projects/", "/en/projects/project-1/"])
def test_first_view_is_light(client: Client, many: list[Publication], path: str) -> None:
    answer = client.get(path)
    page = BeautifulSoup(answer.content, "html.parser")
    links = [
        link["href"] for link in page.select("link[rel=stylesheet]:not([media=print]), link[rel=preload]")
    ]
    links += [tag["src"] for tag in page.select("script[src], img[src]")]
    weights = {
        link: _weight(str(link).removeprefix("/static/"))
        for link in links
        if str(link).startswith("/static/")
    }
    assert weights
    assert len(brotli.compress(answer.content, quality=5)) + sum(weights.values()) <= FIRST_VIEW_AT_MOST


def _weight(name: str) -> int:
    """Bytes of a static file as it is sent: fonts are compressed already."""
    found = finders.find(name)
    assert found, name
    content = Path(str(found)).read_bytes()
    return len(content if name.endswith(".woff2") else brotli.compress(content))
