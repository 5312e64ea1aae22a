"""Dossiers hold the papers of their assessment, of the committee and of what was written to the applicant."""

import io
import json
import uuid
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from assessments import decisions
from assessments.committee import agenda, minutes, sitting
from assessments.exports import dossiers, further
from assessments.models import Consolidation
from assessments.permissions import exportable
from assessments.states import Position
from documents.batches import advancing, writing
from documents.models import BatchItem, Document
from programmes.states import Role
from tests.batching import render_all
from tests.factories.assessments import eligible_project, scored, staff_of
from tests.factories.assessments import submitted_project as submitted
from tests.factories.committee import committee, facts, opened, voted
from tests.factories.correspondence import MessageFactory
from tests.factories.projects import InterestFactory, complete_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted()


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture(autouse=True)
def drawn(settings):
    settings.DOCUMENT_RENDERER = "tests.assessments.exports.test_exports.as_pdf"


def files(officer):
    batch = dossiers.ask(exportable(officer), by=officer, key=uuid.uuid4())
    while not advancing.advance(batch.pk):
        render_all()
    assert writing.write(batch.pk)
    batch.refresh_from_db()
    with default_storage.open(str(batch.file.name)) as stored:
        archive = zipfile.ZipFile(io.BytesIO(stored.read()))
        return {name: archive.read(name) for name in archive.namelist()}


def papers_in(found, project):
    start = f"{project.code}/"
    return sorted(
        name.removeprefix(start)
        for name in found
        if name.startswith(start) and name.endswith(".pdf") and "/versions/" not in name
    )


def test_sheets_that_are_finished_and_texts_that_were_sent_are_in_the_dossier(project, officer):
    done, begun = (staff_of(project, Role.ASSESSOR) for _one in range(2))
    done.name = "Ann Peeters"
    done.save()
    decisions.finish_assessment(scored(project, done), by=done, recommendation="recommended")
    scored(project, begun)
    held = Consolidation.objects.create(
        version=project.versions.get(), rapporteur=done, named_by=officer, state="writing"
    )
    assert papers_in(files(officer), project) == ["assessments/sheet-v1-round-1-ann-peeters.pdf"]
    Consolidation.objects.filter(pk=held.pk).update(state="sent")
    assert papers_in(files(officer), project) == [
        "assessments/consolidated-v1-round-1.pdf",
        "assessments/sheet-v1-round-1-ann-peeters.pdf",
    ]


def test_papers_are_cut_to_the_proposal_of_the_dossier():
    project = eligible_project()
    officer, other = (
        staff_of(project, Role.OFFICER),
        eligible_project(call=complete_call(programme_period=project.call.programme_period)),
    )
    committee(project.call.programme_period.programme)
    session = sitting.plan(
        project.call.programme_period.programme, facts(), by=officer, key=uuid.uuid4(), call=project.call
    )
    for one in (project, other):
        agenda.add_project(session, one, by=officer)
    sitting.convene(session, by=officer)
    names = papers_in(files(officer), project)
    assert [name.rsplit("-", 1)[1] for name in names] == ["papers.pdf"]
    assert names[0].startswith("committee/")
    assert names[0].endswith("-spring-session-papers.pdf")
    asked = {item.document.pk for item in BatchItem.objects.filter(key__startswith="papers:")}
    shown = [json.dumps(one.data) for one in Document.objects.filter(pk__in=asked)]
    assert sorted((project.code in text, other.code in text) for text in shown) == [
        (False, True),
        (True, False),
    ]


def test_minutes_come_once_they_are_agreed():
    project = eligible_project()
    officer = staff_of(project, Role.OFFICER)
    committee(project.call.programme_period.programme)
    session = opened(project, officer)
    item = session.items.get()
    voted(item, officer, *[Position.FOR] * 3)
    sitting.close(session, by=officer)
    assert [name.rsplit("-", 1)[1] for name in papers_in(files(officer), project)] == ["papers.pdf"]
    session.refresh_from_db()
    minutes.agree(session, by=officer)
    ends = [name.rsplit("-", 1)[1] for name in papers_in(files(officer), project)]
    assert ends == ["minutes.pdf", "papers.pdf"]


def test_letters_that_left_are_there_on_paper_and_drafts_are_not(project, officer):
    programme = project.programme_code
    sent = {"state": "sent", "sent_at": timezone.now(), "confirmed_at": timezone.now(), "language": "en"}
    MessageFactory(about=project.chain, programme=programme, letter="decision_approved", **sent)
    MessageFactory(about=project.chain, programme=programme, letter="decision_reserve", state="drafted")
    MessageFactory(about=project.chain, programme=programme, kind="receipt", **sent)
    assert papers_in(files(officer), project) == ["letters/001-decision_approved-en.pdf"]
    assert Document.objects.get(kind="letter").data["is_draft"] is False


def test_nothing_of_a_proposal_comes_that_was_closed_to_the_reader_meanwhile(project, officer):
    assessor = staff_of(project, Role.ASSESSOR)
    decisions.finish_assessment(scored(project, assessor), by=assessor, recommendation="recommended")
    batch = dossiers.ask(exportable(officer), by=officer, key=uuid.uuid4())
    keys = [item.key for item in batch.items.order_by("position")]
    assert [further.key_of(key) and further.key_of(key).sort for key in keys] == [None, "sheet"]
    InterestFactory(project=project, person=officer, has_conflict=True, note="Kin.")
    advancing.advance(batch.pk)
    assert set(batch.items.values_list("state", flat=True)) == {"left_out"}
    assert not Document.objects.filter(kind="assessment_sheet").exists()
