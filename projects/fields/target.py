"""A structured field: one typed column, with what the call allows in it and how it is written.

A target is made while the project is locked. Making it costs one statement, writing it one or two more.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from projects.fields.outcomes import GONE, InvalidValue
from projects.form import FullKey
from projects.models import FieldChange, Partnership, Project

NO_ROW = UUID(int=0)


class Target(ABC):
    """One structured field of a project, with its stored value in canonical spelling."""

    def __init__(self, project: Project, key: FullKey, value: str) -> None:
        """Reads what is stored and what the call allows. InvalidValue when the row does not exist."""
        self.project = project
        self.key = key
        self.value = value
        self.current = self.read()

    @abstractmethod
    def read(self) -> str:
        """The stored value; keeps what `check` and `write` need."""

    @abstractmethod
    def check(self) -> None:
        """InvalidValue when the field does not take the new value."""

    @abstractmethod
    def write(self) -> list[FieldChange] | None:
        """Store the new value; returns the changes of other fields that come with it, to be kept."""


def uid_of(row: str) -> UUID:
    """The identity in the middle of a key, in its one spelling; one that no row has for anything else."""
    try:
        found = UUID(row)
    except ValueError:
        return NO_ROW
    return found if str(found) == row else NO_ROW


def partner_row(project: Project, row: str) -> QuerySet[Partnership]:
    """The partner that a key names, if it takes part in the project."""
    return Partnership.objects.filter(uid=uid_of(row), project=project.pk)


def first(rows: QuerySet[Any, Any]) -> dict[str, Any]:
    """The one row. InvalidValue when it is no longer there."""
    found: dict[str, Any] | None = rows.order_by().first()
    if found is None:
        raise InvalidValue(GONE)
    return found


def number_of(text: str) -> int:
    """An id as posted; one that no row has when it is not a number that the database knows."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
