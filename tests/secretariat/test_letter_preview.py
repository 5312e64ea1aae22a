"""The PDF of a letter before it is confirmed: a draft on each page, kept apart, never sent."""

import pytest
import time_machine
from pypdf import PdfReader

from correspondence import outbox
from correspondence.models import Letterhead, Message
from documents.models import Document
from documents.rendering import to_pdf
from documents.states import DocumentState
from programmes import papers
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    ProgrammeFactory(code="FWVL", name={"en": "Programme"})
    Letterhead.objects.create(programme="FWVL", sender={"en": "Secretariat"})
    body = "\n\n".join(f"Paragraph {number}. {'Some words. ' * 40}" for number in range(20))
    return MessageFactory(
        programme="FWVL",
        language="en",
        subject="Approved",
        body=body,
        as_pdf=True,
        letter="decision_approved",
    )


@pytest.fixture
def officer(letter, client):
    user = StaffRoleFactory(user=UserFactory(), programme_id="FWVL", role=Role.OFFICER).user
    client.force_login(user)
    return user


def page(letter, more=""):
    return f"/en/secretariat/outbox/{letter.uid}/{more}"


def test_preview_is_asked_for_made_and_marked_on_each_page(client, letter, officer, tmp_path):
    assert "Make the PDF" in client.get(page(letter)).content.decode()
    assert client.post(page(letter, "preview/")).url == f"{page(letter)}#preview"
    draft = Document.objects.get()
    assert (draft.kind, draft.subject) == ("letter_draft", f"message:{letter.uid}:draft")
    assert client.get(page(letter, "preview/file/")).status_code == 503
    path = tmp_path / "draft.pdf"
    path.write_bytes(to_pdf(draft))
    pages = [sheet.extract_text() for sheet in PdfReader(path).pages]
    assert len(pages) > 1
    assert all("Draft, not sent" in text for text in pages)
    letter.refresh_from_db()
    assert (letter.state, letter.attachment, letter.sent_at, letter.confirmed_at) == (
        "drafted",
        None,
        None,
        None,
    )


def test_corrected_text_is_previewed_anew(client, letter, officer):
    client.post(page(letter, "preview/"))
    assert client.get(page(letter, "preview/state/")).status_code == 200
    outbox.edit(letter, by=officer, subject="Approved", body="Another text.")
    assert client.get(page(letter, "preview/state/")).status_code == 404
    assert "Make the PDF" in client.get(page(letter)).content.decode()


def test_confirming_makes_the_letter_and_takes_the_preview_away(client, letter, officer):
    client.post(page(letter, "preview/"))
    draft = Document.objects.get()
    outbox.confirm(letter, by=officer)
    draft.refresh_from_db()
    assert (draft.state, draft.data) == (DocumentState.WITHDRAWN, {})
    kept = Message.objects.get(pk=letter.pk).attachment
    assert (kept.kind, kept.data["is_draft"]) == (papers.KIND, False)
    assert client.post(page(letter, "preview/")).status_code == 404


def test_letter_that_leaves_without_paper_and_strangers_have_no_preview(client, letter, officer):
    Message.objects.filter(pk=letter.pk).update(as_pdf=False)
    assert client.post(page(letter, "preview/")).status_code == 404
    assert "Preview of the PDF" not in client.get(page(letter)).content.decode()
    Message.objects.filter(pk=letter.pk).update(as_pdf=True)
    client.force_login(StaffRoleFactory(user=UserFactory(), programme_id="FWVL", role=Role.AUDITOR).user)
    assert client.post(page(letter, "preview/")).status_code == 404
    assert "Preview of the PDF" not in client.get(page(letter)).content.decode()


@pytest.mark.parametrize("wording", ["", "built in"])
def test_last_day_to_object_is_shown_as_it_would_be_today(client, letter, officer, wording):
    letter.body, letter.objection_days, letter.time_zone = (
        "Until {{ objection_until }}.",
        30,
        "Europe/Brussels",
    )
    letter.wording = wording
    letter.save()
    with time_machine.travel("2026-11-23T20:00:00Z", tick=False):
        shown = client.get(page(letter)).content.decode()
        draft = papers.preview(letter)
    assert ">23 December 2026</mark>" in shown
    assert draft.data["body"] == "Until 23 December 2026."
    letter.refresh_from_db()
    assert (letter.body, letter.objection_until) == ("Until {{ objection_until }}.", None)
