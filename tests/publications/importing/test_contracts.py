"""Contractors that a published list names: proposed, read, compared, written, left alone without a column."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import finding, forgetting
from publications.importing.mapping import from_data
from publications.importing.proposing import propose
from publications.models import Publication, RecordVersion
from tests.factories.programmes import ProgrammePeriodFactory
from tests.factories.publications import PublishedContractorFactory
from tests.publications.importing.lists import COLUMNS, data, mapping, taken, tried, written
from tests.publications.test_forgetting import staff_of

pytestmark = pytest.mark.django_db
HEAD = "Code;Title;Organisatie;Rol;Opdrachtnemer\n"
LIST = HEAD + "P1;Water;Stad Gent;LP;Bouw bv | Zwaluw nv\nP1;Water;Lille;PP;Bouw bv\nP2;Zon;Brugge;LP;\n"


@pytest.fixture
def chosen():
    return mapping(ProgrammePeriodFactory(), columns={**COLUMNS, "contractor": "Opdrachtnemer"})


def names(code="test-p1"):
    rows = Publication.objects.get(code=code).contractors.order_by("position")
    return list(rows.values_list("position", "name", "is_natural_person"))


def test_each_name_is_taken_once_and_told_in_a_version_and_in_the_search(chosen, tmp_path):
    run = taken(chosen, written(tmp_path, LIST))
    assert names() == [(1, "Bouw bv", False), (2, "Zwaluw nv", False)]
    assert names("test-p2") == []
    version = RecordVersion.objects.get(code="test-p1")
    assert [one["name"] for one in version.data["contractors"]] == ["Bouw bv", "Zwaluw nv"]
    assert list(finding.records(finding.query({"q": "zwaluw"})).values_list("code", flat=True)) == ["test-p1"]
    assert run.found["not_taken"] == []
    again = tried(chosen, written(tmp_path, LIST))
    assert (again.counts["unchanged"], again.counts["changed"]) == (3, 0)


def test_a_change_is_shown_before_it_is_written(chosen, tmp_path):
    taken(chosen, written(tmp_path, LIST))
    path = written(tmp_path, LIST.replace("Zwaluw nv", "Merel nv"))
    run = tried(chosen, path)
    (changes,) = [row.changes for row in run.rows.all() if row.changes]
    assert changes == [{"field": "contractor", "old": "Bouw bv; Zwaluw nv", "new": "Bouw bv; Merel nv"}]
    taken(chosen, path)
    assert names() == [(1, "Bouw bv", False), (2, "Merel nv", False)]
    assert RecordVersion.objects.filter(code="test-p1").latest("number").changes == ["contractors"]


def test_a_list_without_the_column_leaves_them_alone(tmp_path):
    plain = mapping(ProgrammePeriodFactory())
    taken(plain, written(tmp_path, LIST))
    PublishedContractorFactory(publication=Publication.objects.get(code="test-p1"), position=1, name="Oud nv")
    taken(plain, written(tmp_path, LIST.replace("Water", "Water over de grens")))
    assert names() == [(1, "Oud nv", False)]


def test_a_forgotten_name_does_not_come_back(chosen, tmp_path):
    run = taken(chosen, written(tmp_path, LIST.replace("Zwaluw nv", "Mevr. Zebediah Quxworthy")))
    told = [one for row in run.rows.all() for one in row.notes if one["field"] == "contractor"]
    assert len(told) == 1, "it may be a person"
    record = Publication.objects.get(code="test-p1")
    forgetting.forget(record.contractors.get(position=2), by=staff_of(record), note="It is a person.")
    changed = LIST.replace("Zwaluw nv", "Mevr. Zebediah Quxworthy").replace("Water", "Water 2")
    taken(chosen, written(tmp_path, changed))
    assert names() == [(1, "Bouw bv", False), (2, "", True)]


def test_lists_without_contractors_ask_nothing_more(chosen, tmp_path):
    plain = mapping(ProgrammePeriodFactory())
    with CaptureQueriesContext(connection) as asked:
        taken(plain, written(tmp_path, LIST))
    own = [one["sql"] for one in asked if "publishedcontractor" in one["sql"]]
    assert [sql.split()[0] for sql in own if "DELETE" in sql or "COPY" in sql] == []


@pytest.mark.parametrize(
    "heading",
    ["Opdrachtnemer", "Naam van de contractant", "Nom du contractant", "Auftragnehmer", "Contractors"],
)
def test_the_column_is_proposed_by_its_heading_in_four_languages(tmp_path, heading):
    path = written(tmp_path, LIST.replace("Opdrachtnemer", heading))
    found = propose(path, name="a-list", title="A list", language="nl")
    assert found["columns"]["contractor"] == [heading]


def test_beneficiary_and_contractor_in_one_heading_is_the_beneficiary():
    columns = {"external_id": "Code", "partner.name": "Beneficiary", "contractor": "Contractor"}
    found = from_data(data("X", columns=columns))
    assert found.target("Beneficiary / Contractor") == "partner.name"
