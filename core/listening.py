"""A value of the database that is read again when the database says that it changed, not before.

Each process listens by one connection of its own. Whoever asks looks whether a word has come, which is no
statement and waits for nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import connection
from psycopg2 import Error

T = TypeVar("T")
SILENCE = 1.0  # seconds after which no word is no longer taken for no change
REST = 5.0  # seconds for which a database that was away is not asked again
PATIENCE = 0.05  # seconds to wait while another thread reads
# A network that swallows everything is noticed after so many milliseconds.
ANSWERING = 5_000


class Listening(Generic[T]):
    """The value that `read` reads by a cursor, kept until a word comes on the channel.

    A change is known within a millisecond or so of its commit; where words get lost (a pooler that shares
    connections, a line that is dead), after SILENCE.
    """

    def __init__(self, channel: str, read: Callable[[Any], T]) -> None:
        self._channel, self._read = channel, read
        self._lock = Lock()
        self._connection: Any = None
        self._process = 0
        self._value: T | None = None
        self._read_at = self._rests_until = 0.0

    def value(self) -> T | None:
        """The value as last committed; None when it is not to be had so: ask the database yourself."""
        if not self._lock.acquire(timeout=PATIENCE):
            return None
        try:
            return self._newest()
        except Error:
            self._leave()
            self._rests_until = time.monotonic() + REST
            return None
        finally:
            self._lock.release()

    def close(self) -> None:
        """Listen no longer until somebody asks again, as before processes part."""
        with self._lock:
            self._leave()
            self._rests_until = 0.0

    def _newest(self) -> T | None:
        now = time.monotonic()
        if self._connection is None or self._process != os.getpid():  # the line of a parent is not ours
            if now < self._rests_until:
                return None
            self._begin()
        self._connection.poll()
        if self._value is None or self._connection.notifies or now - self._read_at > SILENCE:
            self._connection.notifies.clear()
            with self._connection.cursor() as cursor:
                self._value = self._read(cursor)
            self._read_at = now
        return self._value

    def _begin(self) -> None:
        """Listen first and read afterwards: so no change falls between."""
        told = {**connection.get_connection_params(), "tcp_user_timeout": ANSWERING}
        self._connection, self._process = connection.get_new_connection(told), os.getpid()
        self._connection.autocommit = True
        with self._connection.cursor() as cursor:
            cursor.execute(f"LISTEN {self._channel}")
        self._value = None

    def _leave(self) -> None:
        line, self._connection, self._value = self._connection, None, None
        if line is not None and self._process == os.getpid():
            line.close()
