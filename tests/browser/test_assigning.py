"""Declarations, assignments and the queue in a real browser: no faults, and they work without scripts."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.assigning import invite_assessor
from assessments.models import Assessment
from programmes.states import Role
from projects.models import Interest
from tests.browsing import found_on, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.assessments import ExpertiseFactory, FreedPlaceFactory, staff_of, submitted_project
from tests.factories.programmes import SpecificObjectiveFactory, StaffRoleFactory
from tests.factories.projects import InterestFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def project():
    """Submitted, with an objective that one assessor knows, and a place that fell free."""
    found = submitted_project(acronym="DELTA")
    call = found.call
    found.objective = SpecificObjectiveFactory(priority__programme_period=call.programme_period)
    found.save()
    knows = staff_of(found, Role.ASSESSOR)
    kept = ExpertiseFactory(user=knows, programme=call.programme_period.programme)
    kept.objectives.add(found.objective)
    staff_of(found, Role.ASSESSOR)
    invite_assessor(
        found, by=staff_of(found, Role.OFFICER), assessor=staff_of(found, Role.ASSESSOR), due=date(2030, 1, 1)
    )
    FreedPlaceFactory(project=found, version=found.versions.get())
    return found


def committee_of(project):
    user = UserFactory()
    StaffRoleFactory(user=user, programme=project.call.programme_period.programme, role=Role.COMMITTEE)
    return user


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_of_the_secretariat_have_no_faults(new_page, project, width, scheme):
    page = new_page(width=width, scheme=scheme)
    asked = project.assessments.get()
    found = InterestFactory(project=project, person=committee_of(project), has_conflict=True, note="My town.")
    start = reverse("secretariat:assignments", args=[project.call.code])
    sign_in(page, staff_of(project, Role.MANAGER), start)
    addresses = [
        start,
        reverse("secretariat:propose_assignments", args=[project.call.code]),
        reverse("secretariat:assign", args=[project.uid]),
        reverse("secretariat:call_interests", args=[project.call.code]),
        reverse("secretariat:correct_interest", args=[found.pk]),
        reverse("secretariat:expertise", args=[project.programme_code, asked.assessor.uid]),
    ]
    assert found_on(page, addresses) == {}


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_pages_of_assessors_have_no_faults(new_page, project, width, scheme):
    page = new_page(width=width, scheme=scheme)
    asked = project.assessments.get()
    start = reverse("secretariat:my_assessments")
    sign_in(page, asked.assessor, start)
    addresses = [
        start,
        reverse("secretariat:declare_interests"),
        reverse("secretariat:interest", args=[project.uid]),
        reverse("secretariat:leave_assessment", args=[asked.pk]),
        reverse("secretariat:my_interests"),
    ]
    assert found_on(page, addresses) == {}


def test_committee_declares_and_reads_without_scripts(new_page, project):
    user = committee_of(project)
    page = new_page(scripts=False)
    sign_in(page, user, reverse("secretariat:declare_interests"))
    page.get_by_role("button", name="Declare for this 1 proposal").click()
    assert page.get_by_text("Your interests are declared for 1 proposal.").is_visible()
    assert Interest.objects.get(person=user).has_conflict is False
    page.goto(reverse("secretariat:project", args=[project.uid]))
    assert page.get_by_role("heading", level=1).inner_text() == "DELTA"


def test_places_are_given_as_proposed_without_scripts(new_page, project):
    page = new_page(scripts=False)
    sign_in(
        page, staff_of(project, Role.OFFICER), reverse("secretariat:assignments", args=[project.call.code])
    )
    page.get_by_role("link", name="Propose all").click()
    assert page.get_by_text(f"knows {project.objective.code}").is_visible()
    page.get_by_role("button", name="Give the ticked places").click()
    assert page.get_by_text("1 place is given.").is_visible()
    assert Assessment.objects.filter(project=project).count() == 2
