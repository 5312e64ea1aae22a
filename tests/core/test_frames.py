"""Calls of a request have their frames in one piece of memory."""

import resource

import pytest

from core.frames import with_room

CALLS, DEPTHS = 400, 250


def leaf():
    """Its frame is larger than those above it, so that it begins a new piece at one of the depths."""


leaf.__code__ = leaf.__code__.replace(co_stacksize=60)


def pages_taken(depth):
    """How often the system gave a page of memory to a loop of calls at this depth."""
    if depth:
        return pages_taken(depth - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _turn in range(CALLS):
        leaf()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def worst():
    """The same at the depth where it is worst: at one of them a piece of frames ends."""
    return max(pages_taken(depth) for depth in range(DEPTHS))


def test_loop_takes_no_memory_with_each_call_however_deep_it_runs():
    assert with_room(worst)() < CALLS / 10


def test_function_with_room_does_what_it_did():
    def joined(one, *, other):
        return f"{one} {other}"

    assert with_room(joined)("a", other="b") == "a b"
    with pytest.raises(ZeroDivisionError):
        with_room(lambda number: 1 / number)(0)
