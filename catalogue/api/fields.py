"""Fields of the interface: a name, what its value may be, and how the database reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, JSONObject
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from core.texts import LANGUAGES, Text
from publications.exports import schemas
from publications.exports.columns import Column

TEXTS = {
    "type": "object",
    "properties": {code: {"type": "string"} for code in LANGUAGES},
    "additionalProperties": {"type": "string"},
}
STRING = {"type": "string"}
INTEGER = {"type": "integer"}
MOMENT = {"type": "string", "format": "date-time"}
URI = {"type": "string", "format": "uri"}
STRINGS = {"type": "array", "items": STRING}
MONEY = {"type": "number"}


Meaning = str | Promise | Text  # said in the reader's language when it is written


@dataclass(frozen=True)
class Field:
    """One field: its JSON Schema, what it means, and the expression that reads it."""

    name: str
    schema: dict[str, Any]
    meaning: Meaning
    read: Combinable


def field(name: str, schema: dict[str, Any], meaning: Meaning, read: str | Combinable | None = None) -> Field:
    """A field that is read from a column of its name, or of another, or by an expression."""
    found = name if read is None else read
    return Field(name, schema, meaning, F(found) if isinstance(found, str) else found)


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, or null: not known or not published."""
    return {**schema, "type": [schema["type"], "null"]}


def of_column(column: Column, name: str = "") -> Field:
    """A field with the value and the meaning of a column of the open data."""
    return Field(name or column.key, schemas.of_value(column), column.meaning, column.read)


def nested(name: str, meaning: Meaning, fields: Sequence[Field], rows: QuerySet[Any]) -> Field:
    """A list of objects, read by a query that refers to the outer row."""
    read = ArraySubquery(rows.values(object=JSONObject(**{one.name: one.read for one in fields})))
    return Field(name, {"type": "array", "items": object_schema(fields)}, meaning, read)


def object_schema(fields: Sequence[Field]) -> dict[str, Any]:
    """The JSON Schema of an object of these fields, not yet `spoken`. Later answers may hold more."""
    return {
        "type": "object",
        "required": [one.name for one in fields],
        "properties": {one.name: {**one.schema, "description": one.meaning} for one in fields},
    }


def spoken(part: Any) -> Any:
    """The same with every meaning as text in the active language."""
    if isinstance(part, dict):
        return {name: spoken(one) for name, one in part.items()}
    if isinstance(part, (list, tuple)):
        return [spoken(one) for one in part]
    return str(part) if isinstance(part, (Promise, Text)) else part


def address(route: str, *before: str, value: str, query: str = "") -> Combinable:
    """The full address of something: of `route` with `value` of the row as its last argument.

    With `query` the value stands there instead: "partner" gives "...?partner=<value>".
    """
    with translation.override("en"):
        path = reverse(route, args=[*before, *([] if query else ["VALUE"])])
    whole = str(settings.PORTAL_URL) + path + (f"?{query}=VALUE" if query else "")
    start, end = whole.split("VALUE")
    return Concat(Value(start), F(value), Value(end), output_field=TextField())
