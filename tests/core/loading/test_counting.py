"""Tables are counted once they hold rows, and not again."""

import pytest
from django.db import connection

from core.loading.counting import count_new_tables

pytestmark = pytest.mark.django_db


def test_count_new_tables_counts_what_holds_rows_once() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.loaded AS SELECT generate_series(1, 300) AS number")
        cursor.execute("CREATE TABLE public.not_loaded (number integer)")
        found = count_new_tables()
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'loaded'")
        counted = cursor.fetchone()

    assert "loaded" in found
    assert "not_loaded" not in found
    assert counted == (300.0,)
    assert "loaded" not in count_new_tables()
