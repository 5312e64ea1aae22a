"""Two versions of a good practice side by side: each field that differs, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.differences import Piece, pieces
from knowledge.practices.fields import FACTS, KEYS, NARRATIVES, Content


@dataclass(frozen=True)
class Change:
    """A field that differs. `language` is blank for facts; pieces of kind "mine" are old, "theirs" new."""

    heading: str
    language: str
    pieces: Sequence[Piece]


def compare(old: Content, new: Content) -> list[Change]:
    """What changed from the old version to the new one, in the order of the form."""
    found = []
    for key in KEYS:
        before, after = old.get(key, ""), new.get(key, "")
        if before == after:
            continue
        name, _dot, language = key.partition(".")
        label = NARRATIVES[name].label if language else FACTS[key].label
        found.append(Change(str(label), language, pieces(before, after)))
    return found
