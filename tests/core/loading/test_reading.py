"""Strict reading: what YAML 1.1 would change in silence stays as written, and faults are placed."""

from datetime import date
from decimal import Decimal

import pytest

from core.loading.problems import BadFiles
from core.loading.reading import read_csv, read_yaml


def raw(tmp_path, text: str, name: str = "value"):
    (tmp_path / "file.yaml").write_text(text, encoding="utf-8")
    return read_yaml(tmp_path, "file.yaml", []).raw(name)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0123456789", "0123456789"),
        ("1e3", "1e3"),
        ("true", True),
        ("~", None),
        ("", None),
        ("-5", -5),
        ("11050315.91", Decimal("11050315.91")),
        ("0.10", Decimal("0.10")),
        ("2029-12-31", date(2029, 12, 31)),
        ("2029-12-31T00:00:00", "2029-12-31T00:00:00"),
        ("[FR, NO]", ["FR", "NO"]),
    ],
)
def test_values_stay_as_written(tmp_path, written, value):
    found = raw(tmp_path, f"value: {written}\n")

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2\n", 'file.yaml, line 2: not valid YAML: the key "a" stands twice'),
        ("a: {b: 1, b: 2}\n", 'file.yaml, line 1: not valid YAML: the key "b" stands twice'),
        ("a: [1\n", "file.yaml, line 2: not valid YAML: "),
        ("- a\n", "file.yaml: must hold a mapping"),
        ("", "file.yaml: must hold a mapping"),
        ("a: 2029-02-30\n", "file.yaml: holds a value that can't be read: day is out of range"),
        (
            "a: !!python/object/apply:os.system [ls]\n",
            "file.yaml, line 1: not valid YAML: could not determine",
        ),
        ("? [1, 2]\n: 3\n", "file.yaml, line 1: not valid YAML: "),
    ],
)
def test_faults_name_file_and_line(tmp_path, text, told):
    with pytest.raises(BadFiles) as caught:
        raw(tmp_path, text)

    assert str(caught.value).startswith(told)


def test_csv_gives_rows_by_column(tmp_path):
    (tmp_path / "rows.csv").write_text('code,name\nBE,"a, b"\n', encoding="utf-8")

    assert read_csv(tmp_path, "rows.csv", ("code", "name")) == [{"code": "BE", "name": "a, b"}]


def test_csv_with_other_columns_is_refused(tmp_path):
    (tmp_path / "rows.csv").write_text("", encoding="utf-8")
    with pytest.raises(BadFiles, match=r"rows\.csv, line 1: the columns must be code,name"):
        read_csv(tmp_path, "rows.csv", ("code", "name"))
