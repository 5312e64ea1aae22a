"""The whole way of an applicant in a real browser, with and without scripts, from a call to the receipt."""

import pytest
from django.urls import reverse

from projects.models import Project
from projects.states import State
from tests.browsing import faults, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.partners import OrganisationFactory
from tests.factories.programmes import RegionFactory
from tests.factories.projects import complete_call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def call():
    for code, name in (("BE", "België"), ("FR", "France")):
        RegionFactory(code=code, name=name, name_latin=name, level=0, country=code)
    OrganisationFactory(
        name="Université de Nulle Part",
        country="FR",
        region="FRE11",
        city="Lille",
        legal_status="public",
        type="higher_education",
    )
    return complete_call(title={"en": "Greener rivers"})


def save(page):
    """Waits until everything on the page is saved, by the script or by the button."""
    page.get_by_role("button", name="Save", exact=True).click()
    told = page.locator("[data-save-summary], #messages")
    told.filter(has_text="Everything on this page is saved.").first.wait_for()


def go_to(page, name):
    """By the list of parts, which a telephone shows when asked."""
    shown = page.get_by_text("Parts of the proposal")
    if shown.is_visible():
        shown.click()
    page.locator(".section-nav").get_by_role("link", name=name, exact=True).click()


def write_texts(page):
    go_to(page, "Identification")
    page.get_by_label("Nederlands").fill("Groenere rivieren")
    page.get_by_label("Français").fill("Des rivières plus vertes")
    page.get_by_label("Specific objective").select_option(index=1)
    page.get_by_label("Start").fill("2026-01-01")
    page.get_by_label("End").fill("2027-12-31")
    save(page)
    page.get_by_role("link", name="Next: Summary").click()
    page.get_by_label("Nederlands").fill("Wij maken de rivier groener.")
    page.get_by_label("Français").fill("Nous rendons la rivière plus verte.")
    save(page)


def add_lead(page):
    """An organisation that is not in the register yet."""
    page.get_by_role("link", name="Next: Partners").click()
    page.get_by_role("link", name="Add a partner").click()
    page.get_by_role("link", name="Belgium").click()
    page.get_by_label("Name in the original language").fill("Haven van Nergens")
    page.get_by_label("Short name").fill("HAVEN")
    page.get_by_label("Role").select_option("lead")
    page.get_by_label("Legal status").select_option("public")
    page.get_by_label("Type of organisation").select_option("other")
    page.get_by_label("Region").select_option("BE251")
    page.get_by_label("Town").fill("Brugge")
    page.get_by_label("Belgian enterprise number").fill("0403.019.261")
    page.get_by_role("button", name="Add to the register").click()


def add_partner(page):
    """An organisation of the register."""
    page.get_by_role("link", name="Add a partner").click()
    page.get_by_label("Name, or company").fill("universite nulle part")
    page.get_by_role("button", name="Search the register").click()
    page.get_by_role("link", name="Université de Nulle Part").click()
    page.get_by_label("Short name").fill("UNP")
    page.get_by_role("button", name="Add to the partnership").click()


def budget(page, name):
    go_to(page, "Budget")
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    page.get_by_label("Staff costs", exact=True).fill("100000")
    page.get_by_label("Amount").fill("40000")
    save(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_applicant_goes_from_call_to_receipt(new_page, call, scripts):
    page = new_page(scripts=scripts, width=1280 if scripts else 320, moves=True)
    page.set_default_timeout(60_000)  # the receipt is made within the request here, by no worker
    person = UserFactory(name="Anna Peeters")
    sign_in(page, person, reverse("apply:dashboard"))
    page.get_by_role("link", name="Greener rivers").click()
    page.get_by_label("Acronym").fill("RIVIER")
    page.get_by_role("button", name="Start the draft").click()
    write_texts(page)
    add_lead(page)
    add_partner(page)
    for name in ("HAVEN", "UNP"):
        budget(page, name)
    go_to(page, "Check")
    to_mend = page.locator(".finding-error").all_inner_texts()
    assert to_mend == []
    page.get_by_role("link", name="Submit", exact=True).click()
    page.get_by_role("button", name="Submit now").click()
    project = Project.objects.get(acronym="RIVIER")
    version = project.versions.get()
    shown = page.get_by_role("main").inner_text()
    assert project.state == State.SUBMITTED
    assert project.code in shown
    assert version.hash in shown
    if scripts:
        assert faults(page) == []
        receipt(page)
    page.get_by_role("link", name="Read what you submitted").click()
    assert "Nous rendons la rivière plus verte." in page.get_by_role("main").inner_text()
    if scripts:
        assert faults(page) == []


def receipt(page):
    with page.expect_download() as download:
        page.get_by_role("link", name="Receipt").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
