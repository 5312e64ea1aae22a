"""The ranking to take along: CSV, XLSX and ODS of the same cells, formulas defused, nothing closed in it."""

import csv
import io
import zipfile

import pytest
from openpyxl import load_workbook

from programmes.states import Role
from tests.factories.assessments import staff_of
from tests.factories.projects import InterestFactory, ProjectFactory
from tests.factories.ranking import proposal, ranked_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return ranked_call("100.00", code="first-call")


@pytest.fixture(autouse=True)
def officer(call, client):
    user = staff_of(ProjectFactory.build(call=call), Role.OFFICER)
    client.force_login(user)
    return user


def fetched(client, kind, query=""):
    return client.get(f"/en/secretariat/ranking/first-call/file/{kind}/?{query}")


def rows(client, query=""):
    text = fetched(client, "csv", query).content
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))


def test_csv_has_the_ranking_with_exact_amounts_and_no_formula(client, call):
    project = proposal(call, 4, 3, acronym="=cmd|' /C'!A0", asked="60.50")
    head, row = rows(client)
    assert head[:3] == ["Rank", "Number", "Acronym"]
    assert row[:8] == ["1", project.code, "'=cmd|' /C'!A0", "", "Ranked", "14.00", "70.00", "met"]
    assert row[8:] == ["2", "4.00", "60.50", "60.50", "The money reaches it", "Eligible", ""]


def test_xlsx_keeps_texts_texts_and_amounts_numbers(client, call):
    proposal(call, 4, acronym="=1+1", asked="60.50")
    response = fetched(client, "xlsx")
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet["C2"].value == "=1+1"
    assert sheet["C2"].data_type == "s"
    assert sheet["K2"].value == 60.5
    assert response.headers["Content-Disposition"] == 'attachment; filename="ranking-first-call.xlsx"'


def test_ods_is_a_sound_archive_of_texts_and_numbers(client, call):
    proposal(call, 4, acronym="A<B&C", asked="60.50")
    archive = zipfile.ZipFile(io.BytesIO(fetched(client, "ods").content))
    assert archive.namelist()[0] == "mimetype"
    assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
    content = archive.read("content.xml").decode()
    assert "<text:p>A&lt;B&amp;C</text:p>" in content
    assert 'office:value-type="float" office:value="60.50"' in content


def test_files_are_narrowed_as_the_page(client, call):
    proposal(call, 5, acronym="A", asked="90.00")
    proposal(call, 4, acronym="B", asked="20.00")
    assert [row[2] for row in rows(client, "part=out")[1:]] == ["B"]


def test_files_leave_out_what_is_closed(client, call, officer):
    proposal(call, 5, acronym="OPEN")
    hidden = proposal(call, 4, acronym="HIDDEN")
    InterestFactory(project=hidden, person=officer, has_conflict=True, note="Kin.")
    assert [row[2] for row in rows(client)[1:]] == ["OPEN"]


def test_files_of_another_kind_are_not_found(client, call):
    assert fetched(client, "exe").status_code == 404
