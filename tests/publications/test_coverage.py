"""The look at all summaries: what it counts, and what it finds changed that no act told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents import tasks
from documents.models import Document
from documents.states import DocumentState
from programmes.models import ProgrammePeriod
from publications import coverage, remaking, summary
from publications.models import Publication, SummaryCheck
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def make_all():
    """As if workers had made what waits."""
    Document.objects.update(state=DocumentState.READY, sha256="0" * 64, finished_at=timezone.now())


def look():
    found = coverage.look_over()
    return found.kept, found.current, found.on_request, found.changed


@pytest.fixture
def records():
    """Two of proposals, of which one is summed up, and one of a list that nobody asked for."""
    own = PublicationFactory(code="own"), PublicationFactory(code="other")
    PublicationFactory(code="listed", source="list:keep.eu")
    summary.request_all(own[0])
    make_all()
    return own


def test_the_look_counts_those_with_current_summaries_in_all_languages(records):
    assert coverage.last_look() is None
    assert look() == (2, 1, 1, 0)
    summary.request_all(records[1])
    assert look() == (2, 1, 1, 1)  # asked for, not ready
    make_all()
    assert look() == (2, 2, 1, 0)
    assert (coverage.last_look(), SummaryCheck.objects.count()) == (SummaryCheck.objects.latest("at"), 3)


def test_the_look_finds_texts_of_a_programme_that_changed_behind_its_back(records):
    ProgrammePeriod.objects.filter(pk=records[0].programme_period_id).update(name={"en": "Another name"})
    assert look() == (2, 0, 1, 1)
    assert tasks.refresh() == 1
    make_all()
    assert look() == (2, 1, 1, 0)
    newest = Document.objects.filter(subject="publication:own").latest("pk")
    assert newest.data["edition_name"] == {"en": "Another name"}


def test_the_look_takes_a_constant_number_of_statements(records):
    coverage.look_over()
    with CaptureQueriesContext(connection) as few:
        coverage.look_over()
    for _number in range(3):
        PublicationFactory()
    with CaptureQueriesContext(connection) as many:
        coverage.look_over()
    assert len(many) == len(few)


def test_a_summary_of_a_listed_record_that_was_asked_for_follows_it():
    listed = PublicationFactory(code="listed", source="list:keep.eu")
    summary.request_all(listed)
    Publication.objects.update(acronym="OTHER")
    assert remaking.mark([listed.pk]) == 3
    assert tasks.refresh() == 1
    assert Document.objects.filter(data__acronym="OTHER").count() == 3
    assert remaking.mark([]) == 0


def test_texts_of_an_edition_touch_the_summaries_of_its_records(records):
    assert remaking.mark_edition(records[0].programme_period_id) == 3
    assert remaking.mark_edition(records[1].programme_period_id) == 0
