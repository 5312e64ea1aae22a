"""Room for the frames of all calls that a request makes.

CPython takes frames from pieces of 16 KB, and gives a piece back to the system as soon as the first frame in
it returns. A loop that happens to run at the end of a piece asks for the next one and gives it back with
every call it makes: 400 times for one page of the form, a fifth of its time. Where that happens changes with
each function between the server and the loop, so it can't be mended in the loop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Slots of 8 bytes that a frame says it needs. The piece made for it is of 512 KB: half of that is left for
# the calls within, more than Python lets them nest. Only what is used of it takes memory.
SLOTS = 32_000


def with_room(work: Callable[P, T]) -> Callable[P, T]:
    """The same function; all that it calls has its frames in one piece."""

    def worked(*args: P.args, **kwargs: P.kwargs) -> T:
        return work(*args, **kwargs)

    worked.__code__ = worked.__code__.replace(co_stacksize=SLOTS)
    return worked
