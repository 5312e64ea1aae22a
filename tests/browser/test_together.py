"""Several people at one proposal in real browsers: seen by each other, told of changes, cut off and back."""

import re
import uuid

import pytest
from django.urls import reverse

from projects import advice, fields
from projects.models import Answer
from projects.states import Level
from tests.browsing import faults, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.programmes import RegionFactory
from tests.factories.projects import CollaboratorFactory, complete_project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture
def project():
    for code in ("BE", "FR"):
        RegionFactory(code=code, level=0)
    return complete_project(created_by=UserFactory(name="Anna Peeters"))


@pytest.fixture
def bob(project):
    return CollaboratorFactory(project=project, level=Level.EDIT, user=UserFactory(name="Bob Martin")).user


def address(project, name=""):
    return f"/en/apply/{project.uid}/{name}"


def look_again(page):
    """As if the page was hidden and shown, which asks at once and not after twenty seconds."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_people_see_each_other_and_what_changed(new_page, project, bob):
    anna, other = new_page(), new_page()
    sign_in(anna, project.created_by, address(project, "summary/"))
    sign_in(other, bob, address(project, "summary/"))
    other.get_by_text("Also here:").wait_for()
    look_again(anna)
    here = anna.locator("[data-together-people]")
    here.get_by_text("Bob Martin").wait_for()
    assert "on this page" in here.inner_text()
    other.get_by_label("Nederlands").fill("De tekst van Bob")
    other.locator("[data-field-state]").filter(has_text=SAVED).first.wait_for()
    look_again(anna)
    notice = anna.locator("[data-together-notice]")
    notice.get_by_text("Bob Martin changed this section").wait_for()
    assert faults(anna) == []
    notice.get_by_role("link", name="Load the newest").click()
    anna.wait_for_load_state()
    assert anna.get_by_label("Nederlands").input_value() == "De tekst van Bob"
    other.goto(address(project, "identification/"))
    other.get_by_text("Also here:").wait_for()
    look_again(anna)
    here.get_by_text("Identification").wait_for()


def test_section_that_changed_is_marked_in_the_list_of_parts(new_page, project, bob):
    page = new_page()
    sign_in(page, project.created_by, address(project, "identification/"))
    page.goto(address(project, "summary/"))
    with page.expect_response("**/together/"):
        page.goto(address(project, "identification/"))
    page.goto(address(project, "summary/"))
    fields.save(project, "title.nl", "De titel van Bob", base="1", by=bob)
    look_again(page)
    page.locator(".section-nav .changed-mark").wait_for()
    row = page.locator(".section-nav li", has=page.locator(".changed-mark"))
    assert "Identification" in row.inner_text()
    assert faults(page) == []


def test_texts_typed_with_the_network_cut_are_all_there_when_it_is_back(new_page, project):
    page = new_page(tolerates="ERR_INTERNET_DISCONNECTED")
    sign_in(page, project.created_by, address(project, "identification/"))
    typed = {"Acronym": "ZONDER NET", "Nederlands": "Getypt zonder net", "Français": "Tapé sans réseau"}
    page.context.set_offline(True)
    for label, text in typed.items():
        page.get_by_label(label, exact=True).fill(text)
        page.get_by_label(label, exact=True).blur()
    page.get_by_text("3 changes are not saved yet.").wait_for()
    page.context.set_offline(False)
    page.get_by_text("Everything on this page is saved.").first.wait_for()
    project.refresh_from_db()
    titles = dict(Answer.objects.filter(project=project, field="title").values_list("language", "text"))
    assert (project.acronym, titles) == ("ZONDER NET", {"nl": "Getypt zonder net", "fr": "Tapé sans réseau"})
    page.reload()
    for label, text in typed.items():
        assert page.get_by_label(label, exact=True).input_value() == text


def test_lost_cookies_lose_no_text(new_page, project):
    """Not only the session: the token against forgery has gone, too."""
    page = new_page(tolerates="403")
    sign_in(page, project.created_by, address(project, "summary/"))
    kept = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_label("Nederlands").fill("Getypt zonder koekjes")
    page.get_by_text("you are signed out").first.wait_for()
    page.context.add_cookies(kept)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.locator("[data-field-state]").filter(has_text=SAVED).first.wait_for()
    assert Answer.objects.get(project=project, field="summary", language="nl").text == "Getypt zonder koekjes"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_pages_of_working_together_have_no_faults(new_page, project, bob, width, scheme):
    partner = project.partnerships.get(position=2)
    CollaboratorFactory(project=project, level=Level.EDIT, partnership=partner)
    link = advice.make(project, by=project.created_by, reader="Prof. Vos", days=7, key=uuid.uuid4())
    fields.save(project, "summary.nl", "Een andere tekst", base="1", by=bob)
    page = new_page(width=width, scheme=scheme)
    sign_in(page, project.created_by, address(project))
    found = {"overview": faults(page)}
    for name in (
        "people/",
        f"people/{bob.uid}/replace/",
        "advice/",
        f"partners/{partner.uid}/confirm/",
        "history/?key=summary.nl",
    ):
        page.goto(address(project, name))
        found[name] = faults(page)
    page.goto(reverse("apply:advice_page", args=[advice.token_of(link)]))
    found["advice page"] = faults(page)
    assert {name: what for name, what in found.items() if what} == {}
