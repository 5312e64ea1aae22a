"""What was counted, kept in each process until public data change: pages that hang together count once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from django.db import connection

from publications import editions

MOST = 400  # results of one process

Kept = TypeVar("Kept")


class _Store:
    """Results of one edition; the longest unused go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._edition = ""
        self._results: OrderedDict[Hashable, Any] = OrderedDict()

    def known(self, edition: str, key: Hashable) -> Any:
        """What is kept for this key; None when there is nothing."""
        with self._lock:
            if edition != self._edition:
                self._edition = edition
                self._results.clear()
            if key in self._results:
                self._results.move_to_end(key)
            return self._results.get(key)

    def get(self, edition: str, key: Hashable, make: Callable[[], Any]) -> Any:
        found = self.known(edition, key)
        if found is not None:
            return found
        made = make()
        with self._lock:
            if edition == self._edition:
                self._results[key] = made
                while len(self._results) > MOST:
                    self._results.popitem(last=False)
        return made


_store = _Store()


class Memory:
    """What one request has counted, and what earlier ones counted in the same edition of the public data.

    Inside a transaction nothing outlives the request: what it wrote has no edition yet.
    """

    def __init__(self, edition: str = "") -> None:
        self._edition = edition
        self._here: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What was made for this key, else made now."""
        if key not in self._here:
            self._here[key] = make() if connection.in_atomic_block else _store.get(self.edition, key, make)
        return cast(Kept, self._here[key])

    def put(self, key: Hashable, value: object) -> None:
        """Keep what was made together with something else."""
        self._here[key] = value
        if not connection.in_atomic_block:
            _store.get(self.edition, key, lambda: value)

    def has(self, key: Hashable) -> bool:
        if key not in self._here and not connection.in_atomic_block:
            known = _store.known(self.edition, key)
            if known is not None:
                self._here[key] = known
        return key in self._here

    def take(self, key: Hashable) -> Any:
        """What is here for this key; it was put here, or `has` found it."""
        return self._here[key]

    @property
    def edition(self) -> str:
        """The word of the edition, read once."""
        if not self._edition:
            self._edition = editions.current()
        return self._edition
