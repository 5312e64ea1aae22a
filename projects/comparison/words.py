"""The differences of two texts, word by word, at a cost that long texts can't drive up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]
_WORDS = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
MOST_WORK = 2_000_000  # pairs of words that are looked at; beyond, a text counts as replaced


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went. All pieces but the removed ones make the new text, and so on."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The way from the old text to the new one, whole words at a time; nothing is lost of either."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle = _middle(before[start : len(before) - end], after[start : len(after) - end])
    found = (
        Piece("same", "".join(before[:start])),
        *middle,
        Piece("same", "".join(before[len(before) - end :])),
    )
    return tuple(piece for piece in found if piece.text)


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words at the start are the same."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    if len(before) * len(after) > MOST_WORK:
        yield from (Piece("removed", "".join(before)), Piece("added", "".join(after)))
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[i1:i2]))
            continue
        yield Piece("removed", "".join(before[i1:i2]))
        yield Piece("added", "".join(after[j1:j2]))
