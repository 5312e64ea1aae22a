"""A row in plain values: what the trail keeps, and what a form remembers having shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, ManyToManyField, Model

from core.texts import Text
from programmes.setting_up.parts import Part

CENT = Decimal("0.01")


def facts_of(row: Model, part: Part) -> dict[str, Any]:
    """The fields of the part as JSON holds them; one query for each many-to-many field."""
    return {one.name: plain(_held(row, one.name)) for one in part.fields}


def wanted_facts(values: Mapping[str, Any], part: Part) -> dict[str, Any]:
    """Values as somebody wants them, in the same form as `facts_of`."""
    return {name: plain(_as_stored(part.model, name, value)) for name, value in values.items()}


def plain(value: Any) -> Any:
    """One value as JSON holds it; equal values give equal results."""
    match value:
        case Mapping():
            text = Text(value)
            result: Any = {language: text[language] for language in sorted(text)}
        case Decimal():
            result = str(value.quantize(CENT))
        case Model():
            result = value.pk
        case date():
            result = value.isoformat()
        case str():
            result = str(value)
        case Iterable():
            result = sorted(plain(one) for one in value)
        case _:
            result = value
    return result


def _held(row: Model, name: str) -> Any:
    field = row._meta.get_field(name)
    if isinstance(field, ManyToManyField):
        return list(getattr(row, name).values_list("pk", flat=True)) if row.pk else []
    return getattr(row, field.attname)  # type: ignore[union-attr]


def _as_stored(model: type[Model], name: str, value: Any) -> Any:
    if isinstance(model._meta.get_field(name), DecimalField) and isinstance(value, int | str):
        return Decimal(value)
    return value
