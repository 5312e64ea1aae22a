"""Maps, figures, networks and regions in a real browser: two widths, both colour modes, by keyboard."""

import pytest

from tests.browsing import found_on
from tests.factories.programmes import RegionFactory
from tests.publications.figures.world import here_and_there

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = [
    "projects/map/",
    "projects/map/?level=2&measure=money&order=-money",
    "projects/map/?area=BE25&measure=partners-money&year=2023",
    "projects/figures/",
    "projects/network/",
    "projects/bridge/",
    "regions/",
    "regions/BE25/",
]


@pytest.fixture
def world():
    for code, name in [("BE", "België"), ("BE25", "West-Vlaanderen"), ("BE254", "Kortrijk")]:
        RegionFactory(code=code, name=name)
    return here_and_there()


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1280, "light"), ("fr", 320, "dark")])
def test_pages_of_figures_have_no_faults(new_page, world, language, width, scheme):
    page = new_page(width=width, scheme=scheme)
    assert found_on(page, (f"/{language}/{path}" for path in PATHS)) == {}


def test_a_map_leads_down_by_keyboard_without_scripts(new_page, world):
    page = new_page(scripts=False)
    page.goto("/en/projects/map/")
    page.get_by_role("link", name="Belgium: 2 projects").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/projects/map/?area=BE")
    page.get_by_role("link", name="West-Vlaanderen: 2 projects").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/projects/map/?area=BE25")
    deepest = page.get_by_role("link", name="Kortrijk: 1 project").first
    assert deepest.get_attribute("href").endswith("nuts3=BE254")
