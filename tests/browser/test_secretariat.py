"""The pages of staff and assessors in a real browser: axe finds nothing, narrow or wide, light or dark."""

import pytest
from django.urls import reverse

from assessments import decisions
from programmes.states import Role
from tests.browsing import faults, found_on, sign_in
from tests.factories.assessments import eligible_project, scored, staff_of, submitted_project
from tests.factories.correspondence import MessageFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INBOX = "/en/secretariat/"


@pytest.fixture
def project():
    """Submitted, its screening open, with one finished assessment and one in work."""
    made = submitted_project()
    decisions.open_screening(made, by=staff_of(made, Role.OFFICER))
    first = staff_of(made, Role.ASSESSOR)
    decisions.finish_assessment(scored(made, first), by=first, recommendation="recommended")
    scored(made, staff_of(made, Role.ASSESSOR))
    return made


@pytest.fixture
def eligible(project):
    """Ready for the committee, in the same programme."""
    return eligible_project(call=project.call, acronym="BRIDGE", criteria=0)


def of(project, name, *more):
    return reverse(f"secretariat:{name}", args=[project.uid, *more])


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_staff_pages_have_no_faults(new_page, project, eligible, width, scheme):
    letter = MessageFactory(about=project.chain, programme=project.programme_code)
    page = new_page(width=width, scheme=scheme)
    sign_in(page, staff_of(project, Role.MANAGER), INBOX)
    unfinished = project.assessments.get(finished_at=None)
    finished = project.assessments.get(finished_at__isnull=False)
    addresses = [
        INBOX,
        f"{INBOX}?q=nothing-like-it&state=eligible",
        of(project, "project"),
        of(project, "screening"),
        of(project, "assessments"),
        of(eligible, "decision"),
        of(project, "step", "return_to_applicant"),
        reverse("secretariat:dismiss_assessor", args=[unfinished.pk]),
        reverse("secretariat:reopen_assessment", args=[finished.pk]),
        reverse("secretariat:staff"),
        reverse("secretariat:outbox"),
        of(letter, "message"),
        f"{reverse('secretariat:confirm_messages')}?letter={letter.uid}",
    ]
    assert found_on(page, addresses) == {}


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_assessor_pages_have_no_faults(new_page, project, width, scheme):
    unfinished = project.assessments.get(finished_at=None)
    page = new_page(width=width, scheme=scheme)
    sign_in(page, unfinished.assessor, "/en/secretariat/assessments/")
    form = reverse("secretariat:assessment", args=[unfinished.pk])
    assert found_on(page, ["/en/secretariat/assessments/", form]) == {}


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_refused_decision_has_no_faults_and_keeps_the_text(new_page, eligible, width, scheme):
    page = new_page(width=width, scheme=scheme, tolerates="40[09]")
    sign_in(page, staff_of(eligible, Role.COMMITTEE), of(eligible, "decision"))
    conditions = page.get_by_role("textbox", name="Conditions", exact=True)
    page.get_by_label("Not approved").check()
    page.get_by_label("Date of the decision").fill("2026-01-20")
    conditions.fill("None that would help.")
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_text("Only an approval with conditions has conditions").first.wait_for()
    assert conditions.input_value() == "None that would help."
    assert faults(page) == []
    conditions.fill("")
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_role("alert").get_by_text("Write a note").wait_for()
    assert page.get_by_label("Date of the decision").input_value() == "2026-01-20"
    assert faults(page) == []
