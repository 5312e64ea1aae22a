"""Lists of every usual kind give the same rows; what could do harm is refused with a reason."""

import io
import json
import tracemalloc
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from core import sheets
from core.errors import DomainError
from publications.importing import trees
from publications.importing.mapping import from_data
from publications.importing.reading import open_list
from tests.publications.importing.lists import data, written

MAPPING = data("X-VI")
CELLS = {"Code": "P1", "Title": "Één grens", "Start": "2023-03-01", "Budget": "1.250,50", "Land": "België"}


def entries(path, **changes):
    opened = open_list(path, from_data({**MAPPING, **changes}))
    return [dict(entry.cells) for entry in opened.entries()], opened


def table(delimiter):
    return "\n".join(delimiter.join(row) for row in (CELLS.keys(), CELLS.values())) + "\n"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_delimited_lists_give_the_same_row(tmp_path, delimiter, encoding):
    found, opened = entries(written(tmp_path, table(delimiter), encoding=encoding))
    assert (found, opened.delimiter) == ([CELLS], delimiter)


def test_comma_parts_columns_although_amounts_hold_commas(tmp_path):
    text = 'Code,Title,Budget\nP1,"Water, wind","1.250,50"\n'
    found, opened = entries(written(tmp_path, text))
    assert (found, opened.delimiter) == ([{"Code": "P1", "Title": "Water, wind", "Budget": "1.250,50"}], ",")


@pytest.mark.parametrize("kind", [sheets.Format.XLSX, sheets.Format.ODS])
def test_workbooks_give_texts_numbers_and_days(tmp_path, kind):
    path = tmp_path / f"list.{kind}"
    row = ("P1", "=Één & grens", date(2023, 3, 1), Decimal("1250.50"), None)
    with path.open("wb") as file:
        sheets.write(file, kind, "Lijst", ("Code", "Title", "Start", "Budget", "Land"), [row])
    found, opened = entries(path)
    assert (found[0]["Code"], found[0]["Title"], Decimal(str(found[0]["Budget"]))) == (
        "P1",
        "=Één & grens",
        Decimal("1250.5"),
    )
    assert found[0]["Start"] in {44986, "2023-03-01"}
    assert (opened.kind, opened.sheets) == (kind, ["Lijst"])


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([CELLS]),
        json.dumps({"meta": 1, "data": {"rows": [CELLS]}}),
        json.dumps(CELLS) + "\n",
    ],
)
def test_json_lists_give_the_same_row(tmp_path, text):
    records = "data.rows" if "meta" in text else ""
    found, _opened = entries(written(tmp_path, text, "list.json"), records=records)
    assert found == [CELLS]


def test_json_with_one_object_a_line_is_read_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(trees, "PIECE", 50)
    text = "\n".join(json.dumps({**CELLS, "Code": f"P{number}"}) for number in range(50))
    found, _opened = entries(written(tmp_path, text, "list.json"))
    assert [row["Code"] for row in found] == [f"P{number}" for number in range(50)]


def test_json_partners_give_a_row_each_with_what_stands_above(tmp_path):
    project = {"Code": "P1", "a": {"b": 1}, "partners": [{"name": "A"}, {"name": "B"}]}
    found, _opened = entries(written(tmp_path, json.dumps([project])), partners="partners")
    assert found == [
        {"Code": "P1", "a.b": 1, "partners.name": "A"},
        {"Code": "P1", "a.b": 1, "partners.name": "B"},
    ]


@pytest.mark.parametrize(
    "before",
    ["List of operations;;;\n\n", "Bron: programma;;;;\nDatum: 1-1-2025;;;;\n;;;;\n", ""],
)
def test_headings_need_not_be_in_the_first_row(tmp_path, before):
    found, _opened = entries(written(tmp_path, before + table(";")))
    assert found == [CELLS]


def test_headings_in_two_rows_are_read_as_one(tmp_path):
    text = "Project;;Partner;\nCode;Title;naam;land\nP1;Water;Gent;BE\n"
    columns = {**MAPPING["columns"], "partner.name": "Partner naam", "partner.country": "Partner land"}
    found, _opened = entries(written(tmp_path, text), columns=columns)
    assert found == [{"Code": "P1", "Title": "Water", "Partner naam": "Gent", "Partner land": "BE"}]


def test_headings_in_two_languages_are_known_by_either(tmp_path):
    text = "code;Titel van het project / TITLE;Begindatum | Start\nP1;Water;2023-01-01\n"
    mapping = from_data(MAPPING)
    _found, opened = entries(written(tmp_path, text))
    assert [mapping.target(name) for name in opened.columns] == ["external_id", "title", "start_date"]


def test_row_with_more_values_than_headings_says_so(tmp_path):
    opened = open_list(written(tmp_path, "Code;Title\nP1;Water;of wind\n"), from_data(MAPPING))
    assert [entry.extra for entry in opened.entries()] == [1]


def workbook(path, sheet, **parts):
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with path.open("wb") as file:
        sheets.write(file, sheets.Format.XLSX, "S", ("Code",), [])
    held = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = f"<worksheet {space}><sheetData>{sheet}</sheetData></worksheet>".encode()
            new.writestr(name, content)
        for name, content in parts.items():
            new.writestr(name, content)
    path.write_bytes(held.getvalue())
    return path


HEAD = '<row r="1"><c r="A1" t="str"><v>Code</v></c><c r="B1" t="str"><v>Title</v></c></row>'


def test_formula_counts_by_its_stored_value(tmp_path):
    row = '<row r="2"><c r="A2" t="str"><f>A9</f><v>P1</v></c><c r="B2"><f>WEBSERVICE("x")</f></c></row>'
    found, _opened = entries(workbook(tmp_path / "a.xlsx", HEAD + row))
    assert (found[0]["Code"], repr(found[0]["Title"])) == ("P1", "(formula)")


def test_workbook_with_a_million_columns_is_refused(tmp_path):
    row = f'<row r="2">{"<c><v>1</v></c>" * 1000}</row>'
    with pytest.raises(DomainError, match="more than 400 columns"):
        entries(workbook(tmp_path / "a.xlsx", HEAD + row))
    far = '<row r="2"><c r="XFDZZ2"><v>1</v></c></row>'
    with pytest.raises(DomainError, match="more than 400 columns"):
        entries(workbook(tmp_path / "b.xlsx", HEAD + far))


def test_workbook_that_swells_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", HEAD, **{"xl/bomb.xml": b"0" * 40_000_000})
    with pytest.raises(DomainError, match="unpacks to far more"):
        entries(path)


def test_workbook_with_entities_is_refused(tmp_path):
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    path = workbook(tmp_path / "a.xlsx", HEAD, **{"xl/other.xml": bomb})
    with pytest.raises(DomainError, match="damaged"):
        entries(path)


def test_links_to_other_files_are_told_and_not_followed(tmp_path):
    path = workbook(tmp_path / "a.xlsx", HEAD, **{"xl/externalLinks/externalLink1.xml": "<a/>"})
    _found, opened = entries(path)
    assert opened.links_out is True


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"Code;Title\nP1;a\x00b\n\x00\x00\x01", "content is not what"),
        (b'Code;Title\nP1;"never closed\n' + b"x" * 200_000, "quotation mark is not closed"),
        (b"Code;Title\n" + b"x;" * 2_000, "more than 400 columns"),
        (b"[[[[[[" * 50_000, "not a list in JSON"),
        (b'[{"a": 1}, {"b"', "not a list in JSON"),
        (b"[1, 2]", "not a list in JSON"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_hostile_files_are_refused_with_a_reason(tmp_path, content, said):
    path = tmp_path / "list"
    path.write_bytes(content)
    with pytest.raises(DomainError, match=said):
        entries(path)


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def peak(rows):
        path = written(tmp_path, "Code;Title\n" + "".join(f"P{one};Water\n" for one in range(rows)))
        opened = open_list(path, from_data(MAPPING))
        tracemalloc.start()
        assert sum(1 for _entry in opened.entries()) == rows
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(20_000) < 2 * peak(2_000)


@pytest.mark.parametrize(
    "content",
    [
        {"meta": {"page": 1}, "result": {"records": [CELLS, CELLS]}},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": CELLS, "geometry": None}] * 2,
        },
    ],
)
def test_list_within_an_object_is_found_without_being_named(tmp_path, content):
    found, _opened = entries(written(tmp_path, json.dumps(content), "list.json"))
    assert [{name: row[name] for name in CELLS} for row in found] == [CELLS, CELLS]


def test_single_project_in_json_is_no_wrapper(tmp_path):
    found, opened = entries(
        written(tmp_path, json.dumps({**CELLS, "others": [{"a": 1}, {"a": 2}]}), "one.json")
    )
    assert [row["Code"] for row in found] == ["P1"]
    assert "others.items" in opened.columns  # named, so that it can be told as not taken
