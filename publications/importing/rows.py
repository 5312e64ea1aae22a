"""A row of a list as it was kept, without the weight of a model: lists have tens of thousands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from publications.models import ImportRow

COLUMNS = ("id", "sheet", "number", "key", "data", "outcome", "is_repaired", "code", "notes", "changes")


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

    @property
    def place(self) -> str:
        """Where the row stands in the file."""
        return f"{self.sheet} {self.number}" if self.sheet else str(self.number)


def read(found: QuerySet[ImportRow]) -> list[Row]:
    """These rows, in one statement."""
    values: Iterable[tuple[Any, ...]] = found.values_list(*COLUMNS)
    return [Row(*row) for row in values]
