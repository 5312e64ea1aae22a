"""Home, programme, period, priority, objective, theme, call and about pages in a real browser."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.browsing import found_on
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

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PERIOD = "programmes/river/2021-2027/"
PATHS = [
    "",
    "programmes/",
    "programmes/river/",
    PERIOD,
    f"{PERIOD}priorities/A/",
    f"{PERIOD}objectives/RSO1.1/",
    f"{PERIOD}themes/T-1/",
    "calls/river-1/",
    "projects/bridge/",
    "about/",
    "about/figures/",
    "privacy/",
]


@pytest.fixture
def bridge():
    edition = ProgrammePeriodFactory(
        programme=ProgrammeFactory(
            code="FWVL",
            slug="river",
            website="https://river.example",
            introduction={"nl": "Samen", "en": "Together"},
        ),
        eu_budget=Decimal("1000000.00"),
        max_rate=Decimal(60),
        provenance={"eu_budget": "public", "max_rate": "memory"},
        facts=[
            {
                "key": "group_1",
                "label": {"en": "Topics with priority"},
                "kind": "percent",
                "value": 80,
                "codes": ["RSO1.1", "RSO1.2"],
                "source": "seed",
            },
            {
                "key": "who",
                "label": {"en": "Who can"},
                "kind": "texts",
                "value": [{"en": "Towns"}, {"en": "Schools"}],
                "source": "seed",
            },
        ],
    )
    edition.area.set([RegionFactory(code="FRE11", name="Nord")])
    priority = PriorityFactory(programme_period=edition, number=1, letter="A", share=Decimal(35))
    objective = SpecificObjectiveFactory(priority=priority, code="RSO1.1")
    ExampleActionFactory(priority=priority, text={"nl": "Bomen planten"}, objective=objective)
    theme = ThemeFactory(programme_period=edition, code="T-1", priority=priority)
    CallFactory(programme_period=edition, code="river-1", objectives=[objective])
    return PublicationFactory(
        websites=["https://www.river.example/projects/ofabridgethathasnogap/"],
        programme_period=edition,
        priority=priority,
        objective=objective,
        theme=theme,
        code="bridge",
        acronym="BRIDGE </script>",
        title={"nl": "Een brug", "en": "A bridge"},
        eu_funding=Decimal("600000.00"),
        partners=[{"name": "Stad Kortrijk", "role": "lead", "country": "BE"}],
    )


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("en", 1280, "light"), ("fr", 320, "dark"), ("nl", 320, "light")]
)
def test_public_pages_have_no_faults(new_page, bridge, language, width, scheme):
    """Linked data stand in each page: a breach of the content policy would fail here as well."""
    page = new_page(width=width, scheme=scheme)
    assert found_on(page, (f"/{language}/{path}" for path in PATHS)) == {}


def test_link_and_citation_are_copied(new_page, bridge):
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/en/projects/bridge/")
    expect(page.locator('script[type="application/ld+json"]')).to_have_count(1)
    page.get_by_role("button", name="Copy: Citation").click()
    page.get_by_role("status").filter(has_text="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#copy-citation").input_value()
    assert copied.startswith("Programme FWVL. (")


def test_citation_can_be_selected_without_scripts(new_page, bridge):
    page = new_page(scripts=False)
    page.goto("/en/projects/bridge/")
    assert page.get_by_role("textbox", name="Citation").input_value().startswith("Programme FWVL. (")
    assert not page.get_by_role("button", name="Copy: Citation").is_visible()
