"""Items are made one ahead, in their order, by a thread that ends with whoever uses them."""

import time
from collections.abc import Iterator
from contextlib import closing
from threading import Event, active_count, current_thread

import pytest
from django.db import connection, transaction
from django.utils import translation

from core.ahead import ahead
from tests.factories.accounts import UserFactory


def test_items_come_in_their_order_and_are_made_before_they_are_asked_for():
    begun = [Event() for _ in range(3)]

    def making() -> Iterator[int]:
        for number, event in enumerate(begun):
            event.set()
            yield number

    with closing(ahead(making)) as items:
        assert next(items) == 0
        assert begun[1].wait(5)
        assert list(items) == [1, 2]


def test_what_making_raises_is_raised_after_what_was_made():
    def making() -> Iterator[int]:
        yield 1
        raise KeyError("gone")

    items = ahead(making)
    assert next(items) == 1
    with pytest.raises(KeyError, match="gone"):
        next(items)


def test_the_thread_ends_when_nobody_wants_more():
    before = active_count()

    def making() -> Iterator[int]:
        yield from range(1_000_000)

    with closing(ahead(making)) as items:
        assert [next(items), next(items)] == [0, 1]
        assert active_count() == before + 1
    assert active_count() == before


def test_the_language_of_the_reader_is_that_of_the_thread():
    with translation.override("fr"):
        (language,) = ahead(lambda: (translation.get_language() for _ in range(1)))
    assert language == "fr"


@pytest.mark.django_db
def test_inside_a_transaction_items_are_made_in_turn_by_the_same_thread():
    with transaction.atomic():
        names = list(ahead(lambda: (current_thread().name for _ in range(2))))
    assert names == [current_thread().name] * 2


@pytest.mark.django_db(transaction=True)
def test_the_thread_reads_with_a_connection_of_its_own():
    UserFactory(email="ann@example.org")

    def making() -> Iterator[tuple[int, int]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid(), count(*) FROM accounts_user")
            yield cursor.fetchone()

    ((pid, users),) = ahead(making)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] != pid
        assert users == 1
        until = time.monotonic() + 10  # the server ends it after we closed it
        while time.monotonic() < until:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [pid])
            if not (left := cursor.fetchone()[0]):
                break
            time.sleep(0.05)
    assert left == 0
