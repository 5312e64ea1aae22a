"""Any search as a map and as figures: exact, bounded in statements, whole after odd addresses."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.utils import timezone

from programmes.models import Region
from publications import search
from publications.models import Publication
from tests.factories.calls import CallFactory
from tests.factories.programmes import RegionFactory
from tests.factories.publications import PublicationFactory
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
        ["Not known", "1", "not known", "not published", "not published"],
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


@pytest.mark.parametrize("path", ["projects/map/", "projects/figures/", "projects/network/", "regions/"])
def test_pages_of_figures_say_of_when_they_are(client, world, path):
    page = BeautifulSoup(client.get(f"/fr/{path}").content, "html.parser")
    assert page.select_one(".page-date time")["datetime"] == f"{timezone.localdate():%Y-%m-%d}"


def test_figures_name_what_each_chart_shows(client, world):
    page = BeautifulSoup(client.get("/en/projects/figures/").content, "html.parser")
    names = [name.get_text() for name in page.select(".figures-part:first-of-type .chart-name")]
    assert names == ["Projects", "European money of the projects"]


def test_links_to_one_project_speak_of_one(client, world):
    page = client.get("/en/projects/map/").content.decode()
    assert '1<span class="visually-hidden"> project: France</span>' in page
    assert '2<span class="visually-hidden"> projects: Belgium</span>' in page


def test_a_region_without_projects_has_no_money_rather_than_unpublished_money(client, world):
    RegionFactory(code="BE258", name="Veurne")
    found = {row[0]: row[1:] for row in rows(client.get("/en/regions/BE25/"))}
    assert found["Veurne"] == ["0", "0", "none", "none"]


def test_names_in_the_table_of_the_network_stand_at_the_start(client, world):
    page = BeautifulSoup(client.get("/en/projects/network/").content, "html.parser")
    classes = [cell.get("class") for cell in page.select("tbody tr")[0].select("td")]
    assert classes == [None, ["amount"]]


def test_an_empty_portal_says_so(client):
    for path in ("map", "figures"):
        response = client.get(f"/en/projects/{path}/")
        assert response.status_code == 200
        assert "No project was found here." in response.content.decode()


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("path", ["map", "figures", "network"])
def test_odd_addresses_give_a_page(client, world, path, query):
    response = client.get(f"/en/projects/{path}/{query}")
    assert response.status_code == 200
    assert b"<script>&" not in response.content


@pytest.mark.parametrize(
    "path",
    ["projects/map/", "projects/map/?area=BE&level=3", "projects/figures/", "projects/network/", "regions/"],
)
@pytest.mark.parametrize("narrowed", ["", "year=2023"])
def test_pages_ask_at_most_five_statements(client, world, django_assert_max_num_queries, path, narrowed):
    address = f"/en/{path}{'&' if '?' in path else '?'}{narrowed}"
    client.get(address)
    with django_assert_max_num_queries(5):  # one of them: of when the data are
        assert client.get(address).status_code == 200


def test_a_page_never_shows_figures_of_another_search(client, world):
    Publication.objects.filter(code="far").update(status="closed")
    search.index([world["far"].pk])
    caches["figures"].clear()
    assert [row[1] for row in rows(client.get("/en/projects/map/?status=closed"))] == ["1", "1"]


def test_network_has_the_pairs_and_the_countries(client, world):
    PublicationFactory(
        code="again",
        partners=[
            {"name": "A", "country": "BE"},
            {"name": "B", "country": "FR"},
        ],
    )
    response = client.get("/en/projects/network/?status=unknown")
    pairs, countries = rows(response), rows(response, 1)
    assert ["A (BE)", "B (FR)", "2"] in pairs
    assert countries[:2] == [["Belgium", "3", "2", "0"], ["France", "2", "2", "0"]]
    assert 'class="arc"' in response.content.decode()


def test_region_page_shows_its_figures_programmes_and_neighbours(
    client, world, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        response = client.get("/en/regions/BE25/")
    page = response.content.decode()
    assert rows(response)[0][:3] == ["Kortrijk", "1", "1"]
    assert 'href="/en/regions/BE254/"' in page
    assert 'href="/en/projects/?region=BE25"' in page
    assert 'href="/en/programmes/here/"' in page
    assert 'href="/en/programmes/there/"' not in page
    assert "€600,000.00" in page


def test_region_page_lists_open_calls_of_programmes_that_cover_it(client, world):
    call = CallFactory(programme_period=world["bridge"].programme_period)
    call.programme_period.area.add(Region.objects.get(code="BE254"))
    for code in ("BE25", "BE254"):
        assert f"/en/calls/{call.code}/" in client.get(f"/en/regions/{code}/").content.decode()
    RegionFactory(code="NL341")
    assert f"/en/calls/{call.code}/" not in client.get("/en/regions/NL341/").content.decode()


@pytest.mark.parametrize("code", ["XX", "BE", "BE2599", "0", "be-25"])
def test_unknown_regions_are_not_found(client, db, code):
    assert client.get(f"/en/regions/{code}/", follow=True).status_code == 404


def test_region_codes_in_small_letters_lead_to_the_page(client, world):
    assert client.get("/en/regions/be25/").headers["Location"] == "/en/regions/BE25/"


def test_regions_lead_to_each_country(client, world):
    response = client.get("/en/regions/")
    assert [row[:2] for row in rows(response)[:3]] == [
        ["Belgium", "2"],
        ["France", "1"],
        ["Netherlands", "1"],
    ]
    assert 'href="/en/regions/BE/" aria-label="Belgium: 2 projects"' in response.content.decode()
