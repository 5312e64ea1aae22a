"""Who uses a row of a programme's set-up: calls by settings.PROGRAMME_USES, anything else by the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Use:
    """A call that uses the row. A published one holds its figures fast."""

    call: str
    is_published: bool


def uses_of(row: Model) -> list[Use]:
    """The calls that use the row, published ones first."""
    found: list[Use] = []
    for path in settings.PROGRAMME_USES:
        ask: Callable[[Model], Iterable[Use]] = import_string(path)
        found += ask(row)
    return sorted(found, key=lambda use: not use.is_published)


def is_fixed(row: Model) -> bool:
    """Whether a published call holds the figures of the row fast."""
    return any(use.is_published for use in uses_of(row))
