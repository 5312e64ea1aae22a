"""Any search as a map and as figures: exact, bounded in statements, whole after odd addresses."""

import re

import pytest
from django.core.cache import caches

from publications import search
from publications.models import Publication
from tests.factories.programmes import RegionFactory
from tests.publications.figures.world import here_and_there

pytestmark = pytest.mark.django_db

ODD = [
    "?area=%7F&level=9&measure=x&order=--",
    "?area=be25&level=-1&order=-money",
    "?area=XX&level=3",
    "?area=BE2549999999",
    "?area=<script>&measure=projects",
    "?q=" + "a" * 3000,
    "?q=%ED%A0%80&year=20000&budget_from=-1",
    "?area=BE254&level=3&measure=partners-money&order=partners-money",
    "?country=" + ",".join(["BE"] * 500),
]


@pytest.fixture
def world():
    for code, name in [
        ("BE25", "West-Vlaanderen"),
        ("BE254", "Kortrijk"),
        ("FRE11", "Nord"),
        ("NL341", "Zeeuws"),
    ]:
        RegionFactory(code=code, name=name)
    return here_and_there()


def rows(response, number=0):
    """The rows of a table of figures, as texts."""
    table = re.findall(r"<table class=\"figures-table\">(.*?)</table>", response.content.decode(), re.DOTALL)[
        number
    ]
    found = []
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        plain = (re.sub(r'<span class="visually-hidden">.*?</span>', "", cell) for cell in cells)
        found.append([re.sub(r"<[^>]+>", "", cell).strip() for cell in plain])
    return found[1:]


def test_map_shows_countries_with_their_figures_and_what_is_not_known(client, world):
    response = client.get("/en/projects/map/")
    assert rows(response) == [
        [
            "Belgium",
            "2",
            "3",
            "€600,000.00 known for 2 of 2 projects",
            "€400,000.00 known for 1 of 3 partners",
        ],
        ["France", "1", "2", "€600,000.00 known for 1 of 1 project", "€0.00 known for 1 of 2 partners"],
        ["Netherlands", "1", "1", "€50.25 known for 1 of 1 project", "€50.25 known for 1 of 1 partner"],
        ["Not known", "1", "0", "not published", "not published"],
        [
            "All, each counted once",
            "4",
            "6",
            "€600,050.25 known for 3 of 4 projects",
            "€400,050.25 known for 3 of 6 partners",
        ],
    ]
    page = response.content.decode()
    assert 'href="/en/projects/map/?area=BE" aria-label="Belgium: 2 projects"' in page
    assert 'href="/en/projects/?country=BE"' in page


def test_map_goes_down_to_the_projects_of_a_region(client, world):
    into = client.get("/en/projects/map/?programme=here&area=BE").content.decode()
    assert (
        'href="/en/projects/map/?programme=here&amp;area=BE25" aria-label="West-Vlaanderen: 2 projects"'
        in into
    )
    deeper = client.get("/en/projects/map/?programme=here&area=BE25").content.decode()
    assert 'href="/en/projects/?programme=here&amp;nuts3=BE254" aria-label="Kortrijk: 1 project"' in deeper


def test_map_keeps_measure_and_order_in_its_address(client, world):
    response = client.get("/en/projects/map/?measure=partners&order=-partners")
    assert [row[0] for row in rows(response)] == [
        "Belgium",
        "France",
        "Netherlands",
        "Not known",
        "All, each counted once",
    ]
    page = response.content.decode()
    assert 'aria-label="France: 2 partners"' in page
    assert 'aria-sort="descending"' in page
    assert 'href="/en/projects/map/?area=FR&amp;measure=partners&amp;order=-partners"' in page


def test_a_line_has_no_link_where_no_search_says_exactly_that(client, world):
    page = client.get("/en/projects/map/?country=FR").content.decode()
    assert 'href="/en/projects/?country=FR"' in page
    assert 'href="/en/projects/?country=BE"' not in page


def test_figures_have_a_table_for_every_cut(client, world):
    response = client.get("/en/projects/figures/")
    programmes, years, countries, kinds = (rows(response, number) for number in range(4))
    assert [row[:3] for row in programmes[-1:]] == [["All, each counted once", "4", "6"]]
    assert [row[:2] for row in years] == [
        ["2023", "2"],
        ["2024", "1"],
        ["Not known", "1"],
        ["All, each counted once", "4"],
    ]
    assert [row[:2] for row in countries[:1]] == [["Belgium", "2"]]
    assert ["Small or medium-sized enterprise", "1", "2"] in [row[:3] for row in kinds]


def test_an_empty_portal_says_so(client):
    for path in ("map", "figures"):
        response = client.get(f"/en/projects/{path}/")
        assert response.status_code == 200
        assert "No project was found here." in response.content.decode()


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("path", ["map", "figures"])
def test_odd_addresses_give_a_page(client, world, path, query):
    response = client.get(f"/en/projects/{path}/{query}")
    assert response.status_code == 200
    assert b"<script>&" not in response.content


@pytest.mark.parametrize("path", ["projects/map/", "projects/map/?area=BE&level=3", "projects/figures/"])
@pytest.mark.parametrize("narrowed", ["", "year=2023"])
def test_pages_ask_at_most_four_statements(client, world, django_assert_max_num_queries, path, narrowed):
    address = f"/en/{path}{'&' if '?' in path else '?'}{narrowed}"
    client.get(address)
    with django_assert_max_num_queries(4):
        assert client.get(address).status_code == 200


def test_a_page_never_shows_figures_of_another_search(client, world):
    Publication.objects.filter(code="far").update(status="closed")
    search.index([world["far"].pk])
    caches["figures"].clear()
    assert [row[1] for row in rows(client.get("/en/projects/map/?status=closed"))] == ["1", "1"]
