"""What is kept in memory stays within its bytes; what is worked out of a thing goes with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.keeping import OVERHEAD, Keep, once


def test_keep_gives_back_what_was_put() -> None:
    keep: Keep[str] = Keep(1_000_000)
    keep.put("a", "thing", 10)
    assert (keep.get("a"), keep.get("b")) == ("thing", None)


def test_keep_never_takes_more_room_than_it_has_and_forgets_the_longest_unasked() -> None:
    keep: Keep[int] = Keep(20 * (OVERHEAD + 100))
    for number in range(1_000):
        keep.put(number, number, 100)
        keep.get(0)
        assert keep.used <= keep.room
    assert len(keep) == 20
    assert keep.get(0) == 0
    assert keep.get(1) is None
    assert keep.get(999) == 999


def test_keep_refuses_what_is_large_and_counts_what_is_put_again_once() -> None:
    keep: Keep[str] = Keep(64_000)
    keep.put("large", "x", 60_000)
    assert keep.get("large") is None
    keep.put("a", "x", 10)
    keep.put("a", "y", 20)
    assert (keep.get("a"), keep.used) == ("y", OVERHEAD + 20)
    keep.clear()
    assert (len(keep), keep.used) == (0, 0)


def test_keep_without_room_keeps_nothing() -> None:
    keep: Keep[str] = Keep(0)
    keep.put("a", "x", 1)
    assert keep.get("a") is None


@dataclass(frozen=True)
class Thing:
    number: int


def test_once_works_once_for_each_thing_and_leaves_the_thing_as_it_is() -> None:
    worked: list[int] = []

    @once
    def double(thing: Thing) -> int | None:
        worked.append(thing.number)
        return thing.number * 2 or None

    one, like, nothing = Thing(4), Thing(4), Thing(0)
    assert [double(one), double(one), double(like), double(replace(one, number=5))] == [8, 8, 8, 10]
    assert (double(nothing), double(nothing)) == (None, None)
    assert worked == [4, 4, 5, 0]
    assert (one, repr(one)) == (like, "Thing(number=4)")
