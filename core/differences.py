"""How two texts differ word by word, and what comes of both when they grew from one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["both", "mine", "theirs"]
WORD = re.compile(r"\S+\s*|\s+")
LINE = re.compile(r"[^\n]*\n+|[^\n]+")
# So many pairs of words are compared at most; longer texts by lines, and very long ones as wholes.
MOST_PAIRS = 1_000_000


class Piece(NamedTuple):
    """A stretch of text that stands in both texts, or in one of them."""

    kind: Kind
    text: str


class Merged(NamedTuple):
    """One text made of two; where both changed the same words (not `is_clean`) mine stands before theirs."""

    text: str
    is_clean: bool


class Edit(NamedTuple):
    """The units [start, end) of the base become `units`."""

    start: int
    end: int
    units: tuple[str, ...]


Region = tuple[int, int, list[Edit], list[Edit]]


def pieces(mine: str, theirs: str) -> list[Piece]:
    """Both texts as stretches in order; those of kind "both" and "mine" make mine, the others theirs."""
    mine_units, their_units = _units(mine, theirs)
    found: list[Piece] = []
    for tag, a0, a1, b0, b1 in _opcodes(mine_units, their_units):
        if tag == "equal":
            found.append(Piece("both", "".join(mine_units[a0:a1])))
            continue
        if a1 > a0:
            found.append(Piece("mine", "".join(mine_units[a0:a1])))
        if b1 > b0:
            found.append(Piece("theirs", "".join(their_units[b0:b1])))
    return found


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Both texts in one, taking each change that only one of them made to the text they began with."""
    base_units, mine_units, their_units = _units(base, mine, theirs)
    text: list[str] = []
    is_clean, at = True, 0
    for start, end, own, other in _regions(_edits(base_units, mine_units), _edits(base_units, their_units)):
        text.extend(base_units[at:start])
        versions = [_applied(base_units, start, end, edits) for edits in (own, other) if edits]
        text.append(versions[0])
        if len(versions) == 2 and versions[0] != versions[1]:
            is_clean = False
            gap = "" if not versions[0] or versions[0][-1:].isspace() or not versions[1] else " "
            text.extend((gap, versions[1]))
        at = end
    text.extend(base_units[at:])
    return Merged("".join(text), is_clean)


def _units(*texts: str) -> list[list[str]]:
    """The texts in words, or in lines where they are too long to compare word by word."""
    words = [WORD.findall(text) for text in texts]
    lengths = sorted(len(one) for one in words)
    if lengths[-1] * lengths[-2] <= MOST_PAIRS:
        return words
    lines = [LINE.findall(text) for text in texts]
    lengths = sorted(len(one) for one in lines)
    return lines if lengths[-1] * lengths[-2] <= MOST_PAIRS else [[text] for text in texts]


def _opcodes(a: Sequence[str], b: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _edits(base: Sequence[str], text: Sequence[str]) -> list[Edit]:
    return [
        Edit(a0, a1, tuple(text[b0:b1])) for tag, a0, a1, b0, b1 in _opcodes(base, text) if tag != "equal"
    ]


def _regions(mine: list[Edit], theirs: list[Edit]) -> Iterator[Region]:
    """Stretches of the base that were changed, each with the changes of both sides that fall into it."""
    waiting = sorted([(edit, 0) for edit in mine] + [(edit, 1) for edit in theirs])
    sides: tuple[list[Edit], list[Edit]] = ([], [])
    start, end = -1, -1
    for edit, side in waiting:
        is_new = not (sides[0] or sides[1])
        overlaps = edit.start < end or edit.start == start
        if not is_new and not overlaps:
            yield start, end, *sides
            sides, is_new = ([], []), True
        start, end = (edit.start, edit.end) if is_new else (start, max(end, edit.end))
        sides[side].append(edit)
    if sides[0] or sides[1]:
        yield start, end, *sides


def _applied(base: Sequence[str], start: int, end: int, edits: Sequence[Edit]) -> str:
    """The stretch of the base as one side has it."""
    text: list[str] = []
    at = start
    for edit in edits:
        text.extend(base[at : edit.start])
        text.extend(edit.units)
        at = edit.end
    text.extend(base[at:end])
    return "".join(text)
