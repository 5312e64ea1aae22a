"""Documents of many projects after a change: marked, not made anew by themselves."""

import pytest

from documents.models import Document
from publications.portfolio import asking, stale
from tests.factories.programmes import ProgrammePeriodFactory
from tests.publications.portfolio.printed import project, standing

pytestmark = pytest.mark.django_db


def test_a_change_marks_the_documents_that_a_record_is_in():
    edition, other = ProgrammePeriodFactory(), ProgrammePeriodFactory()
    record = project(1, edition)
    project(2, other)
    marks = [
        f"programme:{edition.programme.slug}",
        f"edition:{edition.programme.slug}:{edition.period_id}",
        f"organisation:{record.partners.first().organisation.slug}",
    ]
    for mark in (*marks, f"programme:{other.programme.slug}"):
        asking.ask(standing(mark), address="192.0.2.7")
    assert stale.mark([record.pk]) == 3
    assert sorted(Document.objects.exclude(stale_at=None).values_list("subject", flat=True)) == sorted(marks)


def test_no_record_marks_nothing():
    assert stale.mark([]) == 0
