"""All summaries of a search in one ZIP: in each language, made once, never of what is not public."""

import uuid

import pytest

from core.errors import DomainError
from documents.models import Document
from programmes.states import Role
from publications import batches, finding, summary
from publications.models import Publication
from tests.batching import PLAIN, make
from tests.factories.accounts import UserFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain(settings):
    settings.DOCUMENT_RENDERER = PLAIN


@pytest.fixture
def officer():
    return StaffRoleFactory(user=UserFactory(), role=Role.OFFICER).user


def ask(officer, params=None, languages=("en",)):
    query = finding.query(params or {})
    return batches.ask(query, languages, by=officer, key=uuid.uuid4(), title="All")


def test_summaries_of_a_search_in_two_languages(officer):
    PublicationFactory(code="dike", acronym="DIKE", status="closed")
    PublicationFactory(code="other", acronym="OTHER", status="ongoing")
    files, table = make(ask(officer, {"status": "closed"}, ("nl", "en")))
    assert {name: content[:11] for name, content in files.items()} == {
        "dike-DIKE-nl.pdf": b"%PDF-1.7 nl",
        "dike-DIKE-en.pdf": b"%PDF-1.7 en",
    }
    assert [row[:3] for row in table[1:]] == [
        ["dike-DIKE-nl.pdf", "DIKE (dike)", "nl"],
        ["dike-DIKE-en.pdf", "DIKE (dike)", "en"],
    ]


def test_the_documents_are_those_of_the_pages(officer):
    """What a page asked for and a batch asks for is the same document, of the same data."""
    record = PublicationFactory(
        regions=["BE23"],
        partners=[{"name": "B", "region": "BE23", "country": "BE"}, {"name": "A", "role": "lead"}],
    )
    known = {document.pk for document in summary.request_all(record)}
    make(ask(officer, languages=("nl", "fr", "en")))
    assert set(Document.objects.values_list("pk", flat=True)) == known


def test_portions_cost_no_more_statements_for_more_records(officer, django_assert_max_num_queries):
    kind, batch = batches.Summaries(), None
    for number in (1, 3):
        for _turn in range(number):
            PublicationFactory(regions=["BE23"], partners=[{"name": "A", "region": "BE23"}])
        batch = ask(officer)
        with django_assert_max_num_queries(6):
            assert len(kind.wanted(list(batch.items.all()), by=officer)) == batch.total


def test_a_record_taken_off_the_portal_stays_out(officer):
    PublicationFactory(code="a")
    PublicationFactory(code="b", acronym="B")
    batch = ask(officer)
    Publication.objects.filter(code="a").delete()
    files, table = make(batch)
    assert list(files) == ["b-B-en.pdf"]
    assert [row[3] for row in table[1:]] == ["Left out", "Made"]


def test_without_language_or_project_there_is_nothing_to_make(officer):
    PublicationFactory()
    with pytest.raises(DomainError, match="at least one language"):
        ask(officer, languages=("xx",))
    with pytest.raises(DomainError, match="no document"):
        ask(officer, {"status": "cancelled"})


def test_files_with_summaries_go_when_a_name_is_forgotten(officer):
    PublicationFactory()
    batch = ask(officer)
    make(batch)
    assert batches.drop_all() == 1
    batch.refresh_from_db()
    assert not batch.has_file
