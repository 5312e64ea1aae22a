"""Ranking, what-ifs, ties and figures in a real browser: axe finds nothing, narrow or wide, light or dark."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Scenario
from programmes.states import Role
from projects.models import IndicatorFigure, PartnerFigure
from projects.states import State
from tests.browsing import found_on, sign_in
from tests.factories.assessments import staff_of
from tests.factories.calls import CallObjectiveBudgetFactory
from tests.factories.programmes import ProgrammeIndicatorFactory, SpecificObjectiveFactory
from tests.factories.ranking import proposal, ranked_call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKED = ("900000.00", "650000.50", "800000.00", "400000.00", "700000.00", "350000.00")


@pytest.fixture
def call():
    """Six ranked proposals, two of them tied, one approved; others apart; money for four."""
    made = ranked_call("3000000.00", code="first-call", threshold=Decimal(40))
    own = made.objectives.get()
    made.objectives.add(SpecificObjectiveFactory(priority=own.priority))
    values = (5, 5, 4, 4, 3, 3)
    for number, (asked, value) in enumerate(zip(ASKED, values, strict=True)):
        project = proposal(
            made,
            value,
            max(value - number % 2, 0),
            asked=asked,
            acronym=("CROSSROADS", "SALTMARSH", "HERON", "FERRY", "TWILIGHT", "DUNES")[number],
            state=State.APPROVED if number == 0 else State.ELIGIBLE,
            objective=own,
            first_submitted_at=timezone.now() - timedelta(days=20 * number),
        )
        for country, region in (("BE", "BE211"), ("NL", "NL341")):
            PartnerFigure.objects.create(
                project=project,
                is_lead=country == "BE",
                country=country,
                region=region,
                type="sme",
                legal_status="private",
                eu_asked=project.eu_asked / 2,
            )
    proposal(made, 1, acronym="BELOW", objective=own)
    proposal(made, acronym="UNSCORED", objective=own)
    proposal(made, acronym="WAITING", state=State.SUBMITTED)
    indicator = ProgrammeIndicatorFactory(objective=own, target=Decimal(40))
    IndicatorFigure.objects.create(project=project, indicator=indicator, target=Decimal(6))
    return made


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_ranking_pages_have_no_faults(new_page, call, width, scheme):
    first = call.projects.get(acronym="HERON")
    manager = staff_of(first, Role.MANAGER)
    kept = Scenario.objects.create(
        call=call, owner=manager, name="Without the second", changes=[["drop", first.code]]
    )
    own = call.objectives.order_by("pk").first()
    CallObjectiveBudgetFactory(call=call, objective=own, amount=Decimal("2500000.00"))
    other = call.projects.get(acronym="TWILIGHT")
    page = new_page(width=width, scheme=scheme)
    sign_in(page, manager, "/en/secretariat/ranking/")
    base = reverse("secretariat:ranking", args=[call.code])
    addresses = [
        base,
        f"{base}?objective={own.priority.number}-{own.code}",
        f"{base}?q=nothing-like-it",
        f"{base}what-if/?drop={first.code}&cut={other.code}:10%25&budget=3500000.00",
        f"{base}compare/?with={kept.pk}",
        "/en/secretariat/figures/",
    ]
    assert found_on(page, addresses) == {}


def test_what_if_is_tried_by_keyboard_and_carried_by_the_address(new_page, call):
    first = call.projects.get(acronym="SALTMARSH")
    page = new_page()
    base = f"/en/secretariat/ranking/{call.code}/what-if/"
    sign_in(page, staff_of(first, Role.OFFICER), base)
    page.goto(base)
    page.get_by_label(f"Leave out {first.code}").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text(f"{first.code} is left out.").first.wait_for()
    assert f"drop={first.code}" in page.url
    page.get_by_role("link", name="Take back all changes").click()
    page.get_by_text("Nothing has been changed yet.").wait_for()
