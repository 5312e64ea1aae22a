"""Every table in every kind of file: complete, exact, valid against its schema, and silent about people."""

import csv
import io
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from jsonschema import Draft202012Validator, FormatChecker
from openpyxl import load_workbook

from core.sheets import RISKY, Format
from core.texts import LANGUAGES
from publications.exports import files, schemas, streaming
from publications.exports.columns import definitions
from publications.exports.tables import tables
from publications.models import Publication, PublishedContractor, PublishedPartner
from tests.core.test_sheets import INSIDE, PLAIN
from tests.factories.publications import PublicationFactory, PublishedPartnerFactory
from tests.publications.exports.world import as_json, csv_rows, full_record, json_rows

KEYS = ["operations", "partners", "contractors"]
KEYS += ["operations-2014-2020", "keep-operations", "keep-partners"]
PASSED_ON = ["sub-grants", "final-recipients"]
EMPTY = (None, "", [])

pytestmark = pytest.mark.django_db


def faults(key: str, rows: list[dict[str, object]]) -> list[str]:
    validator = Draft202012Validator(schemas.of_row(tables()[key]), format_checker=FormatChecker())
    return [error.message for row in rows for error in validator.iter_errors(row)]


def test_tables_are_those_that_the_rules_ask_for() -> None:
    assert list(tables()) == [*KEYS, *PASSED_ON]


@pytest.mark.parametrize("key", [*KEYS, *PASSED_ON])
def test_every_column_is_filled_and_every_row_valid(key: str) -> None:
    full_record(period="2014-2020")
    PublicationFactory(programme_period__period__code="2014-2021", acronym="Bare")
    table = tables()[key]
    from_json = json_rows(table)
    from_csv = [as_json(table, row) for row in csv_rows(table)]
    assert from_csv == from_json
    assert faults(key, from_json) == []
    filled = {name for row in from_json for name, value in row.items() if value not in EMPTY}
    assert sorted({column.key for column in table.columns} - filled) == []


def test_list_of_operations_says_all_of_article_49() -> None:
    record = full_record(code="water-1", acronym="WATER")
    (row,) = json_rows(tables()["operations"])
    assert {key: row[key] for key in ARTICLE_49} == {
        **ARTICLE_49,
        "specific_objective": record.objective.code if record.objective else "",
    }
    assert row["page"].endswith("/en/projects/water-1/")


ARTICLE_49 = {
    "code": "water-1",
    "beneficiaries": ["Stad Gent", "Hogeschool"],
    "natural_persons": ["Zebedeus Canarius"],
    "contractors": ["Bouw bv", "Ottoline Vireo"],
    "name_fr": "Eau",
    "purpose_nl": "Over water",
    "achievements_en": "Two dykes",
    "achievements_fr": "Moins d'inondations",
    "start_date": "2023-01-01",
    "end_date": "2026-12-31",
    "total_cost": Decimal("1234567.80"),
    "fund": "ERDF",
    "specific_objective": "",
    "cofinancing_rate": Decimal("60.00"),
    "location": "Scheldt valley",
    "countries": ["BE", "FR", "NL"],
    "beneficiary_locations": ["9000 Gent BE234 BE", "FRE1 FR", "NL"],
    "intervention_types": ["058", "060"],
}


def test_money_keeps_its_three_states() -> None:
    PublicationFactory(total_budget=None)
    PublicationFactory(total_budget=Decimal("0.00"))
    PublicationFactory(total_budget=Decimal("999999999999.99"))
    table = tables()["operations"]
    assert [row["total_cost"] for row in csv_rows(table)] == ["", "0.00", "999999999999.99"]
    assert [str(row["total_cost"]) for row in json_rows(table)] == ["None", "0.00", "999999999999.99"]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("=1+1", "'=1+1"),
        (" \n=cmd", "' \n'=cmd"),
        ("+32", "'+32"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        ("\x01=1", "'=1"),
        ("a=1", "a=1"),
        ('say "a, b"\nnext', 'say "a, b"\nnext'),
        ("-", "'-"),
    ],
)
def test_texts_of_csv_are_never_formulas(given: str, written: str) -> None:
    PublicationFactory(acronym=given)
    (row,) = csv_rows(tables()["operations"])
    assert row["acronym"] == written


@pytest.mark.parametrize("given", [*INSIDE, "A;\x01=1", "=1;=2"])
def test_texts_of_csv_are_no_formulas_where_semicolons_split_a_line(given: str) -> None:
    PublicationFactory(code="a", title={"en": given}, summary={"nl": f"Water, {given}"})
    table = tables()["operations"]
    whole = b"".join(streaming.csv(table, streaming.keys_of(table, Publication.objects.all())))
    for separator in (";", "\t"):
        rows = csv.reader(io.StringIO(whole.decode("utf-8-sig"), newline=""), delimiter=separator)
        assert [cell for row in rows for cell in row if cell.lstrip().startswith(RISKY)] == []


@pytest.mark.parametrize("given", PLAIN)
def test_plain_texts_of_csv_stay_as_they_were_written(given: str) -> None:
    PublicationFactory(code="a", title={"en": given})
    (row,) = csv_rows(tables()["operations"])
    assert row["name_en"] == given


def test_forgotten_person_is_in_no_file() -> None:
    record = full_record(period="2014-2020")
    PublishedPartner.objects.filter(publication=record, is_natural_person=True).update(
        name="", name_en="", forgotten_at=timezone.now()
    )
    PublishedContractor.objects.filter(publication=record, is_natural_person=True).update(
        name="", forgotten_at=timezone.now()
    )
    for table in tables().values():
        keys = streaming.keys_of(table, Publication.objects.all())
        whole = b"".join(streaming.csv(table, keys)) + b"".join(
            streaming.json_document(table, keys, {"a": 1})
        )
        assert b"Canarius" not in whole
        assert b"Vireo" not in whole


def test_address_and_number_of_a_person_are_in_no_file() -> None:
    full_record(period="2014-2020")
    for table in tables().values():
        text = str(json_rows(table))
        assert [word for word in ("Lille", "Secrète", "FR 123") if word in text] == []


def test_files_that_are_kept_name_no_person() -> None:
    full_record(period="2014-2020")
    for table in tables().values():
        assert "Canarius" not in str(json_rows(table.without_persons()))
        assert "Vireo" not in str(json_rows(table.without_persons()))
        if table.key in ("partners", "keep-partners"):
            assert "Stad Gent" in str(json_rows(table.without_persons()))
        if table.key in ("operations", "contractors"):
            assert "Bouw bv" in str(json_rows(table.without_persons()))


def test_list_of_2014_2020_holds_that_period_and_no_person() -> None:
    full_record(period="2014-2020", code="old")
    full_record(period="2021-2027", code="new")
    rows = json_rows(tables()["operations-2014-2020"])
    assert [row["code"] for row in rows] == ["old"]
    assert "Canarius" not in str(rows)


def test_keep_list_of_partners_has_no_money() -> None:
    kinds = {column.kind.value for column in tables()["keep-partners"].columns}
    assert "money" not in kinds


def test_spreadsheet_has_typed_cells_and_titles_of_its_language() -> None:
    full_record(code="water-1", acronym="=WATER")
    table = tables()["operations"]
    target = io.BytesIO()
    keys = streaming.keys_of(table, Publication.objects.all())
    told: list[int] = []
    assert files.write(target, Format.XLSX, table, keys, "nl", told.append) == 1
    header, row = load_workbook(target).active.iter_rows(values_only=True)
    found = dict(zip(header, row, strict=True))
    assert told == [1]
    assert found["Code van de concrete actie"] == "water-1"
    assert found["Acroniem"] == "=WATER"
    assert found["Totale kosten"] == 1234567.8
    assert found["Begindatum"].isoformat() == "2023-01-01T00:00:00"
    assert found["Begunstigden"] == "Stad Gent | Hogeschool"


@pytest.mark.parametrize("language", LANGUAGES)
def test_name_of_a_sheet_is_whole(language: str) -> None:
    with translation.override(language):
        names = [table.tab or str(table.title) for table in tables().values()]
    assert [name for name in names if len(name) > 31] == []


def test_columns_have_titles_and_meanings_in_every_language() -> None:
    for key, entry in definitions().items():
        assert {*entry["title"]} == {*LANGUAGES}, key
        assert {*entry["meaning"]} == {*LANGUAGES}, key


def test_every_definition_is_used() -> None:
    used = {column.key for table in tables().values() for column in table.columns}
    assert sorted({*definitions()} - used) == []


def test_statements_do_not_grow_with_rows(django_assert_num_queries: object) -> None:
    table = tables()["operations"]
    for number in (1, 3):
        PublicationFactory.create_batch(number)
        for publication in Publication.objects.all():
            PublishedPartnerFactory(publication=publication, position=publication.partners.count() + 1)
        keys = streaming.keys_of(table, Publication.objects.all())
        with django_assert_num_queries(1):  # type: ignore[operator]
            list(streaming.json_document(table, keys, {"a": 1}))
