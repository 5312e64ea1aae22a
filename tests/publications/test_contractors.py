"""Contractors in the public record: once confirmed, in its versions, searched, and forgotten in time."""

import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from programmes.states import Role
from projects import contractors as awards
from publications import contractors, finding, forgetting, persons, publishing, versions
from publications.models import Publication, PublishedContractor, RecordVersion, SearchWord
from secretariat.pages.contracting import handle_contractor
from tests.factories.assessments import staff_of
from tests.factories.contractors import award, contracted_project, named_contractor, person
from tests.factories.publications import PublicationFactory, PublishedContractorFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - datetime.timedelta(days=740)


@pytest.fixture
def project():
    return contracted_project()


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def record(project, officer):
    return publishing.publish(project, by=officer)


def judge(row, officer, verdict="confirmed", answer=""):
    row.refresh_from_db()
    handle_contractor(row, by=officer, seen=row.given_at, verdict=verdict, answer=answer)


def found(words):
    return list(finding.records(finding.query({"q": words})).values_list("code", flat=True))


def newest(code):
    return RecordVersion.objects.filter(code=code).order_by("number").last()


def anywhere(word):
    """Every public table that still says a word."""
    tables = [name for name in connection.introspection.table_names() if name.startswith("publications_")]
    with connection.cursor() as cursor:
        said = []
        for table in [*tables, "documents_document"]:
            cursor.execute(f"SELECT count(*) FROM {table} AS one WHERE one::text ILIKE %s", [f"%{word}%"])  # noqa: S608
            said += [table] if cursor.fetchone()[0] else []
    return sorted(said)


def test_a_contractor_is_public_once_confirmed_in_a_version_of_its_own(project, officer, record):
    row = named_contractor(project)
    publishing.follow_contractors(project)
    assert not record.contractors.exists()
    assert RecordVersion.objects.filter(code=record.code).count() == 1
    judge(row, officer)
    shown = record.contractors.get()
    assert (shown.name, shown.partner, shown.uid, dict(shown.subject)) == (
        "Bouw bv",
        1,
        row.uid,
        {"nl": "Bouw van een sluis"},
    )
    version = newest(record.code)
    assert (version.number, version.changes) == (2, ["contractors"])
    assert version.data["contractors"] == [
        {
            "position": 1,
            "uid": str(row.uid),
            "partner": 1,
            "name": "Bouw bv",
            "is_natural_person": False,
            "country": "BE",
            "identifier": "BE 0123.456.789",
            "subject": {"nl": "Bouw van een sluis"},
            "awarded_on": "2026-02-01",
            "amount": "125000.00",
        }
    ]
    assert Publication.objects.get(pk=record.pk).data_date > record.data_date


def test_the_database_and_python_state_contractors_alike(project, officer, record):
    judge(named_contractor(project), officer)
    judge(named_contractor(project, award(project, identifier="", amount=None)), officer)
    fresh = Publication.objects.get(pk=record.pk)
    assert versions.data_of(fresh, ())["contractors"] == newest(record.code).data["contractors"]
    assert versions.note([record.pk]) == 0


def test_one_that_is_sent_back_leaves_the_record_by_a_new_version(project, officer, record):
    row = named_contractor(project)
    judge(row, officer)
    judge(row, officer, "returned", "Which lot?")
    assert not record.contractors.exists()
    version = newest(record.code)
    assert (version.number, version.changes, version.data["contractors"]) == (3, ["contractors"], None)
    assert RecordVersion.objects.get(code=record.code, number=2).data["contractors"][0]["name"] == "Bouw bv"


def test_a_correction_changes_the_record_only_when_it_is_confirmed(project, officer, record):
    row = named_contractor(project)
    judge(row, officer)
    waits = awards.mend(row, award(project, name="Andere bv"), by=project.created_by, key=uuid4())
    publishing.follow_contractors(project)
    assert record.contractors.get().name == "Bouw bv"
    judge(waits, officer)
    assert record.contractors.get().name == "Andere bv"
    assert newest(record.code).number == 3


def test_contractors_come_along_when_the_record_is_written_later_or_again(project, officer):
    judge(named_contractor(project), officer)
    record = publishing.publish(project, by=officer)
    assert record.contractors.get().first_published_at == record.first_published_at
    publishing.withdraw(project, by=officer, note="Wrong.")
    assert publishing.publish(project, by=officer).contractors.get().name == "Bouw bv"


def test_a_project_is_found_by_the_name_of_a_contractor(project, officer, record):
    row = named_contractor(project, award(project, name="Zwaluwstaart bv"))
    assert found("zwaluwstaart") == []
    judge(row, officer)
    assert found("zwaluwstaart") == [record.code]
    assert SearchWord.objects.filter(word="zwaluwstaart").exists()
    judge(row, officer, "returned", "No.")
    assert found("zwaluwstaart") == []


def test_a_person_goes_two_years_after_the_name_was_first_published(project, officer, record):
    row = named_contractor(project, person(project))
    judge(row, officer)
    judge(named_contractor(project), officer)
    Publication.objects.filter(pk=record.pk).update(first_published_at=LONG_AGO)
    assert forgetting.forget_due() == 0, "the record is old, the name is not"
    PublishedContractor.objects.filter(is_natural_person=True).update(first_published_at=LONG_AGO)
    type(row).objects.filter(pk=row.pk).update(first_confirmed_at=LONG_AGO)
    assert forgetting.forget_due() == 1
    assert anywhere("quxworthy") == []
    assert found("quxworthy") == []
    gone, kept = sorted(record.contractors.all(), key=lambda one: one.name)
    assert (gone.name, gone.country, kept.name) == ("", "BE", "Bouw bv")
    assert forgetting.forget_due() == 0
    publishing.follow_contractors(project)
    assert anywhere("quxworthy") == []


def test_a_person_who_leaves_the_record_leaves_its_versions(project, officer, record):
    row = named_contractor(project, person(project))
    judge(row, officer)
    assert anywhere("quxworthy") == [
        "publications_publishedcontractor",
        "publications_recordversion",
        "publications_searchentry",
        "publications_searchword",
    ]
    judge(row, officer, "returned", "This person asks not to be named.")
    assert anywhere("quxworthy") == []


def test_a_withdrawn_record_names_no_person_in_its_versions(project, officer, record):
    judge(named_contractor(project, person(project)), officer)
    publishing.withdraw(project, by=officer, note="Wrong.")
    told = [version.data.get("contractors") or [] for version in RecordVersion.objects.all()]
    assert [one["name"] for rows in told for one in rows] == [""]


def test_forget_on_request_and_the_name_does_not_come_back(project, officer, record):
    row = named_contractor(project, person(project))
    judge(row, officer)
    forgetting.forget(record.contractors.get(), by=officer, note="Asked.")
    assert anywhere("quxworthy") == []
    publishing.follow_contractors(project)
    shown = record.contractors.get()
    assert (shown.name, shown.is_natural_person) == ("", True)
    known = persons.of_records([record.code])
    again = contractors.protect(
        PublishedContractor(name="ZEBEDIAH  Quxworthy", identifier="X"), record.code, known
    )
    assert (again.name, again.identifier, again.is_natural_person) == ("", "", True)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"forgotten_at": timezone.now()},
        {"is_natural_person": True, "identifier": "X"},
        {"amount": -1},
    ],
)
def test_the_database_refuses_what_makes_no_sense(fields):
    row = PublishedContractorFactory(publication=PublicationFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedContractor.objects.filter(pk=row.pk).update(**fields)
