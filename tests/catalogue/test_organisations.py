"""The list of partners and the page of one."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications.models import Organisation
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def page_of(client, name, query=""):
    slug = Organisation.objects.get(name=name).slug
    return read(client, f"/en/organisations/{slug}/{query}")


def figures(page):
    return {
        row.dt.get_text(strip=True): " ".join(row.dd.get_text(" ", strip=True).split())
        for row in page.select("dl.figures > div")
    }


@pytest.fixture
def three_projects():
    for number, (day, budget) in enumerate(
        [(date(2024, 1, 1), Decimal("100.00")), (date(2025, 1, 1), Decimal("0.00")), (None, None)], 1
    ):
        PublicationFactory(
            code=f"p-{number}",
            acronym=f"P{number}",
            start_date=day,
            partners=[
                {"name": "Gent", "role": "lead" if number == 1 else "partner", "budget": budget},
                {"name": "Lille", "country": "FR", "city": "Lille", "region": "FRE11"},
                *([{"name": "Brugge"}] if number == 1 else []),
            ],
        )


def test_organisation_shows_projects_company_and_published_money(client, three_projects):
    page = page_of(client, "Gent")
    assert figures(page) == {
        "Projects": "3",
        "As lead partner": "1",
        "European money": "not published",
        "Budget": "€100.00 of 3 projects, 2 publish an amount",
    }
    assert [heading.get_text(strip=True) for heading in page.select("article h3")] == ["P2", "P1", "P3"]
    near = page.select_one("#co-partners").parent.select("tbody tr")
    assert [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in near] == [
        ["Lille", "France", "3"],
        ["Brugge", "not known", "1"],
    ]


def test_organisation_says_published_zero_and_not_published_apart(client):
    PublicationFactory(partners=[{"name": "Zero", "budget": Decimal("0.00")}, {"name": "None"}])
    assert figures(page_of(client, "Zero"))["Budget"] == "€0.00"
    assert figures(page_of(client, "None"))["Budget"] == "not published"


def test_organisation_shows_its_places_and_their_map(client, three_projects):
    page = page_of(client, "Lille")
    assert page.select_one("figure.map svg") is not None
    cells = [cell.get_text(strip=True) for cell in page.select("#places ~ div tbody tr > *")]
    assert cells[0] == "Lille"
    assert cells[2:] == ["France", "3"]


@pytest.mark.parametrize(
    ("sort", "names"),
    [("start", ["P2", "P1", "P3"]), ("name", ["P1", "P2", "P3"]), ("newest", ["P3", "P2", "P1"])],
)
def test_organisation_pages_by_key_in_every_order(client, three_projects, monkeypatch, sort, names):
    monkeypatch.setattr("publications.participation.PAGE", 1)
    found, after = [], ""
    for _ in range(3):
        page = page_of(client, "Gent", f"?sort={sort}&after={after}")
        found += [heading.get_text(strip=True) for heading in page.select("article h3")]
        after = found[-1].replace("P", "p-")
    assert found == names
    assert page.select_one(".pager a[rel=next]") is None


def test_organisation_that_was_merged_leads_to_the_kept_one(client, three_projects):
    kept, gone = Organisation.objects.get(name="Gent"), Organisation.objects.get(name="Brugge")
    Organisation.objects.filter(pk=gone.pk).update(merged_into=kept)
    for language in ("nl", "fr", "en"):
        response = client.get(f"/{language}/organisations/{gone.slug}/")
        assert (response.status_code, response["Location"]) == (
            301,
            f"/{language}/organisations/{kept.slug}/",
        )


def test_organisation_without_projects_is_not_there(client, three_projects):
    Organisation.objects.filter(name="Brugge").update(project_count=0)
    slug = Organisation.objects.get(name="Brugge").slug
    assert client.get(f"/en/organisations/{slug}/").status_code == 404
    assert "Brugge" not in read(client, "/en/organisations/").get_text()


def listed(client, query=""):
    return [
        cell.get_text(strip=True) for cell in read(client, f"/en/organisations/{query}").select("tbody th")
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Brugge", "Gent", "Lille"]),
        ("?q=gen", ["Gent"]),
        ("?q=lile", ["Lille"]),
        ("?country=FR", []),
        ("?sort=projects", ["Gent", "Lille", "Brugge"]),
        ("?kind=sme", []),
        ("?kind=nothing&sort=-pk&after=nobody", ["Brugge", "Gent", "Lille"]),
    ],
)
def test_organisations_narrows_and_sorts_the_list(client, three_projects, query, names):
    if query == "?country=FR":
        names = ["Lille"]
    assert listed(client, query) == names


@pytest.mark.parametrize("sort", ["name", "projects"])
def test_organisations_pages_by_key(client, three_projects, monkeypatch, sort):
    monkeypatch.setattr("publications.participation.PAGE", 2)
    first = listed(client, f"?sort={sort}")
    after = Organisation.objects.get(name=first[-1]).slug
    assert len(first) == 2
    assert sorted(first + listed(client, f"?sort={sort}&after={after}")) == ["Brugge", "Gent", "Lille"]


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ED%A0%80", "q=" + "%25_" * 99, "after=%00", "sort=&sort=x", "country[]=1"]
)
def test_organisations_take_odd_addresses(client, three_projects, query):
    assert client.get(f"/fr/organisations/?{query}").status_code in (200, 400)
    slug = Organisation.objects.get(name="Gent").slug
    assert client.get(f"/fr/organisations/{slug}/?{query}").status_code in (200, 400)


def test_pages_need_few_statements_whatever_their_number_of_rows(client, three_projects):
    client.get("/en/organisations/")
    slug = Organisation.objects.get(name="Gent").slug
    for address, most in (
        ("/en/organisations/?q=e&country=FR", 4),
        (f"/en/organisations/{slug}/", 4),
        (f"/en/organisations/{slug}/?after=p-1", 4),
    ):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(address)
        assert len(caught) <= most, [query["sql"] for query in caught]
