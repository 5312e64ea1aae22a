"""Letters, talk and objections in a real browser: axe finds nothing, and drafts save themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Appeal
from core.texts import Text
from correspondence import keeping
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects.models import StateChange
from projects.states import State
from tests.browsing import found_on, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import CollaboratorFactory, ProjectFactory, VersionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 1280)


@pytest.fixture
def project():
    made = ProjectFactory(submitted=True, state=State.NOT_APPROVED)
    VersionFactory(project=made)
    return made


@pytest.fixture
def applicant(project):
    return CollaboratorFactory(project=project).user


@pytest.fixture
def manager(project):
    programme = project.call.programme_period.programme
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.MANAGER).user


@pytest.fixture
def decision(project, applicant):
    change = StateChange.objects.create(
        project=project, step="refuse", source=State.ELIGIBLE, target=State.NOT_APPROVED, by=None
    )
    MessageFactory(
        about=project.chain,
        programme=project.programme_code,
        recipient=applicant,
        letter="decision_not_approved",
        state=MessageState.SENT,
        sent_at=timezone.now(),
        objection_until=timezone.now() + timedelta(days=9),
        dedupe_key=f"decision:{change.pk}:{applicant.pk}",
    )
    return change


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_staff_have_no_faults(new_page, project, manager, decision, width):
    code = project.programme_code
    text = Text(en="{{ project }}")
    keeping.keep(code, "decision_approved", by=manager, subject=text, body=text, as_pdf=True)
    draft = MessageFactory(about=project.chain, programme=code, gaps=["note"], body="A {{ conditions }}")
    MessageFactory(programme=code, state=MessageState.UNKNOWN, handed_at=timezone.now(), error="x" * 300)
    page = new_page(width=width)
    sign_in(page, manager)
    assert (
        found_on(
            page,
            [
                reverse("secretariat:outbox"),
                reverse("secretariat:message", args=[draft.uid]),
                reverse("secretariat:confirm_messages") + "?all=yes",
                reverse("secretariat:letters"),
                reverse("secretariat:letter_words", args=[code, "decision_approved"]),
                reverse("secretariat:letterhead", args=[code]),
                reverse("secretariat:letters_history", args=[code]),
                reverse("secretariat:talk", args=[project.uid]),
                reverse("secretariat:appeals"),
            ],
        )
        == {}
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_applicants_have_no_faults(new_page, project, applicant, decision, width):
    letter = Message.objects.get(state=MessageState.SENT)
    page = new_page(width=width)
    sign_in(page, applicant)
    assert (
        found_on(
            page,
            [
                reverse("apply:letters", args=[project.uid]),
                reverse("apply:letter", args=[project.uid, letter.uid]),
                reverse("apply:talk", args=[project.uid]),
                reverse("apply:objection", args=[project.uid, decision.pk]),
            ],
        )
        == {}
    )


def test_an_objection_saves_itself_and_is_submitted(new_page, project, applicant, decision):
    page = new_page()
    sign_in(page, applicant)
    page.goto(reverse("apply:objection", args=[project.uid, decision.pk]))
    page.locator("#id_text").fill("The costs were counted twice.")
    expect(page.locator("[data-draft-state]")).to_contain_text("Saved")
    assert Appeal.objects.get().text == "The costs were counted twice."
    page.locator("#id_text").fill("The costs were counted twice, on page 4.")
    page.get_by_role("button", name="Submit the objection").click()
    expect(page.get_by_text("The secretariat examines it and writes to you.")).to_be_visible()
    assert Appeal.objects.submitted().get().text == "The costs were counted twice, on page 4."


def test_letters_are_sent_together_after_a_page_that_names_them(new_page, project, manager):
    first, second = MessageFactory.create_batch(2, programme=project.programme_code)
    page = new_page()
    sign_in(page, manager)
    page.goto(reverse("secretariat:outbox"))
    page.get_by_role("link", name="Send all letters of this list").click()
    for letter in (first, second):
        expect(page.get_by_text(letter.to_email)).to_be_visible()
    page.get_by_role("button", name="Send 2 letters").click()
    expect(page.get_by_text("2 letters leave now.")).to_be_visible()
    assert Message.objects.filter(state=MessageState.SENT).count() == 2
