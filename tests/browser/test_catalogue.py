"""The public pages in a real browser: three languages, two widths, both colour modes, without scripts."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from publications import summary
from publications.models import Publication, PublishedPartner
from tests.browsing import found_on
from tests.factories.calls import CallFactory, CallRuleFactory, CriterionFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = [
    "",
    "programmes/",
    "programmes/here/",
    "calls/",
    "calls/here-1/",
    "projects/",
    "projects/?q=bridge&programme=here&country=BE",
    "projects/?q=zzzzzz",
    "projects/?view=table",
    "projects/bridge/",
    "accessibility/",
    "privacy/",
]


@pytest.fixture
def bridge():
    """A public project with money, regions and time, in a programme with an open call."""
    edition = ProgrammePeriodFactory(programme=ProgrammeFactory(code="HERE", slug="here"), code="HERE-VI")
    call = CallFactory(programme_period=edition, code="here-1")
    CallRuleFactory(call=call)
    CriterionFactory(call=call)
    return PublicationFactory(
        programme_period=edition,
        code="bridge",
        acronym="BRIDGE",
        title={"nl": "Een brug", "fr": "Un pont", "en": "A bridge"},
        summary={"nl": "Wij bouwen een brug.", "en": "We build a bridge."},
        start_date=date(2025, 1, 1),
        end_date=date(2027, 12, 31),
        total_budget=Decimal("1000000.00"),
        eu_funding=Decimal("600000.00"),
        partners=[
            {
                "name": "Stad Kortrijk",
                "role": "lead",
                "country": "BE",
                "region": "BE254",
                "eu_funding": 400000,
            },
            {
                "name": "Ville de Lille",
                "role": "partner",
                "country": "FR",
                "region": "FRE11",
                "eu_funding": 200000,
            },
        ],
    )


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("nl", 1280, "light"), ("fr", 320, "dark"), ("en", 320, "light")]
)
def test_public_pages_have_no_faults(new_page, bridge, language, width, scheme):
    page = new_page(width=width, scheme=scheme)
    assert found_on(page, (f"/{language}/{path}" for path in PATHS)) == {}


def test_search_leads_to_a_project_without_scripts(new_page, bridge):
    page = new_page(scripts=False)
    page.goto("/en/")
    page.get_by_label("Search the funded projects").fill("brdige")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("link", name="BRIDGE").click()
    page.wait_for_url("**/en/projects/bridge/")
    assert page.get_by_role("heading", level=1).inner_text() == "BRIDGE"
    expect(page.get_by_role("rowheader", name="Stad Kortrijk")).to_have_count(1)


def test_facets_exchange_the_results_and_nothing_else(new_page, bridge):
    PublicationFactory(code="tunnel", acronym="TUNNEL", partners=[{"name": "Gemeente", "country": "NL"}])
    page = new_page()
    page.goto("/en/projects/")
    page.evaluate("document.body.dataset.stays = 'yes'")
    facets, count = page.locator("#facets"), page.locator(".result-count")
    expect(count).to_have_text("2 projects")
    facets.get_by_role("link", name="France", exact=True).click()
    page.wait_for_url("**/en/projects/?country=FR")
    expect(count).to_have_text("1 project")
    expect(page.locator("[data-found]")).to_have_text("1 project")
    expect(page.locator("a:focus")).to_contain_text("France")
    page.locator(".filter-chips").get_by_role("link", name="Remove all filters").click()
    page.wait_for_url("**/en/projects/")
    expect(count).to_have_text("2 projects")
    expect(count).to_be_focused()
    assert page.evaluate("document.body.dataset.stays") == "yes"
    page.go_back()
    page.wait_for_url("**/en/projects/?country=FR")
    expect(count).to_have_text("1 project")
    page.get_by_role("link", name="BRIDGE").click()
    page.wait_for_url("**/en/projects/bridge/")


def test_summary_becomes_a_link_while_the_page_is_open(new_page, bridge):
    waiting = summary.request_all(bridge)[2]
    type(waiting).objects.update(state="queued", sha256="")
    page = new_page()
    page.goto("/en/projects/bridge/")
    english = page.locator(".summaries li").nth(2)
    assert "being made" in english.inner_text()
    type(waiting).objects.update(state="ready", sha256="0" * 64, size=1000)
    english.get_by_role("link", name="English").wait_for()


def test_tables_on_paper_show_every_column(new_page, bridge):
    Publication.objects.filter(code="bridge").update(total_budget="12345678.90", eu_funding="12345678.90")
    PublishedPartner.objects.update(
        name="Intergemeentelijk samenwerkingsverband voor grensoverschrijding",
        kind="business_support",
        budget="12345678.90",
        eu_funding="12345678.90",
        contribution="12345678.90",
    )
    page = new_page(width=718)  # A4 within its margins
    page.emulate_media(media="print")
    for path in ("projects/bridge/", "projects/?view=table", "projects/map/"):
        page.goto(f"/nl/{path}")
        wider = "all => all.map(one => one.scrollWidth - one.clientWidth)"
        assert max(page.locator(".table-scroll").evaluate_all(wider)) == 0, path
        assert page.evaluate("document.documentElement.scrollWidth") == 718, path
        assert not page.locator("form.project-filters").is_visible(), path


def test_table_of_partners_fits_a_wide_screen(new_page, bridge):
    PublishedPartner.objects.update(
        name="Demo-streekintercommunale West",
        city="Demokortrijk",
        kind="business_support",
        contribution="234567.90",
        budget="1234567.90",
        eu_funding="234567.90",
    )
    page = new_page(width=1280)
    page.goto("/nl/projects/bridge/")
    wider = "one => one.scrollWidth - one.clientWidth"
    assert page.locator(".partners").evaluate(wider) == 0
    assert "Type: Organisatie voor ondernemersondersteuning" in page.locator(".partners").inner_text()
