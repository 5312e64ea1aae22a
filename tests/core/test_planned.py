from __future__ import annotations

import pytest
from django.db import DataError, connection, transaction

from core.planned import Planned

PAIRS = Planned(
    "planned_pairs", "SELECT key, key % 2 FROM unnest($1) AS given (key) ORDER BY key + $2", "bigint[]", "int"
)
HALVES = Planned("planned_halves", "SELECT 10 / $1", "int")


def plans():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, generic_plans, custom_plans FROM pg_prepared_statements ORDER BY name")
        return cursor.fetchall()


@pytest.fixture
def fresh(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")


@pytest.mark.usefixtures("fresh")
def test_plan_is_made_once_and_kept_for_any_values():
    assert [PAIRS.rows(list(range(many)), 0) for many in (1, 3)] == [[(0, 0)], [(0, 0), (1, 1), (2, 0)]]
    assert PAIRS.rows([], 0) == []
    assert plans() == [("planned_pairs", 3, 0)]


@pytest.mark.usefixtures("fresh")
def test_row_is_the_first_or_none():
    assert PAIRS.row([4, 3], 1) == (3, 1)
    assert PAIRS.row([], 1) is None


@pytest.mark.usefixtures("fresh")
def test_transactions_and_counters_get_the_statement_whole():
    with transaction.atomic():
        assert PAIRS.rows([2], 0) == [(2, 0)]
    with connection.execute_wrapper(lambda execute, *rest: execute(*rest)):
        assert PAIRS.rows([3], 0) == [(3, 1)]
    assert plans() == []


@pytest.mark.usefixtures("fresh")
def test_plan_that_is_gone_is_made_again():
    PAIRS.rows([1], 0)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE planned_pairs")
    assert PAIRS.rows([1], 0) == [(1, 1)]
    assert plans() == [("planned_pairs", 1, 0)]


@pytest.mark.usefixtures("fresh")
def test_faults_are_those_of_django_and_leave_the_connection_usable():
    with pytest.raises(DataError):
        HALVES.row(0)
    assert HALVES.row(5) == (2,)
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        assert cursor.fetchone() == ("auto",)
