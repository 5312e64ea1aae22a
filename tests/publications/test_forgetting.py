"""A person's name goes from every public place two years after it was public first, or earlier on request."""

import datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from documents.models import Document
from documents.states import DocumentState
from programmes.states import Role
from publications import batches, finding, forgetting, linking, persons, publishing, search, summary, versions
from publications.exports import making
from publications.models import (
    Extract,
    ExtractState,
    ForgottenPerson,
    ImportMapping,
    ImportRow,
    ImportRun,
    Organisation,
    Publication,
    PublishedPartner,
    RecordVersion,
    SearchWord,
)
from publications.tasks import forget_persons
from tests.factories.accounts import UserFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
NAME = "Zebediah Quxworthy"
TODAY = timezone.now()
LONG_AGO = TODAY - datetime.timedelta(days=740)


def person(**facts):
    return {
        "name": NAME,
        "is_natural_person": True,
        "country": "BE",
        "region": "BE234",
        "role": "lead",
    } | facts


def record_of(partner, published=LONG_AGO, **facts):
    made = PublicationFactory(
        code="bridge",
        acronym="BRIDGE",
        first_published_at=published,
        partners=[partner, {"name": "Stad"}],
        **facts,
    )
    versions.note([made.pk])
    return made


def found(words):
    return list(finding.records(finding.query({"q": words})).values_list("code", flat=True))


def everywhere():
    """Every table of the public app that still says a part of the name."""
    tables = [name for name in connection.introspection.table_names() if name.startswith("publications_")]
    said = []
    with connection.cursor() as cursor:
        for table in [*tables, "documents_document"]:
            told = f"SELECT count(*) FROM {table} AS one WHERE one::text ILIKE ANY (%s)"  # noqa: S608
            cursor.execute(told, [["%zebediah%", "%quxworthy%"]])
            if cursor.fetchone()[0]:
                said.append(table)
    return sorted(said)


@pytest.mark.parametrize(
    ("published", "goes"),
    [
        (datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC), True),
        (datetime.datetime(2024, 3, 1, 12, 0, 1, tzinfo=datetime.UTC), False),
        (datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.UTC), True),
    ],
)
def test_forget_due_waits_two_years_to_the_moment(published, goes):
    record_of(person(), published)
    assert forgetting.forget_due(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)) == int(goes)


def test_the_name_is_in_no_table_afterwards():
    record = record_of(person(name_en=NAME, budget=Decimal("5.00")))
    summary.request_all(record)
    before = everywhere()
    assert {"documents_document", "publications_publishedpartner", "publications_recordversion"} <= set(
        before
    )
    assert {"publications_searchword", "publications_publication"} <= set(before)
    assert forget_persons() == 1
    assert everywhere() == []
    assert forget_persons() == 0


def test_pages_search_and_versions_say_no_name_but_the_nuts_2_region_stays(client):
    record_of(person(city="Brugge"))
    assert "Zebediah" in client.get("/en/projects/").content.decode(), "the card names the lead"
    for language in ("nl", "fr", "en"):
        assert NAME in client.get(f"/{language}/projects/bridge/").content.decode()
    forget_persons()
    for address in (
        "projects/bridge/",
        "projects/bridge/versions/1/",
        "projects/?q=quxworthy",
        "organisations/?q=quxworthy",
    ):
        answer = client.get(f"/en/{address}")
        assert answer.status_code == 200
        assert "Zebediah" not in answer.content.decode(), address
    assert "a person whose name is no longer published" in client.get("/en/projects/bridge/").content.decode()
    assert everywhere() == []
    row = PublishedPartner.objects.get(is_natural_person=True)
    assert (row.name, row.region, row.country, row.city, row.role) == ("", "BE23", "BE", "", "lead")
    assert found("quxworthy") == []


def test_earlier_summaries_go_with_their_files_and_new_ones_are_asked_for(django_capture_on_commit_callbacks):
    record = record_of(person())
    (old,) = [row for row in summary.request_all(record) if row.language == "en"]
    name = default_storage.save("documents/zz/old.pdf", ContentFile(b"with the name"))
    Document.objects.filter(pk=old.pk).update(state=DocumentState.READY, file=name, sha256="0" * 64)
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        forget_persons()
    for callback in callbacks:
        if "delete" in repr(callback):
            callback()
    assert not default_storage.exists(name)
    old.refresh_from_db()
    assert (old.state, old.data, old.file.name) == (DocumentState.WITHDRAWN, {}, "")
    kept = Document.objects.filter(kind=summary.KIND, subject=record.subject)
    assert kept.exclude(state=DocumentState.WITHDRAWN).count() == 3


def test_a_word_that_others_say_stays_in_the_vocabulary():
    record_of(person(name="Zebediah Brugge"))
    PublicationFactory(title={"nl": "Een brug in Brugge"})
    forget_persons()
    kept = set(SearchWord.objects.filter(word__in=["zebediah", "brugge"]).values_list("word", flat=True))
    assert kept == {"brugge"}


def test_the_page_of_an_organisation_that_was_a_person_goes(client):
    record = record_of({"name": NAME})
    slug = Organisation.objects.get(name=NAME).slug
    officer = staff_of(record)
    forgetting.forget(record.partners.get(name=NAME), by=officer, note="It is a person.")
    assert client.get(f"/en/organisations/{slug}/").status_code == 404
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Stad"]
    assert everywhere() == []


def staff_of(record, role=Role.OFFICER):
    edition = record.programme_period
    return StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=role).user


def test_forget_on_request_needs_the_secretariat_and_a_reason():
    record = record_of(person(), published=TODAY)
    row = record.partners.get(name=NAME)
    with pytest.raises(NotAllowed):
        forgetting.forget(row, by=staff_of(record, Role.ASSESSOR), note="Asked.")
    officer = staff_of(record)
    with pytest.raises(DomainError):
        forgetting.forget(row, by=officer, note="  ")
    forgetting.forget(row, by=officer, note="Asked by mail.")
    with pytest.raises(DomainError):
        forgetting.forget(row, by=officer, note="Again.")
    entry = TrailEntry.objects.get(action="forget person")
    assert (entry.chain, entry.actor, entry.note) == ("publication:bridge", officer, "Asked by mail.")
    assert entry.new == {"record": "bridge", "at": [1]}
    assert everywhere() == []


def test_a_forgotten_name_does_not_come_back_when_the_record_is_written_again():
    record = record_of(person(), published=TODAY)
    forgetting.forget(record.partners.get(name=NAME), by=staff_of(record), note="Asked.")
    known = persons.of_records(["bridge"])
    again = persons.protect(
        PublishedPartner(publication=record, position=9, name=f"  {NAME.upper()} ", region="BE234"),
        "bridge",
        TODAY,
        known,
    )
    assert (again.name, again.region, again.is_natural_person) == ("", "BE23", True)
    other = persons.protect(PublishedPartner(name="Zebediah"), "bridge", TODAY, known)
    assert (other.name, other.is_natural_person) == ("Zebediah", False)
    assert ForgottenPerson.objects.filter(code="bridge").count() == 1


def test_protect_publishes_little_of_a_person_from_the_first_day():
    partner = PublishedPartner(
        name=NAME, is_natural_person=True, street="Street 1", postcode="1", city="Gent",
        identifier="BE1", department="D", region="BE234",
    )  # fmt: skip
    persons.protect(partner, "bridge", TODAY, {})
    told = (partner.street, partner.postcode, partner.city, partner.identifier, partner.department)
    assert (partner.name, partner.region, told) == (NAME, "BE23", ("", "", "", "", ""))
    persons.protect(partner, "bridge", LONG_AGO, {})
    assert partner.name == ""


def test_forgetting_makes_no_new_version_and_a_new_date():
    record = record_of(person())
    Publication.objects.update(data_date=LONG_AGO)
    forget_persons()
    record.refresh_from_db()
    assert record.data_date > LONG_AGO
    assert versions.note([record.pk]) == 0
    assert RecordVersion.objects.count() == 1


def test_other_records_keep_their_persons():
    record_of(person())
    PublicationFactory(code="new", partners=[person()])
    assert forget_persons() == 1
    assert PublishedPartner.objects.get(publication__code="new").name == NAME
    linking.recount()
    assert found("quxworthy") == ["new"]


def test_rows_of_imported_lists_keep_their_outcome_without_the_name():
    record_of(person(name="Zebediah Qüxworthy"))
    run = ImportRun.objects.create(mapping=ImportMapping.objects.create(name="canary"))
    facts = {"run": run, "number": 1, "code": "bridge", "outcome": "new"}
    row = ImportRow.objects.create(organisation="Zebediah Qüxworthy", data={"name": "x"}, **facts)
    other = ImportRow.objects.create(data={"partner": {"name": "Zebediah Qüxworthy"}}, **facts)
    kept = ImportRow.objects.create(organisation="Stad", data={"name": "Stad"}, **facts)
    forget_persons()
    for one in (row, other, kept):
        one.refresh_from_db()
    assert (row.organisation, row.data, row.outcome) == ("", {}, "new")
    assert (other.data, kept.data) == ({}, {"name": "Stad"})


def test_files_that_were_asked_for_go(django_capture_on_commit_callbacks):
    record_of(person())
    Extract.objects.create(state=ExtractState.FAILED, format="xlsx", table="partners", language="en", total=0)
    with django_capture_on_commit_callbacks() as callbacks:
        forget_persons()
    assert making.drop_all in callbacks
    assert batches.drop_all in callbacks
    assert making.drop_all() == 1


def test_a_withdrawn_record_comes_back_without_persons_in_its_versions():
    record = record_of(person(), published=TODAY)
    publishing._take_away(record)
    (partner, stad) = RecordVersion.objects.get().data["partners"]
    assert (partner["name"], partner["region"], stad["name"]) == ("", "BE23", "Stad")
    assert Organisation.objects.get(name="Stad").project_count == 0


def test_a_person_who_left_the_record_goes_from_its_earlier_versions_too():
    record = record_of(person())
    versions.note([record.pk])
    record.partners.filter(name=NAME).delete()
    search.index([record.pk])
    versions.note([record.pk])
    assert NAME in str(RecordVersion.objects.get(code="bridge", number=1).data)

    assert forgetting.forget_due() == 1
    assert forgetting.forget_due() == 0

    assert not [one for one in RecordVersion.objects.all() if NAME in str(one.data)]
    assert RecordVersion.objects.count() == 2
    assert ForgottenPerson.objects.filter(code="bridge").count() == 1
    assert not RecordVersion.objects.naming_persons().exists()


def test_a_person_who_left_a_young_record_is_named_until_two_years_are_over():
    record = record_of(person(), published=TODAY)
    versions.note([record.pk])
    record.partners.filter(name=NAME).delete()

    assert forgetting.forget_due() == 0
    assert RecordVersion.objects.naming_persons().count() == 1


def test_versions_that_name_persons_are_found_by_their_own_index():
    asked = RecordVersion.objects.naming_persons().values("code")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = asked.explain()

    assert "record_version_names_persons" in plan
