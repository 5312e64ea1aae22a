"""Keeping things in the memory of a process.

`Keep` holds things up to a number of bytes; the longest unasked for goes first. `once` keeps what was worked
out of a thing in the thing itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")

OVERHEAD = 1_000  # bytes that an entry costs beside its size


class Keep(Generic[T]):
    """At most `room` bytes of things by key, each of at most a sixteenth of the room."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.used = 0
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> T | None:
        """What is kept under the key."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, thing: T, size: int) -> None:
        """Keep a thing of `size` bytes; others go when there is no room."""
        weight = size + OVERHEAD
        if weight > self.room // 16:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self.used += weight - (old[1] if old else 0)
            self._kept[key] = (thing, weight)
            while self.used > self.room:
                self.used -= self._kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.used = 0


def once(work: Callable[[T], U]) -> Callable[[T], U]:
    """A function of one frozen thing that is worked out once for it, and lives as long as the thing does.

    As `functools.cached_property`, but beside the class: what is worked out may lie above it. The thing must
    not be changed, nor what comes of it, and its class has no slots.
    """
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def worked_out(thing: T) -> U:
        kept = vars(thing)
        if name not in kept:
            kept[name] = work(thing)
        found: U = kept[name]
        return found

    return worked_out
