"""Thousands of values as one parameter of a statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def array(values: Iterable[Any]) -> str:
    """Values as PostgreSQL reads an array of any type: `id = ANY(%s)`, `%s::text[]`; None is an unknown.

    A list that is given as it is becomes an expression for each value, to be written, read and planned.
    """
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    quoted = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'
