"""A row of a list as it was kept, without the weight of a model: lists have tens of thousands."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from publications.models import ImportRow

_read = json.JSONDecoder().raw_decode  # what the database tells has no blanks around it
# What a row says became of it: outcome, code, whether it is repaired, notes, changes.
Became = tuple[str, str, bool, list[Any], list[Any]]
_COLUMNS = ("id", "sheet", "number", "key", "data", "outcome", "is_repaired", "code", "notes", "changes")


@dataclass(slots=True)
class Row:
    """The columns of an ImportRow that make operations, and say what became of it."""

    pk: int
    sheet: str
    number: int
    key: str
    data: dict[str, Any]
    outcome: str
    is_repaired: bool
    code: str
    notes: list[dict[str, str]]
    changes: list[dict[str, str]]
    kept: Became = field(init=False)

    def __post_init__(self) -> None:
        self.kept = self._became

    @property
    def is_as_kept(self) -> bool:
        """Whether it says of itself what it said when it was read."""
        return self._became == self.kept

    def say_as_kept(self) -> None:
        """Take back what was said of it since it was read."""
        self.outcome, self.code, self.is_repaired, notes, self.changes = self.kept
        self.notes = list(notes)

    @property
    def _became(self) -> Became:
        return self.outcome, self.code, self.is_repaired, list(self.notes), self.changes

    @property
    def place(self) -> str:
        """Where the row stands in the file."""
        return f"{self.sheet} {self.number}" if self.sheet else str(self.number)


def read(found: QuerySet[ImportRow]) -> list[Row]:
    """These rows, in one statement. Their JSON is read here: most of it is an empty list."""
    with connection.cursor() as cursor:
        cursor.execute(*found.values_list(*_COLUMNS).query.sql_with_params())
        return [
            Row(pk, sheet, number, key, _read(data)[0], outcome, mended, code, _list(notes), _list(changes))
            for pk, sheet, number, key, data, outcome, mended, code, notes, changes in cursor
        ]


def _list(text: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = _read(text)[0] if text != "[]" else []
    return found
