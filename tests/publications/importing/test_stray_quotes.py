"""A quotation mark that is not closed never makes rows vanish into a cell."""

import pytest

from core.errors import DomainError
from publications.importing.mapping import from_data
from publications.importing.reading import open_list
from publications.importing.understanding import Reader
from tests.publications.importing.lists import data, written

HEADER = "Code;Title;Start;Budget;Land\n"


def entries(path):
    return list(open_list(path, from_data(data("X-VI"))).entries())


def rows(*titles):
    return HEADER + "".join(
        f"P{number};{title};2023-01-01;1000;BE\n" for number, title in enumerate(titles, start=1)
    )


@pytest.mark.parametrize(
    ("titles", "lines"),
    [
        (("a", '"b', "c", "d"), "from line 3 to line 5"),
        (("a", '"b', "c", 'd"', "e"), "from line 3 to line 5"),
        (("a", '"b', 'c"', "d"), "from line 3 to line 4"),
        (("a", "b", '"c'), "from line 4 to line 4"),
    ],
)
def test_rows_behind_a_stray_quote_are_not_lost(tmp_path, titles, lines):
    with pytest.raises(DomainError, match=lines):
        entries(written(tmp_path, rows(*titles)))


def test_breaks_and_delimiters_within_a_quoted_text_stay(tmp_path):
    title = '"water;\nwind; sun; sea; land\n1; 2; 3; 4"'
    found = entries(written(tmp_path, rows("a", title, "c")))
    assert [entry.cells["Title"] for entry in found] == ["a", title.strip('"'), "c"]


def test_inner_quotes_do_not_swallow_rows(tmp_path):
    assert len(entries(written(tmp_path, rows("a", '"De "slimme" haven"', "c")))) == 3


@pytest.mark.django_db
def test_row_in_whose_middle_the_file_ends_is_refused(tmp_path):
    text = rows("a", "b", "c", "d")[: -len(";1000;BE\n") - 2]
    reader = Reader(from_data(data("X-VI")))
    reasons = [reader.row(entry).reason for entry in entries(written(tmp_path, text))]
    assert ["ends in the middle" in reason for reason in reasons] == [False, False, False, True]


def test_last_line_of_a_note_is_no_row_that_was_cut(tmp_path):
    assert [entry.is_cut for entry in entries(written(tmp_path, rows("a", "b") + "Source: us"))] == [
        False
    ] * 3


def test_empty_columns_at_the_end_do_not_count(tmp_path):
    wide = rows("a").replace("\n", ";" * 600 + "\n")
    assert [entry.cells["Code"] for entry in entries(written(tmp_path, wide))] == ["P1"]
