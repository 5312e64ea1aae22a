"""The mappings of the house: each reads the list that it is made for, and what staff type is checked."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from core import sheets
from core.errors import DomainError
from programmes.reference import load as load_programmes
from publications import finding, reference
from publications.exports import files, streaming
from publications.exports.tables import tables
from publications.importing import kept
from publications.importing.mapping import from_data, from_yaml, to_yaml
from publications.models import ImportMapping, Publication
from tests.publications.importing.lists import data, taken, tried, written

pytestmark = pytest.mark.django_db
FILES = settings.BASE_DIR / "fixtures" / "reference"
KEEP = {
    "id": 33607,
    "project_id": "BSB00963",
    "status": "ongoing",
    "start_date": "2026-04-11",
    "end_date": "2028-04-10",
    "total_budget": "1419207.76",
    "eu_funding": "1277286.97",
    "union_co_financing_rate": 90,
    "programme": {
        "id": 387,
        "title": "2021 - 2027 Interreg VI-B NEXT Black Sea Basin",
        "period": {"title": "2021-2027"},
    },
    "translations": {
        "en": {"name": "Environmental Education in the Black Sea Basin", "description": "A network."}
    },
    "partnerships": [
        {
            "id": 1,
            "type": "partner",
            "legal_status": "public",
            "organisation_type": "Local public authority",
            "pic": "911374559",
            "town": "Malko Tarnovo",
            "town_department": "Malko Tarnovo",
            "total_budget": "357183.12",
            "co_financing_eur": "321464.80",
            "country_department": {"title": "Bulgaria"},
            "partner": {
                "id": 32410,
                "name": "Община Малко Търново",
                "translations": {"en": {"name_translated": "Municipality of Malko Tarnovo"}},
            },
        },
        {
            "id": 2,
            "type": "lead",
            "organisation_type": "Regional public authority",
            "country_department": {"title": "Turkey"},
            "partner": {"id": 7, "name": "T.C. Tarım ve Orman Bakanlığı"},
        },
    ],
}


@pytest.fixture
def house():
    load_programmes(FILES)
    kept.follow_files()


def test_follow_files_is_quiet_the_second_time(house):
    assert kept.follow_files() == 0
    assert ImportMapping.objects.filter(is_builtin=True).count() == 8


def test_a_project_of_keep_eu_is_read_whole(house, tmp_path):
    path = written(tmp_path, json.dumps(KEEP, ensure_ascii=False), "project.json")
    run = taken(kept.named("keep-project"), path)
    assert (run.counts["new"], run.found["not_taken"]) == (2, [])
    record = Publication.objects.get(code="keep-p-33607")
    assert (record.programme_period_id, record.start_date, record.rate) == (
        "BSB-VI",
        date(2026, 4, 11),
        Decimal("90.00"),
    )
    assert list(record.partners.values_list("name", "name_en", "role", "country", "kind", "budget")) == [
        ("T.C. Tarım ve Orman Bakanlığı", "", "lead", "TR", "regional_authority", None),
        (
            "Община Малко Търново",
            "Municipality of Malko Tarnovo",
            "partner",
            "BG",
            "local_authority",
            Decimal("357183.12"),
        ),
    ]


def exported(table, language, tmp_path, kind):
    keys = streaming.keys_of(table, finding.records(finding.query({})))
    if kind == "csv":
        path = tmp_path / f"{table.key}.csv"
        path.write_bytes(b"".join(streaming.csv(table, keys)))
    else:
        path = tmp_path / f"{table.key}.json"
        path.write_bytes(b"".join(streaming.json_document(table, keys, {"title": "x"})))
    return path


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_our_own_list_of_operations_comes_back_as_it_was(house, tmp_path, kind):
    reference.load(FILES)
    before = {one.code: one for one in Publication.objects.all()}
    path = exported(tables()["operations"], "en", tmp_path, kind)
    run = taken(kept.named("portal-list-of-operations"), path)
    assert (run.counts["new"], run.counts["refused"], run.found["not_taken"]) == (len(before), 0, [])
    for code, one in before.items():
        copy = Publication.objects.get(code=f"list-{code}")
        for name in ("programme_period_id", "acronym", "title", "start_date", "end_date", "total_budget",
                     "eu_funding", "rate", "status", "objective_id", "summary"):  # fmt: skip
            assert getattr(copy, name) == getattr(one, name), (code, name)
        assert set(copy.partners.values_list("name", flat=True)) == set(
            one.partners.values_list("name", flat=True)
        )


@pytest.mark.parametrize("kind", [sheets.Format.XLSX, sheets.Format.ODS])
def test_the_common_list_of_keep_eu_joins_its_two_tabs(house, tmp_path, kind):
    reference.load(FILES)
    table, path = tables()["keep-operations"], tmp_path / f"common.{kind}"
    keys = streaming.keys_of(table, finding.records(finding.query({})))
    with path.open("wb") as file:
        files.write(file, kind, table, keys, "en")
    run = taken(kept.named("keep-common-list"), path)
    assert (run.found["sheets"], run.counts["refused"]) == (["Operations", "Partners"], 0)
    for one in Publication.objects.filter(source="reference"):
        copy = Publication.objects.get(code=f"keep-{one.code}")
        assert list(copy.partners.values_list("name", "country")) == list(
            one.partners.values_list("name", "country")
        )


KOHESIO = (
    "Operation_Unique_Identifier,Operation_Name_English,CCI,Operation_Start_Date,Operation_End_Date,"
    "Total_Eligible_Expenditure_amount,Total_Eligible_Expenditure_Currency,Cofinancing_Rate,Beneficiary_Name,"
    "CountryCode,NUTS3_Code,Fund_Code\n"
)


def test_a_list_with_the_columns_of_kohesio(house, tmp_path):
    rows = (
        "Q1,Water,2021TC16RFIR001,31/12/2023,31/12/2024,1250.50,EUR,0.8,Stad Gent,BE,BE234,ERDF\n"
        "Q2,Wind,2021TC16RFIR001,31/12/2023,,100,SEK,80,Luleå,SE,,ERDF\n"
    )
    run = taken(kept.named("kohesio-like"), written(tmp_path, KOHESIO + rows))
    assert (run.counts["new"], run.counts["refused"]) == (1, 1)
    record = Publication.objects.get()
    assert (record.programme_period_id, record.rate, record.fund_id, record.start_date) == (
        "IE-VI",
        Decimal("80.00"),
        "ERDF",
        date(2023, 12, 31),
    )
    assert record.partners.get().region == "BE234"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"columns": {"nonsense": "X"}}, "not a field"),
        ({"key": []}, "needs a title"),
        ({"key": ["acronym"]}, "No column feeds"),
        ({"source": "Not A Slug"}, "small letters"),
        ({"encoding": "klingon"}, "not a known encoding"),
        ({"delimiter": ";;"}, "one character"),
        ({"language": "xx"}, "nl, fr or en"),
        ({"surprise": 1}, "“surprise” is not known"),
        ({"tables": {"moods": {}}}, "no table|not a table"),
        ({"new_programmes": {"X": {"name": "X"}}}, "needs a code"),
        ({"columns": ["a"]}, "names with values"),
        ({"title": {"a": 1}}, "must be a text"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said(changes, said):
    with pytest.raises(DomainError, match=said):
        from_data({**data("X-VI"), **changes})


@pytest.mark.parametrize(
    "text", ["- a\n- b", "a: [", "just words", "a: 1\na: 2", "!!python/object:os.system {}"]
)
def test_text_that_is_no_mapping_is_refused(text):
    with pytest.raises(DomainError):
        from_yaml(text)


def test_mapping_survives_being_edited(house):
    for mapping in ImportMapping.objects.all():
        assert from_data(from_yaml(to_yaml(mapping.data))) == from_data(mapping.data)


def test_an_unknown_programme_is_refused_with_what_to_do(house, tmp_path):
    run = tried(
        kept.named("kohesio-like"),
        written(tmp_path, KOHESIO + "Q1,Water,Somewhere,31/12/2023,,1,EUR,80,Gent,BE,,\n"),
    )
    assert run.counts["refused"] == 1
    assert "Add it to the table of programmes" in run.rows.get().notes[-1]["why"]
