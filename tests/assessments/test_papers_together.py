"""Applications and receipts of many proposals: of those alone that the person may export."""

import uuid

import pytest

from assessments import papers_together
from assessments.permissions import exportable
from core.errors import DomainError
from documents.models import Document
from programmes.states import Role
from projects.models import Project
from projects.printing import application
from tests.batching import PLAIN, make
from tests.factories.assessments import staff_of, submitted_project
from tests.factories.projects import InterestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain(settings):
    settings.DOCUMENT_RENDERER = PLAIN


@pytest.fixture
def project():
    return submitted_project(acronym="WATER")


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


def ask(officer, kind="applications", languages=("en",)):
    every = Project.objects.all()
    return papers_together.ask(kind, every, languages, by=officer, key=uuid.uuid4(), title="Papers")


def test_applications_in_two_languages_are_those_of_the_proposals_page(project, officer):
    version = project.versions.get()
    known = application.request_version(version, "en")
    files, _table = make(ask(officer, languages=("en", "nl")))
    assert sorted(files) == [f"{project.code}-v1-WATER-{language}.pdf" for language in ("en", "nl")]
    assert Document.objects.get(kind="application", language="en") == known


def test_proposals_that_the_person_may_not_export_stay_out(project, officer):
    other = submitted_project(0, call=project.call, acronym="MINE")
    batch = ask(officer)
    InterestFactory(project=other, person=officer, has_conflict=True, note="My employer.")
    files, table = make(batch)
    assert list(files) == [f"{project.code}-v1-WATER-en.pdf"]
    assert sorted(row[3] for row in table[1:]) == ["Left out", "Made"]
    assert ask(officer).total == 1
    assert not exportable(staff_of(project, Role.COMMITTEE)).exists()
    with pytest.raises(DomainError, match="no document"):
        ask(staff_of(project, Role.ASSESSOR))


def test_receipts_are_those_that_were_sent(project, officer):
    sent = Document.objects.get(kind="receipt", subject=f"{project.chain}:1")
    without = submitted_project(0, call=project.call, acronym="NONE")
    Document.objects.filter(subject=f"{without.chain}:1").update(subject="of nobody")
    batch = ask(officer, "receipts", ())
    files, table = make(batch)
    assert list(files) == [f"{project.code}-v1-WATER.pdf"]
    assert batch.items.get(state="made").document == sent
    assert sorted(row[1:4] for row in table[1:]) == sorted(
        [[f"{project.code} WATER", sent.language, "Made"], [f"{without.code} NONE", "", "Left out"]]
    )
    with pytest.raises(DomainError, match="at least one language"):
        ask(officer, "applications", ())


def test_a_portion_is_read_in_few_statements(project, officer, django_assert_max_num_queries):
    for _turn in range(2):
        submitted_project(0, call=project.call)
    items = list(ask(officer).items.all())
    with django_assert_max_num_queries(1):
        assert len(papers_together.Applications().wanted(items, by=officer)) == 3
    items = list(ask(officer, "receipts", ()).items.all())
    with django_assert_max_num_queries(2):
        assert len(papers_together.Receipts().wanted(items, by=officer)) == 3
