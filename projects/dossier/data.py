"""A dossier as plain data that JSON can hold, and back, without loss; and its digest."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from core.texts import Text
from projects.budget import DIRECT, FLAT_RATES
from projects.dossier.record import SCHEMA, Dossier

# How the values inside are written as text and read back.
_READERS: dict[type, Callable[[Any], Any]] = {
    Decimal: Decimal,
    UUID: UUID,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Text: Text,
}
# The fields that every form had before calls could choose them.
IN_SCHEMA_1 = {
    **dict.fromkeys(("acronym", "title", "objective", "start_date", "end_date", "summary"), "required"),
    **dict.fromkeys(("theme",), "optional"),
    **dict.fromkeys(("partner.abbreviation", "rate"), "required"),
    **dict.fromkeys((f"budget.{name}" for name in DIRECT), "optional"),
    **dict.fromkeys((f"partner.{name}_rate" for name in FLAT_RATES), "optional"),
    **dict.fromkeys((f"contribution.{name}" for name in ("source", "status", "amount")), "optional"),
}


def to_data(dossier: Dossier) -> dict[str, Any]:
    """The dossier as dicts, lists and strings; decimals, dates and UUIDs are strings."""
    return _encode(dossier)  # type: ignore[no-any-return]


def from_data(data: Mapping[str, Any]) -> Dossier:
    """The dossier that `to_data` wrote. ValueError for a schema that this code never wrote."""
    return _decode(Dossier, upgraded(data))  # type: ignore[no-any-return]


def upgraded(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data in the present schema; what a schema did not know stands as nothing. ValueError as above."""
    schema = data.get("schema")
    if schema == SCHEMA and isinstance(schema, int):
        return data
    if schema != 1 or not isinstance(schema, int):
        raise ValueError(f"unknown schema of a dossier: {schema!r}")
    return {**data, "schema": SCHEMA, "call": {"fields": IN_SCHEMA_1, **data["call"]}}


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one spelling of `data`: JSON in UTF-8, keys sorted, no blanks."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(data: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal digits."""
    return hashlib.sha256(canonical(data)).hexdigest()


def _encode(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: _encode(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_encode(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    return value


def _decode(wanted: Any, value: Any) -> Any:
    """`value` as the type that the dossier's class names."""
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is UnionType:
        (inner,) = (kind for kind in arguments if kind is not NoneType)
        return None if value is None else _decode(inner, value)
    if origin is tuple:
        return tuple(_decode(arguments[0], item) for item in value)
    if origin is dict:
        return {key: _decode(arguments[1], item) for key, item in value.items()}
    if dataclasses.is_dataclass(wanted):
        make: Any = wanted
        # a version that was frozen before a part of the form existed has its default: nothing
        known = {
            name: kind for name, kind in _types(make).items() if name in value or name in _required(make)
        }
        return make(**{name: _decode(kind, value[name]) for name, kind in known.items()})
    return _READERS[wanted](value) if wanted in _READERS else value


@cache
def _types(wanted: Any) -> dict[str, Any]:
    hints = get_type_hints(wanted)
    return {field.name: hints[field.name] for field in dataclasses.fields(wanted)}


@cache
def _required(wanted: Any) -> frozenset[str]:
    """The fields that every version ever frozen has."""
    return frozenset(
        field.name
        for field in dataclasses.fields(wanted)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )
