"""What readers fill in and frame, in a real browser: narrow and wide, both colour modes."""

import pytest
from django.utils import timezone

from publications.models import Answer, Remark, Subscription
from publications.states import SubscriptionKind
from publications.subscribing import links
from tests.browsing import found_on
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = [
    "alerts/new/?q=bridge&programme=here",
    "newsletter/",
    "subscriptions/",
    "subscriptions/asked/",
    "remarks/new/?about=project&key=bridge",
    "remarks/new/",
    "share/",
    "embed/?q=bridge",
    "embed/table/?programme=here",
    "embed/chart/?by=programme",
    "embed/map/",
]


@pytest.fixture
def bridge():
    edition = ProgrammePeriodFactory(programme=ProgrammeFactory(code="HERE", slug="here"))
    return PublicationFactory(
        programme_period=edition,
        code="bridge",
        acronym="BRIDGE",
        title={"en": "A bridge", "nl": "Een brug"},
        start_date="2024-01-01",
        eu_funding=1000,
        partners=[{"name": "City", "role": "lead", "country": "BE", "region": "BE254"}],
    )


@pytest.mark.parametrize(("language", "width", "scheme"), [("nl", 320, "dark"), ("en", 1280, "light")])
def test_pages_of_readers_have_no_faults(new_page, bridge, language, width, scheme):
    row = Subscription.objects.create(
        kind=SubscriptionKind.ALERT,
        email="reader@example.org",
        query="q=bridge",
        frequency="weekly",
        language=language,
        confirmed_at=timezone.now(),
    )
    mine = [
        f"subscriptions/{part}/{links.token(row, purpose)}/"
        for part, purpose in (("confirm", links.CONFIRM), ("stop", links.STOP), ("mine", links.MANAGE))
    ]
    page = new_page(width=width, scheme=scheme)
    assert found_on(page, (f"/{language}/{path}" for path in [*PATHS, *mine])) == {}


def test_remark_without_scripts_from_the_foot_of_a_project(new_page, bridge):
    page = new_page(width=320, scripts=False)
    page.goto("/en/projects/bridge/")
    page.get_by_role("link", name="Is something wrong here?").click()
    page.wait_for_timeout(3100)
    page.get_by_label("An amount of money").check()
    page.get_by_label("What the page says, or lacks").fill("The money is wrong.")
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("button", name="Send it").click()
    assert page.get_by_role("link", name="Back to BRIDGE").is_visible()
    assert Remark.objects.get().wrong == "The money is wrong."


def test_answer_takes_the_place_of_the_question(new_page, bridge):
    page = new_page(width=1280)
    page.goto("/en/projects/bridge/")
    page.get_by_role("button", name="Partly").click()
    page.get_by_label("What did you look for?").fill("Its bill")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("It helps us").wait_for()
    assert page.url.endswith("/en/projects/bridge/")
    assert [(one.page, one.found, one.words) for one in Answer.objects.all()] == [
        ("project", "partly", "Its bill")
    ]
