"""Reading files of strangers, and writing texts that stay texts."""

import io
import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from core import workbooks
from core.errors import DomainError


def book(*rows, formula=None):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if formula:
        made.active["A1"] = formula
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def changed(content, name, text):
    """The archive with one part replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, text if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, text)
    return made.getvalue()


def test_read_gives_texts_and_numbers():
    (sheet,) = workbooks.read(book(["a", 1.5, None], ["b", 2, "=x"]))
    assert sheet.rows[0][:3] == ("a", 1.5, None)
    assert sheet.rows[1][:2] == ("b", 2)


def test_a_formula_without_a_stored_value_is_no_empty_cell():
    (sheet,) = workbooks.read(book([1], formula="=SUM(B1:B9)"))
    assert sheet.rows[0][0] is workbooks.FORMULA


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")'])
def test_put_text_never_makes_a_formula(text):
    made = Workbook()
    workbooks.put_text(made.active["A1"], text)
    content = io.BytesIO()
    made.save(content)
    cell = load_workbook(io.BytesIO(content.getvalue())).active["A1"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_put_text_leaves_out_what_no_file_can_hold():
    made = Workbook()
    workbooks.put_text(made.active["A1"], "a\x00b")
    assert made.active["A1"].value == "ab"


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (33.330000000000005, "33.33"),
        (0.1 + 0.2, "0.30"),
        (5, "5.00"),
        (1.234, "1.234"),
        (True, None),
        ("5", None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_number_of_takes_a_number_as_it_was_meant(value, meant):
    assert workbooks.number_of(value) == (None if meant is None else Decimal(meant))


@pytest.mark.parametrize("content", [b"", b"PK", b"\x00" * 100, b"a;b;c", b"PK\x03\x04" + b"x" * 50])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(DomainError, match="not a workbook"):
        workbooks.read(content)


def test_another_archive_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(DomainError, match="not a workbook"):
        workbooks.read(made.getvalue())


def test_a_bomb_is_refused_before_it_is_opened():
    content = changed(book(["a"]), "xl/media/zeros.bin", b"\0" * (61 * 1024 * 1024))
    assert len(content) < 200_000
    with pytest.raises(DomainError, match="more than a budget can"):
        workbooks.read(content)


def test_entities_are_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    with pytest.raises(DomainError, match="not a workbook"):
        workbooks.read(changed(book(["a"]), "xl/worksheets/sheet1.xml", bomb))


def test_broken_xml_is_refused():
    with pytest.raises(DomainError, match="not a workbook"):
        workbooks.read(changed(book(["a"]), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"))


def test_too_many_rows_are_refused():
    with pytest.raises(DomainError, match="too many rows"):
        workbooks.read(book(*([1] for _ in range(1300))))


def test_too_large_a_file_is_refused():
    with pytest.raises(DomainError, match="at most 5 MB"):
        workbooks.read(b"x" * (workbooks.LARGEST_FILE + 1))
