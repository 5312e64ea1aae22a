"""Many values as one parameter: each arrives as it is, whatever signs it holds."""

import pytest
from django.db import connection

from core.arrays import array

pytestmark = pytest.mark.django_db

TEXTS = ["", " ", "NULL", "a,b", "{a}", 'say "so"', "\\", '\\"', "a\nb", "'; --", "ê\u2028😀"]


def arrived(values: list[object], kind: str) -> object:
    """What the database makes of these values."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}[]", [array(values)])
        return cursor.fetchone()[0]


def test_array_of_texts_arrives_as_it_is() -> None:
    assert arrived(list(TEXTS), "text") == TEXTS


def test_array_of_other_values_arrives_as_it_is() -> None:
    assert arrived([3, -1], "bigint") == [3, -1]
    assert arrived([True, False], "boolean") == [True, False]
    assert arrived([2, None], "bigint") == [2, None]
    assert arrived([], "bigint") == []
