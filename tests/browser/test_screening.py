"""Screening and corrections in a real browser: saved by itself, by keys, and without faults in both doors."""

import re

import pytest
from django.urls import reverse

from assessments import decisions
from assessments.models import Screening
from programmes.states import Role
from projects.models import Project
from tests.browsing import faults, found_on, sign_in
from tests.factories.assessments import staff_of, submitted_project
from tests.projects.corrections.conftest import asked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile(r"^Saved at \d\d:\d\d$")


@pytest.fixture
def project():
    return submitted_project(criteria=0)


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def screening(project, officer):
    decisions.open_screening(project, by=officer)
    return Screening.objects.get()


def at(project, name):
    return reverse(f"secretariat:{name}", args=[project.uid])


def check(page, number):
    return page.locator("[data-check]").nth(number - 1)


def saved(page, number):
    return check(page, number).locator("[data-check-state]").filter(has_text=SAVED)


def verdicts(screening):
    """What is kept, in the order of the sheet, of the checks that were answered."""
    return [(one.verdict, one.note) for one in screening.checks.order_by("pk") if one.verdict]


def test_verdict_and_reason_save_themselves(new_page, project, officer, screening):
    page = new_page()
    sign_in(page, officer, at(project, "screening"))
    check(page, 1).get_by_role("radio", name="Passed", exact=True).click()  # ticked by the machine's verdict
    saved(page, 1).wait_for()
    assert page.locator("[data-answered]").first.inner_text() == "1"
    check(page, 2).get_by_role("textbox").fill("The map is missing.")
    check(page, 2).get_by_role("radio", name="Failed").check()
    saved(page, 2).wait_for()
    assert sorted(verdicts(screening)) == [("failed", "The map is missing."), ("passed", "")]
    page.reload()
    assert check(page, 2).get_by_role("textbox").input_value() == "The map is missing."


def test_keys_choose_a_verdict_and_walk_from_check_to_check(new_page, project, officer, screening):
    page = new_page()
    sign_in(page, officer, at(project, "screening"))
    check(page, 1).get_by_role("radio").first.focus()
    page.keyboard.press("1")
    saved(page, 1).wait_for()
    page.keyboard.press("j")
    page.keyboard.press("1")
    saved(page, 2).wait_for()
    page.keyboard.press("k")
    assert check(page, 1).get_by_role("radio").first.evaluate("one => one === document.activeElement")
    assert verdicts(screening) == [("passed", "")] * 2


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_sheet_and_corrections_have_no_faults(new_page, project, officer, screening, width, scheme):
    page = new_page(width=width, scheme=scheme)
    sign_in(page, officer, at(project, "screening"))
    assert faults(page) == []
    asked(project, officer, "summary", "section.partners")
    assert found_on(page, [at(project, "corrections"), at(project, "screening")]) == {}
    manager = Project.objects.get(pk=project.pk).created_by
    other = new_page(width=width, scheme=scheme)
    sign_in(other, manager, reverse("apply:proposal", args=[project.uid]))
    other.get_by_role("heading", name="Asked of you").wait_for()
    assert faults(other) == []
    assert found_on(other, [reverse("apply:section", args=[project.uid, "summary"])]) == {}
