"""Newer pages of staff as a person walks them: found where one looks, narrow and wide, without scripts."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from correspondence.models import Letterhead
from documents.models import Document
from editorial.models import PaperMention
from programmes.states import Role
from projects import fields, importing
from projects.fields.outcomes import token_of
from projects.models import BudgetLine, BulkJob
from publications.models import DifferentOrganisations, NameMention, Organisation
from tests.browsing import faults, found_on, sign_in
from tests.factories.assessments import staff_of, submitted_project
from tests.factories.correspondence import MessageFactory
from tests.factories.editorial import PaperFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.projects import complete_project
from tests.factories.publications import PublicationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALIKE = ("Universiteit Gent", "Universiteit van Gent")
LONG = "Grensoverschrijdende waterkwaliteitsmonitoringsinfrastructuur"


@pytest.fixture
def project():
    """Submitted, with an assessor of its programme."""
    made = submitted_project(acronym="DELTA")
    staff_of(made, Role.ASSESSOR)
    return made


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def letter(project):
    """Drafted, and leaves as a PDF."""
    Letterhead.objects.create(programme=project.programme_code, sender={"en": "Secretariat"})
    return MessageFactory(
        programme=project.programme_code,
        language="en",
        subject="Approved",
        body="The committee approved it.",
        as_pdf=True,
        letter="decision_approved",
    )


@pytest.fixture
def event(project):
    made = EventFactory(programme=project.call.programme_period.programme, title={"en": LONG})
    RegistrationFactory(event=made, name="Ann Peeters", organisation=LONG)
    RegistrationFactory(event=made, state="waiting", placed_at=None)
    return made


@pytest.fixture
def alike(project):
    """Two partners of one project that resemble each other, and a name that is left in its text."""
    edition = project.call.programme_period
    partners = [{"name": name, "country": "BE"} for name in ALIKE]
    PublicationFactory(code="one", programme_period=edition, partners=partners)
    NameMention.objects.create(code="one", version=0, path="summary/en", digest="0" * 64)
    paper = PaperFactory(programme=edition.programme, name=f"{LONG.replace(' ', '-')[:80]}.pdf")
    PaperMention.objects.create(paper=paper, code="one", digest="0" * 64)
    return [Organisation.objects.get(name=name) for name in ALIKE]


def addresses(project, letter, event, alike):
    ticked = f"&uid={project.uid}"
    return [
        reverse("secretariat:message", args=[letter.uid]),
        reverse("secretariat:event_guests", args=[event.uid]),
        reverse("secretariat:event_guest_list", args=[event.uid]),
        reverse("secretariat:told_apart"),
        reverse("secretariat:tell_apart") + f"?first={alike[0].slug}&second={alike[1].slug}",
        reverse("secretariat:names_in_texts"),
        reverse("secretariat:name_in_text", args=[NameMention.objects.get().pk]),
        reverse("secretariat:name_in_paper", args=[PaperMention.objects.get().pk]),
        reverse("secretariat:bulk_new") + f"?act=invite_assessors{ticked}",
        reverse("secretariat:bulk_new") + f"?act=remind_of_corrections{ticked}",
        reverse("secretariat:bulk_new") + f"?act=prepare_letters{ticked}",
        reverse("secretariat:bulk_new") + "?act=prepare_letters",
        reverse("secretariat:share_out") + f"?uid={project.uid}",
    ]


@pytest.fixture
def everything(project, officer, letter, event, alike):
    """The addresses of all these pages, with something on each."""
    DifferentOrganisations.objects.create(first=alike[0], second=alike[1], reason=LONG, told_by=officer)
    return lambda: addresses(project, letter, event, alike)


@pytest.mark.parametrize(("width", "scheme", "language"), [(320, "light", "nl"), (1280, "dark", "fr")])
def test_pages_have_no_faults(new_page, officer, everything, width, scheme, language):
    page = new_page(width=width, scheme=scheme)
    sign_in(page, officer)
    with translation.override(language):
        assert found_on(page, everything()) == {}
    page.locator("main form button[type=submit]").last.click()
    page.locator("input[name=places]").first.wait_for()
    assert faults(page) == []


def test_letter_is_previewed_from_the_outbox_without_scripts(new_page, officer, letter):
    page = new_page(scripts=False)
    sign_in(page, officer, reverse("secretariat:outbox"))
    page.get_by_role("link", name="Approved").first.click()
    button = page.get_by_role("button", name="Make the PDF")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#preview")
    assert Document.objects.filter(kind="letter_draft").count() == 1
    assert page.get_by_role("button", name="Make the PDF again").is_visible()


def test_list_of_guests_is_found_from_the_event_without_scripts(new_page, officer, event):
    page = new_page(scripts=False, width=320)
    sign_in(page, officer, reverse("secretariat:events"))
    page.get_by_role("link", name=LONG).click()
    page.get_by_role("link", name="List of guests").first.click()
    page.get_by_label("Name").fill("nobody of this name")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nobody here")).to_be_visible()
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("link", name="List of guests as PDF").click()
    page.get_by_role("button", name="Make the PDF").click()
    assert page.get_by_role("button", name="Make the PDF again").is_visible()
    assert Document.objects.filter(kind="guest_list").count() == 1


def test_partners_are_told_apart_and_the_room_stays_marked_without_scripts(new_page, officer, alike):
    page = new_page(tolerates="status of 400", scripts=False)
    sign_in(page, officer, reverse("secretariat:tasks"))
    page.get_by_role("link", name="Public partners").click()
    page.get_by_role("link", name="Not the same").click()
    room = page.get_by_role("navigation", name="Secretariat").locator("[aria-current]")
    assert room.all_inner_texts() == ["Public partners"]
    page.get_by_role("button", name="They are not the same").click()
    expect(page.locator(".is-invalid, [aria-invalid=true]").first).to_be_visible()
    page.get_by_label("Reason").fill("Two houses.")
    page.get_by_role("button", name="They are not the same").click()
    assert DifferentOrganisations.objects.get().reason == "Two houses."
    page.get_by_role("link", name="Told apart").click()
    assert page.get_by_text("Two houses.").is_visible()


def test_many_are_asked_for_by_a_refused_form_first_without_scripts(new_page, project, officer):
    page = new_page(tolerates="status of 400", scripts=False, width=320)
    sign_in(page, officer, reverse("secretariat:inbox"))
    page.get_by_label("Select DELTA").check()
    page.get_by_label("With the selected").select_option("invite_assessors")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".is-invalid, [aria-invalid=true]").first).to_be_attached()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/bulk/*-*/")
    assert BulkJob.objects.get().kind == "invite_assessors"


def test_chosen_proposals_are_shared_out_without_scripts(new_page, project, officer):
    page = new_page(scripts=False, width=320)
    sign_in(page, officer, reverse("secretariat:inbox"))
    page.get_by_label("Select DELTA").check()
    page.get_by_label("With the selected").select_option("share_out")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Assessors for each proposal").fill("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="taken")).to_be_checked()
    page.get_by_role("button", name="Give the ticked places").click()
    expect(page.get_by_text("1 place is given.")).to_be_visible()
    assert project.assessments.count() == 1


def test_import_of_a_budget_is_undone_where_it_was_made_without_scripts(new_page):
    project = complete_project(start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    project.call.budget_form, project.call.period_months = "periods", 6
    project.call.save()
    BudgetLine.objects.update(period=1)
    partner = project.partnerships.get(position=1)
    key = f"budget.{partner.uid}.staff.2"
    importing.apply(project, [(key, "70.00", token_of(""))], [], by=project.created_by)
    page = new_page(scripts=False, width=320)
    sign_in(page, project.created_by, reverse("apply:budget_import", args=[project.uid]))
    button = page.get_by_role("button", name="Undo this import")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The import is undone")).to_be_visible()
    assert fields.tokens(project).get(key) is None or fields.tokens(project)[key].value == ""
