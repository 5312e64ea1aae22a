"""A letter on the programme's paper: tagged, in its language, the same for the same words."""

from datetime import UTC, datetime

import pytest
from pdfua import validate
from pypdf import PdfReader

from correspondence import outbox
from correspondence.models import Letterhead
from documents.kinds import kind_of
from documents.models import Document
from documents.rendering import to_pdf
from programmes import papers
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    ProgrammeFactory(code="FWVL", name={"nl": "Programma", "en": "Programme"})
    Letterhead.objects.create(
        programme="FWVL", sender={"nl": "Secretariaat\nStraat 1"}, signature={"nl": "De leiding"}
    )
    return MessageFactory(
        language="nl",
        subject="Uw voorstel <b>is</b> goedgekeurd",
        body="Beste <script>Ann</script>,\n\nTot {{ objection_until }}.\n\n-- \nvoetnoot van de mail\n",
        as_pdf=True,
        letter="decision_approved",
        values={"code": "FWVL-01-00001"},
        objection_days=30,
        time_zone="Europe/Brussels",
    )


@pytest.fixture
def officer(letter):
    return StaffRoleFactory(user=UserFactory(), programme_id="FWVL", role=Role.OFFICER).user


def words_of(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_letter_is_a_tagged_pdf_with_letterhead_words_version_and_time(letter, tmp_path):
    letter.confirmed_at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    letter.objection_until = datetime(2026, 12, 22, 22, 59, 59, tzinfo=UTC)
    path = tmp_path / "letter.pdf"
    path.write_bytes(to_pdf(Document(kind="letter", language="nl", data=papers.data_of(letter))))
    words = words_of(path)
    for part in (
        "Secretariaat Straat 1",
        "De leiding",
        "Uw voorstel <b>is</b> goedgekeurd",
        "<script>Ann</script>",
        "Tot 22 december 2026.",
        "FWVL-01-00001",
        letter.revision[:8],
        "22 november 2026, 10:30 CET",
    ):
        assert part in words
    assert "voetnoot" not in words
    assert {finding.rule_id for finding in validate(str(path)).findings} <= {"UA-15-003"}


def test_letter_keeps_what_follows_a_line_that_looks_like_the_foot_of_a_mail(letter):
    letter.body = "Beste Ann,\n\n-- \nVoorwaarde een.\n\nSlot.\n\n-- \nvoetnoot van de mail\n"
    assert papers.data_of(letter)["body"] == "Beste Ann,\n\n-- \nVoorwaarde een.\n\nSlot."


def test_letter_without_the_foot_of_a_mail_is_whole(letter):
    letter.body = "Beste Ann,\n\nSlot.\n"
    assert papers.data_of(letter)["body"] == "Beste Ann,\n\nSlot.\n"


def test_confirm_makes_the_paper_of_these_very_words(letter, officer):
    confirmed = outbox.confirm(letter, by=officer, seen=letter.revision)
    document = Document.objects.get(pk=confirmed.attachment_id)
    assert (document.kind, document.language) == ("letter", "nl")
    assert document.data["revision"] == letter.revision
    assert "{{" not in document.data["body"]
    name = kind_of("letter").filename(document.data, "nl")
    assert name == f"fwvl-01-00001-{letter.revision[:8]}-nl.pdf"


def test_confirm_sets_the_last_second_of_the_last_day_to_object(letter, officer):
    confirmed = outbox.confirm(letter, by=officer, seen=letter.revision)
    local = confirmed.objection_until.astimezone(confirmed.objection_until.tzinfo)
    assert (local.hour, local.minute, local.second) == (23, 59, 59)
    assert (local.date() - confirmed.confirmed_at.astimezone(local.tzinfo).date()).days == 30
    assert "{{" not in confirmed.text
    assert "{{ objection_until }}" in confirmed.body
