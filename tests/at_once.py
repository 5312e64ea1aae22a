"""Many tries of the same act at the same moment, each in a thread with a connection of its own."""

import time
from collections.abc import Callable
from threading import Barrier, Lock, Thread

from django.db import connection, connections

from core.errors import DomainError

THREADS, TRIES = 20, 10


def at_once(
    act: Callable[[int], object], *, threads: int = THREADS, tries: int = TRIES
) -> tuple[int, list[str]]:
    """How many of `threads` x `tries` tries won, and what the others were told."""
    start, lock = Barrier(threads), Lock()
    won: list[int] = []
    told: list[str] = []

    def run(number: int) -> None:
        try:
            start.wait(timeout=120)
            for turn in range(tries):
                try:
                    act(number * tries + turn)
                except DomainError as error:
                    with lock:
                        told.append(str(error.text))
                else:
                    with lock:
                        won.append(number)
        finally:
            connections.close_all()

    running = [Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(timeout=120)
    return len(won), told


def wait_until_somebody_waits(seconds: float = 120.0) -> None:
    """Until another connection to this database stands before a lock."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction sees one moment otherwise
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            (waiting,) = cursor.fetchone()
        if waiting:
            return
        time.sleep(0.02)
    raise AssertionError("nobody waits")
