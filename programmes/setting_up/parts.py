"""What a part of a programme's set-up is: its table, its fields, and what calls hold fast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise

from programmes.models import ProgrammePeriod


@dataclass(frozen=True)
class Field:
    """A field of a part.

    `limit`: a text in several languages with at most so many characters in each. `is_fixed`: a published
    call that uses the row holds the value fast, since applicants reckon with it.
    """

    name: str
    label: str | Promise
    limit: int = 0
    is_fixed: bool = False
    is_required: bool = False
    help: str | Promise = ""


@dataclass(frozen=True)
class Part:
    """One kind of thing that a programme sets up. `edition` is the way from a row to its edition.

    `prepare` brings in order what the row stands on, once its texts are found storable.
    """

    key: str
    model: type[models.Model]
    label: str | Promise
    add: str | Promise
    fields: tuple[Field, ...]
    edition: str = "programme_period"
    most: int = 100
    most_by: Mapping[str, int] = field(default_factory=dict)
    prepare: Callable[[Any, ProgrammePeriod], None] | None = None

    def rows(self, edition: ProgrammePeriod) -> Any:
        """The rows of an edition, a QuerySet."""
        return self.model._default_manager.filter(**{self.edition: edition})

    @property
    def texts(self) -> tuple[Field, ...]:
        """The fields in several languages."""
        return tuple(one for one in self.fields if one.limit)

    def label_of(self, name: str) -> str:
        """How the field is called on the page."""
        return str(next((one.label for one in self.fields if one.name == name), name))
