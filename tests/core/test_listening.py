"""A value that the database tells about: read when a word came, and never older than a moment."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import connection

from core import listening
from core.listening import Listening

pytestmark = pytest.mark.django_db(transaction=True)


class Reading:
    """Counts how often the value was read; the value is the number of rows of a table of its own."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, cursor: Any) -> tuple[int]:
        self.times += 1
        cursor.execute("SELECT count(*) FROM told_about")
        return (int(cursor.fetchone()[0]),)


@pytest.fixture
def reading() -> Iterator[Reading]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE told_about (id int)")
    yield Reading()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE told_about")


@pytest.fixture
def told(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listening[tuple[int]]]:
    """Takes silence for no change, however long, and waits for whoever reads."""
    monkeypatch.setattr(listening, "SILENCE", 3600.0)
    monkeypatch.setattr(listening, "PATIENCE", 60.0)
    made = Listening("told_in_tests", reading)
    yield made
    made.close()


@contextmanager
def other() -> Iterator[Any]:
    line = psycopg2.connect(**connection.get_connection_params())
    try:
        yield line
    finally:
        line.close()


def change(*, tell: bool = True) -> None:
    with other() as line, line.cursor() as cursor:
        cursor.execute("INSERT INTO told_about VALUES (1)")
        if tell:
            cursor.execute("NOTIFY told_in_tests")
        line.commit()


def until(told: Listening[tuple[int]], number: int) -> None:
    """Wait for the word, which comes right after the commit; for ever would be a failure."""
    end = time.monotonic() + 60
    while told.value() != (number,):
        assert time.monotonic() < end
        time.sleep(0.001)


def test_value_is_read_once_until_a_word_comes(told: Listening[tuple[int]], reading: Reading) -> None:
    assert [told.value() for _ in range(5)] == [(0,)] * 5
    assert reading.times == 1
    change()
    until(told, 1)
    assert reading.times == 2


def test_change_without_a_word_is_seen_after_some_silence(
    told: Listening[tuple[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told.value() == (0,)
    change(tell=False)
    assert told.value() == (0,)
    monkeypatch.setattr(listening, "SILENCE", 0.0)
    assert told.value() == (1,)


def test_word_of_a_transaction_that_is_rolled_back_never_comes(
    told: Listening[tuple[int]], reading: Reading
) -> None:
    told.value()
    with other() as line, line.cursor() as cursor:
        cursor.execute("INSERT INTO told_about VALUES (1)")
        cursor.execute("NOTIFY told_in_tests")
        line.rollback()
    time.sleep(0.1)
    assert told.value() == (0,)
    assert reading.times == 1


def test_lost_line_gives_nothing_for_a_while_and_is_taken_up_again(
    told: Listening[tuple[int]],
) -> None:
    assert told.value() == (0,)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
            "WHERE query = 'SELECT count(*) FROM told_about' AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchall() == [(True,)]
    assert [told.value() for _ in range(3)][1:] == [None, None]  # its end is read once, then it is gone
    change()
    assert told.value() is None
    told._rests_until = 0.0  # the rest is over
    assert told.value() == (1,)


def test_nobody_waits_for_a_thread_that_reads_for_long(
    told: Listening[tuple[int]], reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told.value() == (0,)
    monkeypatch.setattr(listening, "PATIENCE", 0.01)
    with other() as line, line.cursor() as cursor:
        cursor.execute("LOCK TABLE told_about IN ACCESS EXCLUSIVE MODE")
        monkeypatch.setattr(listening, "SILENCE", 0.0)
        slow = threading.Thread(target=told.value)
        slow.start()
        while reading.times < 2:
            time.sleep(0.001)
        assert told.value() is None
        line.rollback()
    slow.join()
    assert told.value() == (0,)


def test_child_has_a_line_of_its_own(told: Listening[tuple[int]], reading: Reading) -> None:
    assert told.value() == (0,)
    child = os.fork()
    if child == 0:
        was_read = False
        try:
            connection.connection = None  # not ours either
            was_read = told.value() == (0,) and reading.times == 2
        finally:
            os._exit(0 if was_read else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    change()
    until(told, 1)  # the parent's line lives on
