"""A version of a record for each change of what it says, and for nothing else."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from publications import versions
from publications.models import Publication, PublishedInstrument, RecordVersion
from tests.factories.programmes import (
    FundFactory,
    PriorityFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    ThemeFactory,
)
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
        with django_assert_num_queries(2):
            assert versions.note(keys) == number


def test_every_fact_has_its_words():
    assert set(versions.LABELS) == {*versions.FACTS, "partners"}


def test_the_database_puts_facts_together_as_python_does():
    edition = ProgrammePeriodFactory()
    priority = PriorityFactory(programme_period=edition, number=3)
    record = PublicationFactory(
        programme_period=edition,
        priority=priority,
        objective=SpecificObjectiveFactory(priority=priority),
        theme=ThemeFactory(programme_period=edition),
        fund=FundFactory(),
        title={"nl": "Een “brug”", "fr": " ", "en": "A\nbridge"},
        summary={},
        indicators=[{"kind": "output", "baseline": None, "target": 12}],
        interventions=["016", 'a"b'],
        facts=[{"key": "story", "label": {"en": "Story"}, "value": {"en": "50 % of it"}}],
        start_date=date(2025, 1, 1),
        core_months=30,
        total_budget=Decimal(1250000),
        total_budget_is_approximate=True,
        rate=Decimal("79.5"),
        websites=["https://example.org/?a=1&b=%20"],
        location="Gent, \\ Kortrijk",
        partners=[
            {"name": "A", "budget": Decimal(0), "contribution": Decimal("12.3"), "role": "lead"},
            {"name": "Ægir 'B'", "is_natural_person": True},
        ],
    )
    PublicationFactory(code="bare")
    versions.note(list(Publication.objects.values_list("pk", flat=True)))
    for one in Publication.objects.all():
        partners = one.partners.order_by("position").values(*versions.OF_PARTNERS)
        expected = json.loads(json.dumps(versions.data_of(one, partners)))
        assert RecordVersion.objects.get(code=one.code).data == expected
    assert versions.note([record.pk]) == 0


def test_a_version_of_before_that_lacks_a_fact_says_that_it_is_not_known():
    record = PublicationFactory()
    versions.note([record.pk])
    version = RecordVersion.objects.get()
    RecordVersion.objects.update(data={name: said for name, said in version.data.items() if said is not None})
    assert versions.note([record.pk]) == 0


def test_records_with_and_without_instruments_are_noted_together():
    plain, wide = PublicationFactory(), PublicationFactory()
    PublishedInstrument.objects.create(
        publication=wide, position=1, uid=uuid4(), title={"en": "A plan"}, regions=["BE23"]
    )
    assert versions.note([plain.pk, wide.pk]) == 2
    assert RecordVersion.objects.get(code=plain.code).data["instruments"] is None
    (instrument,) = RecordVersion.objects.get(code=wide.code).data["instruments"]
    assert (instrument["title"], instrument["regions"]) == ({"en": "A plan"}, ["BE23"])
    assert versions.note([plain.pk, wide.pk]) == 0
