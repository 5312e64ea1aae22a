"""What stood in one field before: each text with who saved it, and what of it does not stand there now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.differences import Piece, pieces
from projects import fields
from projects.form import FormField

# Of choices only their codes were kept, which say nothing to a reader.
KINDS = frozenset({"line", "text", "amount", "rate", "date", "whole_percent", "email", "phone", "url"})
TEXTS = frozenset({"line", "text"})


@dataclass(frozen=True)
class PastValue:
    """A value that the field had; `pieces` tell texts apart from the one that stands there now."""

    id: int
    who: str
    at: datetime
    value: str
    pieces: Sequence[Piece]
    is_current: bool


def past_values(field: FormField, rows: Sequence[fields.History], newest: fields.History) -> list[PastValue]:
    """Some rows of a history, each compared with the newest of all."""
    return [
        PastValue(
            id=row.id,
            who=str(row.by),
            at=row.at,
            value=fields.shown(field, row.value),
            pieces=_pieces(field, row.value, newest.value),
            is_current=row.id == newest.id,
        )
        for row in rows
    ]


def _pieces(field: FormField, value: str, now: str) -> list[Piece]:
    """The words of `value`, with those marked that are gone now; empty for what is no text."""
    if field.kind not in TEXTS:
        return []
    return [piece for piece in pieces(value, now) if piece.kind != "theirs"]
