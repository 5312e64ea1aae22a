"""The pages of a period, a priority, an objective and a theme."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from calls.states import CallState
from tests.factories.calls import CallFactory
from tests.factories.programmes import (
    ExampleActionFactory,
    PriorityFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    RegionFactory,
    SpecificObjectiveFactory,
    ThemeFactory,
)
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
START = "/en/programmes/river/2021-2027/"
PATHS = ["", "priorities/A/", "objectives/RSO1.1/", "themes/T-1/"]


@pytest.fixture
def edition():
    """A period with a priority A, its objective and example action, and a theme."""
    found = ProgrammePeriodFactory(
        programme=ProgrammeFactory(code="RIVER", slug="river", website="https://river.example"),
        eu_budget=Decimal("1000000.00"),
        provenance={"eu_budget": "public", "max_rate": "memory"},
        max_rate=Decimal(60),
    )
    priority = PriorityFactory(
        programme_period=found, number=1, letter="A", title={"en": "Smarter"}, share=Decimal(35)
    )
    SpecificObjectiveFactory(priority=priority, code="RSO1.1", title={"en": "Research"})
    ExampleActionFactory(priority=priority, text={"en": "Plant trees"})
    ThemeFactory(programme_period=found, code="T-1", title={"en": "Water"}, priority=priority)
    return found


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def figures(page):
    return [value.get_text(strip=True) for value in page.select(".key-figures dd")]


def publish(edition, **more):
    priority = edition.priorities.get(number=1)
    return PublicationFactory(
        programme_period=edition,
        priority=priority,
        objective=priority.objectives.get(),
        theme=edition.themes.get(),
        **more,
    )


def test_period_shows_its_strategy_with_sources(client, edition):
    page = read(client, START)
    text = page.get_text(" ", strip=True)
    assert page.h1.get_text() == "Edition RIVER-VI"
    assert [link["href"] for link in page.select(".priority-list h3 a")] == [f"{START}priorities/A/"]
    assert [link["href"] for link in page.select(".objective-list a")] == [f"{START}objectives/RSO1.1/"]
    assert [link["href"] for link in page.select(".theme-list a")] == [f"{START}themes/T-1/"]
    assert "Plant trees" in text
    assert "1 example of an action" in text
    assert [mark.get_text() for mark in page.select(".source-unsure")] == ["Source: Recalled, to be verified"]


def test_period_shows_groups_of_topics_and_who_may_take_part(client, edition):
    edition.facts = [
        {
            "key": "group_1",
            "label": {"en": "Topics with priority"},
            "kind": "percent",
            "value": 80,
            "codes": ["RSO1.1", "RSO1.2", "RSO9.9"],
            "objectives": {"RSO1.2": {"title": {"en": "Digital"}, "provenance": {"title.en": "memory"}}},
            "source": "seed, own words",
        },
        {
            "key": "who",
            "label": {"en": "Who can"},
            "kind": "texts",
            "value": [{"en": "Towns"}],
            "source": "seed",
        },
        {"key": "days", "label": {"en": "Days"}, "kind": "number", "value": 7, "source": "public"},
    ]
    edition.save()
    page = read(client, START)
    group = page.select_one(".group-list").get_text(" ", strip=True)
    assert group.startswith("80% Topics with priority 3 specific objectives RSO1.1 Research RSO1.2 Digital")
    assert "Digital Source: Recalled, to be verified RSO9.9" in group
    who = page.select_one("section[aria-labelledby=who]").get_text(" ", strip=True)
    assert who == "Who may take part Who can Towns Source: Stated in a document of the programme"
    assert page.select_one("section[aria-labelledby=facts]").get_text().count("Days") == 1


def test_period_shows_its_area_by_country(client, edition):
    edition.area.set([RegionFactory(code="FRE11", name="Nord"), RegionFactory(code="BE323", name="Mons")])
    area = read(client, START).select_one("section[aria-labelledby=area]").get_text(" ", strip=True)
    assert area == "Area Belgium 1 region Mons BE323 France 1 region Nord FRE11"


@pytest.mark.parametrize("path", PATHS)
def test_page_counts_its_projects_and_leads_to_the_search(client, edition, path):
    publish(edition, eu_funding=Decimal("100.00"), partners=[{}, {}])
    publish(edition)
    PublicationFactory(eu_funding=Decimal("5.00"))
    page = read(client, START + path)
    assert figures(page) == ["2", "2", "€100.00"]
    assert "known for 1 of 2 projects" in page.select_one(".key-figures").get_text()
    assert len(page.select("section[aria-labelledby=latest] article")) == 2
    assert page.select_one(".key-figures a")["href"].startswith(
        "/en/projects/?programme=river&period=2021-2027"
    )


@pytest.mark.parametrize("path", PATHS)
def test_page_without_projects_says_so(client, edition, path):
    page = read(client, START + path)
    assert page.select_one(".key-figures p").get_text() == "No project is known here yet."
    assert page.select("#latest") == []


@pytest.mark.parametrize("path", PATHS)
def test_page_says_that_money_and_partners_are_not_known(client, edition, path):
    publish(edition)
    assert figures(read(client, START + path)) == ["1", "not known", "not known"]


@pytest.mark.parametrize("path", PATHS)
def test_page_shows_the_way_to_apply(client, edition, path):
    now = timezone.now()
    wanted = list(edition.priorities.get(number=1).objectives.all())
    CallFactory(programme_period=edition, title={"en": "Now"}, objectives=wanted)
    CallFactory(
        programme_period=edition,
        title={"en": "Later"},
        objectives=wanted,
        state=CallState.PLANNED,
        opens_at=now + timedelta(days=30),
    )
    CallFactory(
        programme_period=edition,
        title={"en": "Gone"},
        objectives=wanted,
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=1),
    )
    CallFactory(programme_period=edition, title={"en": "Hidden"}, objectives=wanted, state=CallState.DRAFT)
    panel = read(client, START + path).select_one(".ways").get_text(" ", strip=True)
    assert "Now 59 days left closes:" in panel
    assert "Later Planned, opens:" in panel
    assert "Gone" not in panel
    assert "Hidden" not in panel
    assert "https://river.example" in panel


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("rows", [1, 4])
def test_page_takes_at_most_four_statements(client, edition, path, rows):
    priority = edition.priorities.get(number=1)
    for number in range(rows):
        publish(edition, partners=[{}])
        SpecificObjectiveFactory.create_batch(number, priority=priority)
        ExampleActionFactory.create_batch(number, priority=priority)
        ThemeFactory.create_batch(number, programme_period=edition)
        CallFactory(programme_period=edition, objectives=list(priority.objectives.all()))
        edition.area.add(RegionFactory())
        if number:
            break
    client.get(START + path)
    with CaptureQueriesContext(connection) as queries:
        client.get(START + path)
    assert len(queries) == 4


@pytest.mark.parametrize(
    "path",
    [
        "/en/programmes/river/1999-2006/",
        "/en/programmes/sea/2021-2027/",
        f"{START}priorities/2/",
        f"{START}priorities/%00/",
        f"{START}priorities/99999999999999999999/",
        f"{START}priorities/²/",
        f"{START}objectives/RSO9.9/",
        f"{START}objectives/{'x' * 500}/",
        f"{START}objectives/a/b/c/",
        f"{START}themes/%27--/",
        f"{START}themes/%ED%A0%80/",
    ],
)
def test_unknown_page_is_not_found(client, edition, path):
    assert client.get(path).status_code in (400, 404)


def test_internal_priority_has_no_page(client, edition):
    hidden = PriorityFactory(programme_period=edition, number=5, is_internal=True)
    SpecificObjectiveFactory(priority=hidden, code="TA")
    assert client.get(f"{START}priorities/5/").status_code == 404
    assert client.get(f"{START}objectives/TA/").status_code == 404
    assert f"{START}priorities/5/" not in client.get(START).content.decode()


@pytest.mark.parametrize("code", ["a", "1"])
def test_other_names_of_a_priority_lead_to_its_page(client, edition, code):
    answer = client.get(f"{START}priorities/{code}/")
    assert (answer.status_code, answer["Location"]) == (301, f"{START}priorities/A/")


def test_codes_with_odd_characters_have_pages(client, edition):
    ThemeFactory(programme_period=edition, code="a/b ?&#é", title={"en": "Odd"})
    link = next(one for one in read(client, START).select(".theme-list a") if one.get_text() == "Odd")
    assert read(client, link["href"]).h1.get_text() == "Odd"


@pytest.mark.parametrize("path", PATHS)
def test_page_has_a_way_back(client, edition, path):
    steps = read(client, START + path).select(".breadcrumbs li")
    assert [step.get_text(strip=True) for step in steps[:3]] == ["Home", "Programmes", "Programme RIVER"]
    assert steps[-1].select_one("[aria-current=page]") is not None
