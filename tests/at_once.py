"""Many tries of the same act at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Lock, Thread

from django.db import connections

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
            start.wait(timeout=30)
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
