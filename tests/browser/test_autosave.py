"""Writing a proposal in real browsers: by itself, without network, after signing out, against others."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import expect

from projects import fields
from projects.models import Answer, Collaborator
from projects.states import Level
from tests.accounts.test_second_factor import SECRET, code_now
from tests.browsing import faults, sign_in
from tests.factories.accounts import PASSWORD, UserFactory
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


def summary_of(project):
    return f"/en/apply/{project.uid}/summary/"


def text_of(project, field="summary"):
    return Answer.objects.get(project=project, field=field, language="nl").text


def box(page):
    return page.get_by_label("Nederlands")


def state(page):
    """The line below the Dutch text that tells whether it is saved."""
    return page.locator("[data-field-box]", has=box(page)).locator("[data-field-state]")


def wait_for(page, words):
    line = state(page)
    line.filter(has_text=words).wait_for()
    return line.inner_text()


def test_text_is_saved_while_writing_and_there_after_a_reload(new_page, project):
    page = new_page()
    sign_in(page, project.created_by, summary_of(project))
    box(page).fill("Wij bouwen samen een brug.\nEn een tweede.")
    assert SAVED.match(wait_for(page, SAVED))
    assert text_of(project) == "Wij bouwen samen een brug.\nEn een tweede."
    page.reload()
    assert box(page).input_value() == "Wij bouwen samen een brug.\nEn een tweede."


def test_text_is_kept_without_network_and_sent_again(new_page, project):
    page = new_page(tolerates="ERR_INTERNET_DISCONNECTED")
    sign_in(page, project.created_by, summary_of(project))
    page.context.set_offline(True)
    box(page).fill("Zonder verbinding getypt")
    assert "kept in this browser" in wait_for(page, "no connection")
    assert text_of(project) == "Samenvatting (nl)"
    page.context.set_offline(False)
    wait_for(page, SAVED)
    assert text_of(project) == "Zonder verbinding getypt"


def test_save_without_an_answer_is_told_and_sent_again(new_page, project):
    page = new_page(tolerates="ERR_FAILED")
    page.clock.install()
    sign_in(page, project.created_by, summary_of(project))
    page.route("**/field/", lambda route: None)
    box(page).fill("In een tunnel getypt")
    page.clock.run_for(1500)
    wait_for(page, "Saving")
    page.clock.run_for(30_000)
    assert "kept in this browser" in wait_for(page, "did not answer")
    page.unroute("**/field/")
    page.clock.run_for(3000)
    wait_for(page, SAVED)
    assert text_of(project) == "In een tunnel getypt"


def test_who_was_taken_off_the_proposal_is_told_to_copy_the_text(new_page, project, bob):
    page = new_page(tolerates="404")
    sign_in(page, bob, summary_of(project))
    Collaborator.objects.filter(project=project, user=bob).delete()
    box(page).fill("Nog net getypt")
    assert "Copy your text before you leave or reload this page." in wait_for(page, "Not saved")
    assert box(page).input_value() == "Nog net getypt"


def test_kept_text_is_offered_after_a_reload(new_page, project):
    page = new_page(tolerates="ERR_FAILED|ERR_CONNECTION")
    sign_in(page, project.created_by, summary_of(project))
    page.route("**/field/", lambda route: route.abort())
    box(page).fill("Nog niet opgeslagen")
    wait_for(page, "no connection")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.unroute("**/field/")
    assert box(page).input_value() == "Samenvatting (nl)"
    panel = page.get_by_role("group", name="A text that was not saved")
    assert "Nog niet opgeslagen" in panel.inner_text()
    assert faults(page) == []
    panel.get_by_role("button", name="Use it").click()
    wait_for(page, SAVED)
    assert text_of(project) == "Nog niet opgeslagen"


def test_two_people_see_both_texts_and_choose(new_page, project, bob):
    anna, other = new_page(tolerates="409"), new_page()
    sign_in(anna, project.created_by, summary_of(project))
    sign_in(other, bob, summary_of(project))
    box(other).fill("De tekst van Bob")
    wait_for(other, SAVED)
    box(anna).fill("De tekst van Anna")
    wait_for(anna, "somebody else changed this")
    panel = anna.get_by_role("group", name="Two texts for one field")
    shown = panel.inner_text()
    assert "De tekst van Bob" in shown
    assert "De tekst van Anna" in shown
    assert "Bob Martin saved another text" in shown
    assert text_of(project) == "De tekst van Bob"
    assert faults(anna) == []
    expect(panel.locator("mark")).to_have_text(["Anna", "Bob"])
    panel.get_by_role("button", name="Put both together").click()
    both = panel.get_by_label("Both texts in one")
    assert both.input_value() == "De tekst van Anna De tekst van Bob"
    assert "You both changed the same words" in panel.inner_text()
    assert faults(anna) == []
    both.fill("De tekst van Anna en Bob")
    panel.get_by_role("button", name="Save this text").click()
    wait_for(anna, SAVED)
    assert text_of(project) == "De tekst van Anna en Bob"


def test_changes_of_different_words_fit_together(new_page, project, bob):
    page = new_page(tolerates="409")
    fields.save(project, "summary.nl", "Wij bouwen samen een brug over de Schelde.", base="1", by=bob)
    sign_in(page, project.created_by, summary_of(project))
    fields.save(project, "summary.nl", "Wij bouwen samen twee bruggen over de Schelde.", base="2", by=bob)
    box(page).fill("Wij bouwen samen een brug over de Maas.")
    wait_for(page, "somebody else changed this")
    page.get_by_role("button", name="Put both together").click()
    both = page.get_by_label("Both texts in one").input_value()
    assert both == "Wij bouwen samen twee bruggen over de Maas."
    page.get_by_role("button", name="Save this text").click()
    wait_for(page, SAVED)
    assert text_of(project) == both


def test_taking_theirs_leaves_their_text(new_page, project, bob):
    page = new_page(tolerates="409")
    sign_in(page, project.created_by, summary_of(project))
    fields.save(project, "summary.nl", "De tekst van Bob", base="1", by=bob)
    box(page).fill("De tekst van Anna")
    wait_for(page, "somebody else changed this")
    page.get_by_role("button", name="Take theirs").click()
    assert box(page).input_value() == "De tekst van Bob"
    assert text_of(project) == "De tekst van Bob"


def lose_the_session(page, text):
    page.context.clear_cookies(name="sessionid")
    box(page).fill(text)
    page.get_by_role("dialog", name="Your session has ended").wait_for()
    return page.get_by_role("dialog")


def test_session_that_ended_mid_text_is_mended_in_a_dialog(new_page, project):
    page = new_page(tolerates="401|400")
    sign_in(page, project.created_by, summary_of(project))
    dialog = lose_the_session(page, "Getypt na het afmelden")
    assert faults(page) == []
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert dialog.get_by_label("E-mail address").input_value() == project.created_by.email
    dialog.get_by_label("Password").fill("not the password")
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    dialog.get_by_role("alert").get_by_text("password").wait_for()
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    wait_for(page, SAVED)
    dialog.wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "f-summary-nl"
    assert text_of(project) == "Getypt na het afmelden"


def test_session_that_ended_asks_the_second_factor_in_a_new_tab(new_page, project):
    page = new_page(tolerates="401")
    sign_in(page, project.created_by, summary_of(project))
    TOTP.activate(project.created_by, SECRET)
    dialog = lose_the_session(page, "Getypt na het afmelden")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="give your second factor in a new tab").click()
    tab = opened.value
    tab.locator("#id_code").fill(code_now())
    tab.locator("#id_code").press("Enter")
    tab.wait_for_url(lambda address: "/2fa/" not in address)
    tab.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_for(page, SAVED)
    dialog.wait_for(state="detached")
    assert text_of(project) == "Getypt na het afmelden"


def test_session_that_ended_may_wait(new_page, project):
    page = new_page(tolerates="401")
    sign_in(page, project.created_by, summary_of(project))
    kept = page.context.cookies()
    dialog = lose_the_session(page, "Getypt na het afmelden")
    dialog.get_by_role("button", name="Later").click()
    dialog.wait_for(state="detached")
    assert "you are signed out" in wait_for(page, "signed out")
    box(page).fill("Verder getypt")
    assert page.get_by_role("link", name="Sign in in a new tab").get_attribute("target") == "_blank"
    page.context.add_cookies(kept)  # signed in again, in another tab
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_for(page, SAVED)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert text_of(project) == "Verder getypt"


def test_pasted_text_is_never_cut_and_the_counter_counts_like_the_server(new_page, project):
    page = new_page(tolerates="422")
    sign_in(page, project.created_by, f"/en/apply/{project.uid}/identification/")
    title = page.get_by_label("Nederlands")
    title.fill("🌍" * 251)
    wait_for(page, "250 characters")
    assert title.input_value() == "🌍" * 251
    assert "251 of 250 characters: 1 too many" in page.locator("#f-title-nl-count").inner_text()
    assert title.get_attribute("aria-invalid") == "true"
    title.fill("🌍" * 250)
    wait_for(page, SAVED)
    assert text_of(project, "title") == "🌍" * 250


def test_figures_follow_each_saved_amount(new_page, project):
    partner = project.partnerships.first()
    page = new_page()
    sign_in(page, project.created_by, f"/en/apply/{project.uid}/budget/{partner.uid}/")
    amount = page.get_by_label("Equipment")
    amount.fill("2500.5")
    amount.blur()
    figures = page.locator(".figures-column")
    figures.get_by_text("€102,500.50").first.wait_for()
    assert amount.input_value() == "2,500.50"
    assert "€1,000.20 of the share is not covered yet" in figures.inner_text()
    assert faults(page) == []


def test_form_works_without_scripts(new_page, project):
    page = new_page(scripts=False)
    sign_in(page, project.created_by, summary_of(project))
    box(page).fill("Zonder scripts geschreven")
    page.get_by_role("button", name="Save").click()
    assert "Everything on this page is saved." in page.get_by_role("main").inner_text()
    assert text_of(project) == "Zonder scripts geschreven"


PAGES = [
    "",
    "identification/",
    "summary/",
    "partners/",
    "budget/",
    "check/",
    "submit/",
    "people/",
    "partners/add/",
]


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_pages_have_no_faults(new_page, project, width, scheme):
    page = new_page(width=width, scheme=scheme)
    sign_in(page, project.created_by, "/en/apply/")
    partner = project.partnerships.first()
    extra = [f"budget/{partner.uid}/", f"partners/{partner.uid}/remove/", "partners/new/BE/", "delete/"]
    found = {"dashboard": faults(page)}
    page.goto("/en/apply/calls/")
    found["calls"] = faults(page)
    for name in [*PAGES, *extra]:
        page.goto(f"/en/apply/{project.uid}/{name}")
        found[name] = faults(page)
    assert {name: what for name, what in found.items() if what} == {}


def test_form_on_paper_holds_the_whole_text_and_no_list_of_parts(new_page, project):
    page = new_page()
    Answer.objects.filter(project=project, field="summary", language="nl").update(text="Een regel.\n" * 120)
    sign_in(page, project.created_by, summary_of(project))
    page.emulate_media(media="print")
    assert box(page).evaluate("it => it.scrollHeight <= it.clientHeight + 1")
    expect(page.locator(".proposal-side")).to_be_hidden()


def test_refused_page_leads_to_its_fields(new_page, project, bob):
    """The plain form, as it posts when the script did not come."""
    page = new_page(tolerates="ERR_FAILED|422")
    page.route("**/autosave/main.js", lambda route: route.abort())
    sign_in(page, project.created_by, f"/en/apply/{project.uid}/identification/")
    fields.save(project, "title.nl", "De titel van Bob", base="1", by=bob)
    page.get_by_label("Acronym").fill("VEEL TE LANG VOOR EEN ACRONIEM")
    page.get_by_label("Nederlands").fill("De titel van Anna")
    page.get_by_role("button", name="Save").click()
    summary = page.get_by_role("alert")
    summary.wait_for()
    assert page.title().startswith("Error:")
    page.locator("[role=alert]:focus").wait_for()
    assert "De titel van Bob" in page.get_by_role("main").inner_text()
    assert page.get_by_label("Nederlands").input_value() == "De titel van Anna"
    assert faults(page) == []
    summary.get_by_role("link", name="Acronym").click()
    assert page.evaluate("document.activeElement.id") == "f-acronym"


def test_kept_texts_go_with_who_signs_out(new_page, project):
    page = new_page(tolerates="ERR_FAILED")
    sign_in(page, project.created_by, summary_of(project))
    page.route("**/field/", lambda route: route.abort())
    box(page).fill("Nog niet opgeslagen")
    wait_for(page, "no connection")
    page.on("dialog", lambda dialog: dialog.accept())
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('interreg-kept:')).length"
    assert page.evaluate(kept) == 1
    page.locator("details.account-menu summary").click()
    page.locator("details.account-menu").get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda address: "/apply/" not in address)
    assert page.evaluate(kept) == 0
