"""The inbox and the tasks in a real browser: axe finds nothing, and keys move through the list."""

import pytest
from playwright.sync_api import expect

from accounts.models import SavedView
from programmes.states import Role
from projects import searching
from projects.models import BulkJob, BulkRow
from projects.states import State
from tests.browsing import found_on, sign_in
from tests.factories.assessments import staff_of
from tests.factories.calls import CallFactory
from tests.factories.projects import ProjectFactory, VersionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INBOX = "/en/secretariat/"


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def officer(call):
    """With three proposals in the list, a saved view and a finished job."""
    person = staff_of(ProjectFactory.build(call=call), Role.OFFICER)
    for acronym, state in (("AAA", State.SUBMITTED), ("BBB", State.ELIGIBLE), ("CCC", State.SUBMITTED)):
        project = ProjectFactory(call=call, submitted=True, acronym=acronym, state=state)
        VersionFactory(project=project, data={"acronym": acronym, "title": {"en": "A bridge"}})
        searching.index([project.pk])
    SavedView.objects.create(owner=person, page="inbox", name="Eligible", query="state=eligible")
    job = BulkJob.objects.create(kind="open_screening", owner=person)
    BulkRow.objects.create(job=job, project=project, state="refused", note="Only a submitted one.")
    return person


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_inbox_and_tasks_have_no_faults(new_page, officer, width, scheme):
    page = new_page(width=width, scheme=scheme)
    sign_in(page, officer, INBOX)
    job, view = BulkJob.objects.get(), SavedView.objects.get()
    addresses = [
        INBOX,
        f"{INBOX}?q=bridge&state=submitted&officer=nobody&sort=-code&view={view.pk}",
        f"{INBOX}filters/?state=submitted",
        f"{INBOX}views/?query=state%3Dsubmitted",
        f"{INBOX}bulk/?act=assign_officer&all=1&query=",
        f"{INBOX}bulk/{job.uid}/",
        f"{INBOX}tasks/",
    ]
    assert found_on(page, addresses) == {}


def test_keys_move_select_open_and_search(new_page, officer):
    page = new_page()
    sign_in(page, officer, f"{INBOX}?sort=acronym")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "BBB"
    page.keyboard.press("x")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("[data-row] input:checked")).to_have_count(2)
    page.keyboard.press("?")
    assert page.locator("[data-keys]").get_attribute("open") is not None
    page.keyboard.press("/")
    page.keyboard.type("xjk")
    assert page.input_value("#inbox-q") == "xjk"  # in a field, keys are letters
    page.locator("[data-select-all]").click()
    expect(page.locator("[data-row] input:checked")).to_have_count(3)
    page.locator("[data-row] input").first.focus()
    page.keyboard.press("j")
    assert "/projects/" in page.evaluate("document.activeElement.href")  # a link: Enter opens it


def test_list_and_bulk_work_without_scripts(new_page, officer):
    page = new_page(scripts=False)
    sign_in(page, officer, INBOX)
    page.fill("#inbox-q", "bridge")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("[data-row]")).to_have_count(3)
    page.get_by_label("Select AAA").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/bulk/*-*/")
    assert "0 of 1" in page.locator("[role=status]").nth(1).inner_text() or BulkJob.objects.count() == 2
