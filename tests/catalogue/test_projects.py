from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from knowledge.models import PublishedPractice
from publications.models import Publication
from publications.states import Status
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import published
from tests.factories.programmes import (
    PriorityFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ProgrammingPeriodFactory,
    SpecificObjectiveFactory,
    ThemeFactory,
)
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def names(client, query="", language="en"):
    response = client.get(f"/{language}/projects/?{query}")
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return [heading.get_text(strip=True) for heading in page.select("article h3")]


@pytest.fixture
def two_programmes():
    old = ProgrammePeriodFactory(
        programme=ProgrammeFactory(code="FWVL", slug="fwvl", countries=["BE", "FR"]),
        period=ProgrammingPeriodFactory(code="2014-2020"),
        code="FWVL-V",
    )
    new = ProgrammePeriodFactory(
        programme=ProgrammeFactory(code="VLNED", slug="vlned", countries=["BE", "NL"]), code="VLNED-VI"
    )
    objective = SpecificObjectiveFactory(priority=PriorityFactory(programme_period=new), code="RSO1.1")
    theme = ThemeFactory(programme_period=old, code="3")
    PublicationFactory(
        acronym="OLD",
        programme_period=old,
        theme=theme,
        status=Status.CLOSED,
        eu_funding=Decimal("5.00"),
        data_date=datetime(2026, 1, 1, tzinfo=UTC),
        partners=[{"country": "FR"}],
    )
    PublicationFactory(
        acronym="NEW",
        programme_period=new,
        objective=objective,
        status=Status.ONGOING,
        start_date=date(2025, 1, 1),
        data_date=datetime(2026, 2, 1, tzinfo=UTC),
        partners=[{"country": "NL"}, {"country": "BE"}],
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["NEW", "OLD"]),
        ("programme=fwvl", ["OLD"]),
        ("period=2021-2027", ["NEW"]),
        ("objective=RSO1.1", ["NEW"]),
        ("theme=FWVL-V-3", ["OLD"]),
        ("country=BE", ["NEW"]),
        ("country=FR", ["OLD"]),
        ("status=closed", ["OLD"]),
        ("programme=vlned&country=NL&status=ongoing", ["NEW"]),
        ("programme=vlned&country=FR", []),
        ("sort=funding", ["OLD", "NEW"]),
        ("sort=start", ["NEW", "OLD"]),
        ("sort=name", ["NEW", "OLD"]),
        ("q=old", ["OLD"]),
        ("q=old&sort=name", ["OLD"]),
    ],
)
def test_projects_narrows_the_list(client, two_programmes, query, found):
    assert names(client, query) == found


@pytest.mark.parametrize(
    "query",
    [
        "programme=nothing",
        "period=%27;--",
        "theme=FWVL-V-99",
        "country=ZZ",
        "status=secret",
        "sort=-pk",
        "programme=a&programme=b",
        "page=-1",
        "page=999999999999999999999",
        "page=x",
        "q=%25%00",
        "q=" + "a" * 5000,
        "q=%ED%A0%80",
        "__proto__=1&q[]=1",
    ],
)
def test_projects_takes_odd_addresses(client, two_programmes, query):
    assert client.get(f"/nl/projects/?{query}").status_code in (200, 400)


def test_projects_shows_chips_that_take_a_filter_away(client, two_programmes):
    page = BeautifulSoup(client.get("/en/projects/?programme=fwvl&q=old").content, "html.parser")
    chips = {chip["href"]: chip.get_text(" ", strip=True) for chip in page.select(".filter-chips a.chip")}
    assert list(chips) == ["?programme=fwvl", "?q=old", "/en/projects/"]


def test_projects_helps_when_nothing_is_found(client, two_programmes):
    page = BeautifulSoup(client.get("/en/projects/?q=zzzzzz").content, "html.parser")
    assert page.select_one(".empty h2").get_text() == "Nothing found"


@pytest.mark.parametrize("path", ["projects/", "projects/map/", "projects/figures/", "projects/network/"])
def test_a_search_has_a_short_address_whatever_a_form_sends(client, path):
    sent = "q=&sort=&year_from=2025&year_to=&country=BE,FR&budget_from=+&eu_to="
    response = client.get(f"/en/{path}?{sent}")
    assert (response.status_code, response["Location"]) == (
        302,
        f"/en/{path}?year_from=2025&country=BE,FR",
    )
    assert client.get(f"/en/{path}?q=")["Location"] == f"/en/{path}"


def test_projects_never_speaks_of_words_where_only_filters_were_chosen(client, two_programmes):
    page = client.get("/en/projects/?year=unknown&country=GR&budget=over-10m").content.decode()
    assert "Remove several filters" in page
    assert "Use fewer or other words" not in page


@pytest.mark.parametrize("query", ["", "?q=bridge", "?q=bridge&sort=name"])
def test_projects_costs_the_same_for_any_number_of_rows(client, django_assert_max_num_queries, query):
    def cost():
        client.get(f"/en/projects/{query}")  # draws the cards
        with django_assert_max_num_queries(5) as counted:  # one of them: of when the data are
            client.get(f"/en/projects/{query}")
        return len(counted)

    PublicationFactory(title={"en": "A bridge"}, partners=[{}])
    first = cost()
    PublicationFactory.create_batch(25, title={"en": "A bridge"}, partners=[{}])
    assert cost() == first


def test_projects_says_of_when_its_data_are(client, two_programmes):
    page = BeautifulSoup(client.get("/nl/projects/").content, "html.parser")
    assert page.select_one(".page-date time")["datetime"] == f"{timezone.localdate():%Y-%m-%d}"


def test_projects_chips_write_amounts_as_the_reader_does(client, two_programmes):
    shown = {}
    for language in ("nl", "fr", "en"):
        address = f"/{language}/projects/?budget_from=500000&budget_to=2000000"
        page = BeautifulSoup(client.get(address).content, "html.parser")
        shown[language] = page.select_one(".filter-chips a.chip").get_text(" ", strip=True)
    assert "€\u00a0500.000" in shown["nl"]
    assert "500\u202f000\u00a0€" in shown["fr"]
    assert "€500,000" in shown["en"]


def test_facets_say_of_what_something_is_not_known(client, two_programmes):
    page = BeautifulSoup(client.get("/en/projects/").content, "html.parser")
    unknown = [link.get_text() for link in page.select(".facets a") if "Not known" in link.get_text()]
    assert "Not known (Theme)" in unknown
    assert len(unknown) == len(set(unknown)) > 1


def test_projects_table_never_shows_partners_that_are_not_known_as_none(client):
    PublicationFactory(acronym="BARE", partners=[], start_date=None, end_date=None)
    page = BeautifulSoup(client.get("/en/projects/?view=table").content, "html.parser")
    cells = [cell.get_text(strip=True) for cell in page.select("tbody tr:first-child td")]
    assert (cells[2], cells[4]) == ("not known", "not known")


def test_a_status_that_is_not_known_says_of_what(client):
    PublicationFactory(code="bare", status=Status.UNKNOWN)
    for address in ("/en/projects/", "/en/projects/bare/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        assert page.select_one(".badge-state").get_text() == "Status: not known", address


def test_projects_pages_are_bounded(client):
    PublicationFactory.create_batch(21)
    assert len(names(client)) == 20
    page = BeautifulSoup(client.get("/en/projects/").content, "html.parser")
    beyond = page.select_one(".pager a[rel=next]")["href"]
    assert len(names(client, beyond[1:])) == 1
    last = BeautifulSoup(client.get(f"/en/projects/{beyond}").content, "html.parser")
    back = last.select_one(".pager a[rel=prev]")["href"]
    assert len(names(client, back[1:])) == 20
    assert names(client, back[1:]) == names(client)


@pytest.fixture
def publication():
    return PublicationFactory(
        code="bridge",
        acronym="BRIDGE",
        title={"nl": "Een brug"},
        total_budget=Decimal("1000.00"),
        eu_funding=Decimal("600.00"),
        partners=[
            {"name": "<b>Lead</b>", "role": "lead", "country": "BE", "budget": Decimal("0.00")},
            {"name": "Other", "country": "EL"},
        ],
    )


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_project_has_a_page_in_each_language(client, publication, language):
    response = client.get(f"/{language}/projects/bridge/")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert page.html["lang"] == language
    assert [heading.get_text() for heading in page.select("h1")] == ["BRIDGE"]


def test_project_tells_published_zero_and_not_published_apart(client, publication):
    page = BeautifulSoup(client.get("/en/projects/bridge/").content, "html.parser")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")
    ]
    assert rows == [
        ["<b>Lead</b> Type: not known", "Lead partner", "Belgium", "€0.00 (published zero)", "not published"],
        ["Other Type: not known", "not known", "Greece", "not published", "not published"],
    ]


def test_project_marks_a_title_in_another_language(client, publication):
    page = BeautifulSoup(client.get("/fr/projects/bridge/").content, "html.parser")
    assert page.select_one(".lede span.fallback")["lang"] == "nl"


def test_project_costs_the_same_for_any_number_of_partners(client, django_assert_num_queries):
    PublicationFactory(code="one", partners=[{"region": "BE234"}])
    PublicationFactory(code="many", partners=[{"region": "BE234"}] * 50)
    for code in ("one", "many"):
        with django_assert_num_queries(4):  # drawn, and kept in the database
            client.get(f"/en/projects/{code}/")
        with django_assert_num_queries(2):  # kept; the related projects are looked up anew
            client.get(f"/en/projects/{code}/")


def test_project_answers_304_until_it_changes(client, publication):
    first = client.get("/en/projects/bridge/")
    etag = first["ETag"]
    assert first["Cache-Control"] == "public, no-cache"
    assert client.get("/en/projects/bridge/", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/nl/projects/bridge/", headers={"If-None-Match": etag}).status_code == 200
    Publication.objects.update(data_date=datetime(2030, 1, 1, tzinfo=UTC))
    assert client.get("/en/projects/bridge/", headers={"If-None-Match": etag}).status_code == 200


def test_project_sets_no_cookie_on_an_anonymous_reader(client, publication):
    for address in ("/en/", "/en/projects/", "/en/projects/bridge/", "/en/calls/", "/en/programmes/"):
        response = client.get(address)
        assert response.cookies == {}, address
        assert "Cookie" in response["Vary"]


def test_project_is_never_kept_for_somebody_signed_in(client, publication):
    client.force_login(UserFactory())
    response = client.get("/en/projects/bridge/")
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_project_is_not_found(client):
    assert client.get("/en/projects/nothing/").status_code == 404


def test_project_names_its_good_practices(client, django_assert_num_queries):
    record = PublicationFactory(code="water-1")
    page = reverse("catalogue:project", args=[record.code])
    practice = published()
    PublishedPractice.objects.filter(practice=practice).update(project_code=record.code, transfers=1)
    with django_assert_num_queries(4):
        text = client.get(page).content.decode()
    assert reverse("catalogue:good_practice", args=[practice.platform.slug, practice.code]) in text
    assert "taken over once" in text
    PublishedPractice.objects.filter(practice=practice).update(project_code="another")
    assert "taken over once" not in client.get(page).content.decode()
