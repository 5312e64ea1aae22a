"""Tables as files: what goes in comes out, in three formats, and nothing in it is run."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.sheets import CONTENT_TYPES, RISKY, Format, csv_line, write

HEADER = ["Code", "Title", "Grant", "Day", "At", "Partners", "Is open", "Note"]
ROW = [
    "VLNED-01",
    "Zoet & zout <water>\nregel 2",
    Decimal("11050315.91"),
    date(2026, 2, 28),
    datetime(2026, 7, 1, 21, 59, 58, tzinfo=UTC),
    7,
    True,
    None,
]
HOSTILE = [
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    '=HYPERLINK("x")',
    "=cmd|' /C calc'!A0",
]
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
INSIDE = [
    "Rivers;=1+1;x",
    'Rivers, "wide";=HYPERLINK("x")',
    "Rivers\n=1+1",
    "Rivers\r\n \n@SUM(A1)",
    "Rivers\t=1",
    "Rivers; ＝1",
    "Rivers; -2+3+cmd|' /C calc'!A0",
    "Rivers\n+SUM(1)",
]
PLAIN = ["Goals:\n- dykes\n- rivers; +32 9 1", "a=1; b=2", "x@example.org;y", "5 ; 6 = 7"]


def made(kind, rows, header=HEADER, title="Proposals"):
    held = io.BytesIO()
    assert write(held, kind, title, header, iter(rows)) == len(rows)
    return held.getvalue()


def read_csv(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content):
    book = load_workbook(io.BytesIO(content))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def read_ods(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert archive.read("mimetype").decode() == CONTENT_TYPES[Format.ODS]
        tree = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314 - our own file
    return [list(row) for row in tree.iter(f"{TABLE}table-row")]


def ods_text(cell):
    """The text as readers of ODF take it: they make one space of many, but where they are counted."""
    return "\n".join("".join(pieces(line)) for line in cell)


def pieces(line):
    yield re.sub("[ \t\n]+", " ", line.text or "").lstrip(" ")
    for mark in line:
        spaces = " " * int(mark.get(f"{TEXT}c", "1"))
        yield {f"{TEXT}s": spaces, f"{TEXT}tab": "\t"}[mark.tag]
        yield re.sub("[ \t\n]+", " ", mark.tail or "")


def test_csv_holds_each_value_in_one_notation():
    with timezone.override("Europe/Brussels"):
        header, row = read_csv(made(Format.CSV, [ROW]))
    assert header == HEADER
    assert row == [
        "VLNED-01",
        "Zoet & zout <water>\nregel 2",
        "11050315.91",
        "2026-02-28",
        "2026-07-01T23:59:58",
        "7",
        "1",
        "",
    ]


def test_xlsx_holds_numbers_dates_and_texts():
    with timezone.override("Europe/Brussels"):
        header, row = read_xlsx(made(Format.XLSX, [ROW]))
    assert header == HEADER
    assert row == [
        "VLNED-01",
        "Zoet & zout <water>\nregel 2",
        11050315.91,
        datetime(2026, 2, 28),  # noqa: DTZ001 - as a workbook holds a day
        datetime(2026, 7, 1, 23, 59, 58),  # noqa: DTZ001 - and a moment, without a zone
        7,
        True,
        None,
    ]


def test_ods_holds_numbers_dates_and_texts():
    with timezone.override("Europe/Brussels"):
        header, row = read_ods(made(Format.ODS, [ROW]))
    assert [ods_text(cell) for cell in header] == HEADER
    assert ods_text(row[1]) == "Zoet & zout <water>\nregel 2"
    assert [cell.get(f"{OFFICE}value") for cell in row] == [
        None, None, "11050315.91", None, None, "7", None, None,
    ]  # fmt: skip
    assert [cell.get(f"{OFFICE}date-value") for cell in row[3:5]] == ["2026-02-28", "2026-07-01T23:59:58"]
    assert row[6].get(f"{OFFICE}boolean-value") == "true"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_a_formula_stays_a_text(text):
    assert not read_csv(made(Format.CSV, [[text]], ["A"]))[1][0].startswith(RISKY)
    book = load_workbook(io.BytesIO(made(Format.XLSX, [[text]], ["A"])))
    cell = book.worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == (
        "s" if cell.data_type == "s" else "inlineStr",
        text.replace("\r", "\n"),
    )
    assert read_ods(made(Format.ODS, [[text]], ["A"]))[1][0].get(f"{OFFICE}value-type") == "string"


@pytest.mark.parametrize("text", INSIDE)
def test_no_formula_begins_where_other_separators_split_a_line(text):
    content = made(Format.CSV, [["code", text, "end"]], ["A", "B", "C"]).decode("utf-8-sig")
    for separator in (";", "\t"):  # as Excel has them in Dutch and French
        rows = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
        assert [cell for row in rows for cell in row if cell.lstrip().startswith(RISKY)] == []


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_stays_as_it_was_written(text):
    assert read_csv(made(Format.CSV, [[text]], ["A"]))[1][0] == text


@pytest.mark.parametrize("text", ["  two  spaces ", "a\tb", "a \n  b", "\t"])
def test_ods_keeps_every_space(text):
    assert ods_text(read_ods(made(Format.ODS, [[text]], ["A"]))[1][0]) == text


@pytest.mark.parametrize("number", [Decimal("-12.50"), -3, Decimal("0.00"), Decimal("1E+3")])
def test_number_below_zero_is_a_number_and_no_formula(number):
    assert Decimal(read_csv(made(Format.CSV, [[number]], ["A"]))[1][0]) == number
    assert read_xlsx(made(Format.XLSX, [[number]], ["A"]))[1][0] == float(number)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_can_be_written_and_read_again(texts):
    for kind, read in ((Format.CSV, read_csv), (Format.XLSX, read_xlsx), (Format.ODS, read_ods)):
        assert len(read(made(kind, [texts], ["x"] * len(texts)))) == 2


def test_too_long_text_ends_in_dots_where_a_cell_cannot_hold_it():
    long = "a" * 40_000
    assert read_xlsx(made(Format.XLSX, [[long]], ["A"]))[1][0] == "a" * 32_766 + "…"
    assert read_csv(made(Format.CSV, [[long]], ["A"]))[1][0] == long
    assert ods_text(read_ods(made(Format.ODS, [[long]], ["A"]))[1][0]) == long


@pytest.mark.parametrize("title", ["a/b:c", "", "'x'", "x" * 60, "<&>"])
def test_any_title_names_a_sheet(title):
    name = load_workbook(io.BytesIO(made(Format.XLSX, [], ["A"], title))).sheetnames[0]
    assert 0 < len(name) <= 31
    assert len(read_ods(made(Format.ODS, [], ["A"], title))) == 1


def test_line_for_a_stream_is_that_of_the_file():
    assert csv_line(["a;b", Decimal("1.50")]) == "a;b,1.50\r\n"
