"""Work on very many objects that refer to each other in one direction only, such as the rows of a list."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 50_000


@contextmanager
def seldom_sought() -> Iterator[None]:
    """Look for objects in circles after 50,000 new ones, not 700: each look passes through what is kept.

    What is in no circle goes at once, as ever.
    """
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
