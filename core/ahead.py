"""Making the next while the present one is in use: a thread works ahead by one."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from queue import Full, Queue
from threading import Event, Thread
from typing import TypeVar

from django.db import connection, connections
from django.utils import translation

T = TypeVar("T")
PATIENCE = 0.2  # seconds between two looks whether anybody still wants the next


@dataclass(frozen=True)
class _Over:
    """No more comes, because of `problem` or because all is there."""

    problem: BaseException | None = None


def ahead(making: Callable[[], Iterable[T]]) -> Generator[T, None, None]:
    """The same items in the same order; each is made in a thread while the one before is used.

    What making raises is raised here. The thread has its own connection, which sees nothing of an open
    transaction: inside one, items are made in turn. Close the iterator, or use all of it.
    """
    if connection.in_atomic_block:
        yield from making()
        return
    made: Queue[T | _Over] = Queue(maxsize=1)
    unwanted = Event()
    of_reader = translation.get_language()
    thread = Thread(target=_make, args=(making, made, unwanted, of_reader), daemon=True)
    thread.start()
    try:
        while not isinstance(item := made.get(), _Over):
            yield item
        if item.problem is not None:
            raise item.problem
    finally:
        unwanted.set()
        thread.join()


def _make(
    making: Callable[[], Iterable[T]], made: Queue[T | _Over], unwanted: Event, language: str | None
) -> None:
    try:
        with translation.override(language):
            for item in making():
                if not _hand_on(item, made, unwanted):
                    return
        _hand_on(_Over(), made, unwanted)
    except BaseException as problem:  # noqa: BLE001 - raised where the items are used
        _hand_on(_Over(problem), made, unwanted)
    finally:
        connections.close_all()


def _hand_on(item: T | _Over, made: Queue[T | _Over], unwanted: Event) -> bool:
    """Wait until there is room for it; False when nobody wants it any more."""
    while not unwanted.is_set():
        try:
            made.put(item, timeout=PATIENCE)
        except Full:
            continue
        return True
    return False
