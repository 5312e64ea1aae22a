"""Rows into a table by COPY: every text arrives as it is, and an empty one is not an unknown."""

import datetime
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection, transaction
from psycopg2 import Error

from core.copying import PIECE, put

pytestmark = pytest.mark.django_db

TEXTS = [
    "",
    " ",
    "NULL",
    "\\N",
    "\\.",
    "a\n\\.\nb",
    "a\r\nb",
    "a\tb",
    'say "so", twice ""',
    "a,b;c",
    "\\",
    "ê\u2028😀",
    "\x01",
    "a\x01,\x01\x01b",
]


def stored(columns: str, rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """What a table with these columns holds once the rows are put into it."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE copied ({columns}) ON COMMIT DROP")
        put("copied", [column.split()[0] for column in columns.split(", ")], rows)
        cursor.execute("SELECT * FROM copied")
        return list(cursor.fetchall())


@pytest.mark.parametrize("text", TEXTS)
def test_text_arrives_as_it_is(text: str) -> None:
    assert stored("a text, b text", [(text, "x"), ("y", text)]) == [(text, "x"), ("y", text)]


def test_values_of_other_kinds_arrive_and_none_is_unknown() -> None:
    rows: list[tuple[object, ...]] = [
        (1, Decimal("2.50"), True, datetime.date(2026, 3, 1), "", None),
        (None, None, None, None, None, None),
    ]
    columns = "a int, b numeric, c boolean, d date, e text, f text"
    assert stored(columns, rows) == rows


def test_nothing_is_put_of_no_rows() -> None:
    assert stored("a text", []) == []


def test_rows_of_several_pieces_arrive_in_their_order() -> None:
    rows: list[tuple[object, ...]] = [(number,) for number in range(2 * PIECE + 1)]
    assert stored("a int", rows) == rows


def test_nothing_is_kept_when_a_row_cannot_be_made() -> None:
    def rows() -> Iterator[tuple[int]]:
        yield (1,)
        raise ValueError("no more")

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copied (a int) ON COMMIT DROP")
        with pytest.raises(Error, match="no more"), transaction.atomic():
            put("copied", ["a"], rows())
        cursor.execute("SELECT count(*) FROM copied")
        assert cursor.fetchone() == (0,)
