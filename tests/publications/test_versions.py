"""A version of a record for each change of what it says, and for nothing else."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from publications import versions
from publications.models import Publication, RecordVersion
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def test_note_writes_a_first_version_with_plain_facts():
    record = PublicationFactory(
        code="one",
        title={"nl": "Een brug"},
        total_budget=Decimal("10.00"),
        start_date=date(2025, 1, 1),
        websites=["https://example.org"],
        partners=[{"name": "A", "budget": Decimal("0.00")}],
    )
    assert versions.note([record.pk], at=datetime(2026, 1, 1, tzinfo=UTC)) == 1
    version = RecordVersion.objects.get()
    assert (version.code, version.number, version.source, version.changes) == ("one", 1, "portal", [])
    assert version.at == datetime(2026, 1, 1, tzinfo=UTC)
    facts = {
        name: version.data[name] for name in ("title", "total_budget", "eu_funding", "start_date", "websites")
    }
    assert facts == {
        "title": {"nl": "Een brug"},
        "total_budget": "10.00",
        "eu_funding": None,
        "start_date": "2025-01-01",
        "websites": ["https://example.org"],
    }
    (partner,) = version.data["partners"]
    assert (partner["name"], partner["budget"], partner["eu_funding"]) == ("A", "0.00", None)


def test_note_counts_on_only_when_the_facts_differ():
    record = PublicationFactory()
    versions.note([record.pk])
    Publication.objects.update(data_date=datetime(2030, 1, 1, tzinfo=UTC))
    assert versions.note([record.pk]) == 0
    Publication.objects.update(status="closed", rate=Decimal("50.00"))
    assert versions.note([record.pk]) == 1
    newest = RecordVersion.objects.get(number=2)
    assert newest.changes == ["status", "rate"]


def test_note_costs_the_same_for_any_number_of_records(django_assert_num_queries):
    for number in (1, 5):
        keys = [record.pk for record in PublicationFactory.create_batch(number, partners=[{}])]
        with django_assert_num_queries(5):
            assert versions.note(keys) == number


def test_every_fact_has_its_words():
    assert set(versions.LABELS) == {*versions.FACTS, "partners"}
