"""Every page of the whole form in a browser: on a telephone and a desk, with and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from calls.models import CallField
from projects.form import SECTIONS
from projects.models import Answer, Entry
from tests.browsing import faults, sign_in
from tests.factories.form import standard_project, work_package
from tests.factories.policy import instrument
from tests.factories.projects import EntryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def project():
    found = standard_project()
    CallField.objects.filter(call=found.call, use="hidden").update(use="optional")  # what only some calls ask
    work_package(found, 1, activities=2)
    for kind in ("investment", "result", "target_group", "synergy", "strategy", "associated_organisation"):
        parent = Entry.objects.get(kind="work_package") if kind == "investment" else None
        EntryFactory(project=found, kind=kind, parent=parent, position=1)
    instrument(found, found.partnerships.first())
    return found


def pages_of(project):
    """The addresses of all pages of the form by name."""
    found = {name: reverse("apply:section", args=[project.uid, name]) for name in SECTIONS}
    for entry in Entry.objects.filter(
        kind__in=["work_package", "investment", "associated_organisation", "policy_instrument"]
    ):
        found[entry.kind] = reverse("apply:entry", args=[project.uid, entry.uid])
    for name in ("time_plan", "coherence", "check"):
        found[name] = reverse(f"apply:{name}", args=[project.uid])
    found["partner"] = reverse("apply:partner", args=[project.uid, project.partnerships.first().uid])
    return found


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_every_page_of_the_form_is_accessible(new_page, project, width, scheme):
    page = new_page(width=width, scheme=scheme)
    sign_in(page, project.created_by)
    found = {}
    for name, address in pages_of(project).items():
        page.goto(address)
        page.locator("h1").wait_for()
        found[name] = faults(page)
    assert {name: what for name, what in found.items() if what} == {}


def test_adding_an_entry_keeps_what_was_just_typed(new_page, project):
    page = new_page()
    sign_in(page, project.created_by, reverse("apply:section", args=[project.uid, "relevance"]))
    page.locator("[id='f-challenges-nl']").fill("Droogte aan beide kanten")
    page.get_by_role("button", name="Add: Synergy").click()
    page.wait_for_url("**#entry-*")
    assert Answer.objects.get(project=project, field="challenges").text == "Droogte aan beide kanten"
    page.locator(f"summary[id='{page.url.partition('#')[2]}']:focus").wait_for()
    with page.expect_navigation():
        page.locator(".entry:focus-within").get_by_role("button", name="Remove").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Bring back").first.click()
    assert Entry.objects.present().filter(kind="synergy").count() == 2


def test_partners_of_an_activity_save_themselves(new_page, project):
    package, activity = Entry.objects.get(kind="work_package"), Entry.objects.filter(kind="activity").first()
    page = new_page()
    sign_in(page, project.created_by, reverse("apply:entry", args=[project.uid, package.uid]))
    group = page.locator(f"[id='f-activity-{activity.uid}-partners']")
    group.get_by_label("PARTNER 2").uncheck()
    group.locator("xpath=ancestor::div[@data-field-box]").get_by_text("Saved").wait_for()
    assert [one.abbreviation for one in activity.partners.all()] == ["PARTNER 1"]


def test_link_to_a_field_opens_what_it_lies_in(new_page, project):
    package, deliverable = (
        Entry.objects.filter(kind=kind).first() for kind in ("work_package", "deliverable")
    )
    page = new_page()
    address = reverse("apply:entry", args=[project.uid, package.uid])
    sign_in(page, project.created_by, address)
    page.locator(".entry > summary").first.click()
    name = f"f-deliverable-{deliverable.uid}-title-nl"
    assert not page.locator(f"[id='{name}']").is_visible()
    page.evaluate("name => { location.hash = name }", name)
    page.locator(f"[id='{name}']:focus").wait_for()
    page.locator(".languages").get_by_role("link", name="Français").click()
    assert not page.locator(f"[id='{name}']").is_visible()
    page.evaluate("() => { location.hash = '' }")
    page.evaluate("name => { location.hash = name }", name)
    page.locator(f"[id='{name}']:focus").wait_for()


def test_findings_of_the_section_follow_each_save(new_page, project):
    page = new_page()
    sign_in(page, project.created_by, reverse("apply:section", args=[project.uid, "summary"]))
    page.locator(".section-nav .mark-done").first.wait_for()
    page.locator("[id='f-summary-fr']").fill("")
    page.locator(".guide").get_by_text("Missing in French").wait_for()
    page.locator("[id='f-summary-fr']").fill("De retour")
    page.get_by_text("Nothing to correct in this section.").wait_for()


def test_form_works_without_scripts_on_a_telephone(new_page, project):
    page = new_page(width=320, scripts=False)
    sign_in(page, project.created_by, reverse("apply:section", args=[project.uid, "work_plan"]))
    page.get_by_role("button", name="Add: Work package").click()
    page.get_by_label("Nederlands").first.fill("Tweede pakket")
    page.get_by_role("button", name="Add: Activity").click()
    page.get_by_label("Nederlands").nth(3).fill("Eerste activiteit")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_text("Everything on this page is saved.").wait_for()
    expect(page.locator("summary").filter(has_text="Eerste activiteit")).to_have_count(1)
    page.get_by_role("link", name="Overview of this section").click()
    page.locator("button").filter(has_text="Up").click()
    assert page.get_by_role("link", name="Work package 1 Tweede pakket").is_visible()
