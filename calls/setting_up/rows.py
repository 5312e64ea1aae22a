"""Bringing the rows that hang on a call in line with what is wanted."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from django.db.models import Model

from calls.models import Call

M = TypeVar("M", bound=Model)


def replace(model: type[M], call: Call, key: str, wanted: Mapping[Any, Mapping[str, Any]]) -> None:
    """Rows of `model` of the call become those in `wanted`, by the value of `key`; what is the same stays."""
    held: dict[Hashable, M] = {
        getattr(row, key): row for row in model._default_manager.filter(call=call).order_by("pk")
    }
    gone = [row.pk for name, row in held.items() if name not in wanted]
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    for name, values in wanted.items():
        row = held.get(name)
        if row is None:
            model._default_manager.create(**{"call": call, key: name, **values})
        elif any(getattr(row, field) != value for field, value in values.items()):
            for field, value in values.items():
                setattr(row, field, value)
            row.save()
