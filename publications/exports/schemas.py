"""JSON Schema (2020-12) of the tables: the same in every language, and stricter than any one file."""

from __future__ import annotations

from typing import Any

from core.texts import LANGUAGES
from publications.exports.columns import Column, Kind
from publications.exports.table import Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CODES = {
    "status": ["approved", "ongoing", "closed", "unknown"],
    "legal_status": ["public", "private"],
    "currency": ["EUR"],
}
PATTERNS = {
    "code": r"^[-a-zA-Z0-9_]+$",
    "period": r"^\d{4}-\d{4}$",
    "country": r"^[A-Z]{2}$",
    "nuts": r"^[A-Z]{2}[0-9A-Z]{0,3}$",
    "pic": r"^\d{9}$",
}
_SHAPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string", "minLength": 1},
    Kind.CODE: {"type": "string", "minLength": 1},
    Kind.URL: {"type": "string", "format": "uri"},
    Kind.LIST: {"type": "array", "items": {"type": "string", "minLength": 1}},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MONEY: {"type": "number", "minimum": -999_999_999_999.99, "maximum": 999_999_999_999.99},
    Kind.PERCENT: {"type": "number", "minimum": 0, "maximum": 999.99},
    Kind.NUMBER: {"type": "integer", "minimum": 0},
    Kind.FLAG: {"type": "boolean"},
}


def of_value(column: Column) -> dict[str, Any]:
    """What one value may be; null is allowed where a row may leave it open."""
    shape = dict(_SHAPES[column.kind])
    if column.key in PATTERNS:
        shape["pattern"] = PATTERNS[column.key]
    if column.key in CODES:
        shape["enum"] = [*CODES[column.key], *([] if column.is_always_known else [None])]
    if not column.is_always_known:
        shape["type"] = [shape["type"], "null"]
    return shape


def of_row(table: Table) -> dict[str, Any]:
    """The schema of one row. Columns may be added later; none of these goes or changes within a version."""
    return {
        "type": "object",
        "required": [column.key for column in table.columns],
        "properties": {column.key: _described(column) for column in table.columns},
    }


def of_document(table: Table, address: str) -> dict[str, Any]:
    """The schema of the table as a JSON document; `address` is where the schema itself stands."""
    return {
        "$schema": DIALECT,
        "$id": address,
        "title": table.key,
        "type": "object",
        "required": ["table", "schema", "made_at", "licence", "rows"],
        "properties": {
            "table": {"const": table.key},
            "schema": {"const": address},
            "made_at": {"type": "string", "format": "date-time"},
            "licence": {"type": "string", "format": "uri"},
            "query": {"type": "string"},
            "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
        },
        "$defs": {"row": of_row(table)},
    }


def _described(column: Column) -> dict[str, Any]:
    """The value's schema, with title and meaning in every language beside the standard words."""
    return {
        **of_value(column),
        "title": column.title.best("en").text,
        "description": column.meaning.best("en").text,
        "x-titles": {code: column.title.best(code).text for code in LANGUAGES},
        "x-meanings": {code: column.meaning.best(code).text for code in LANGUAGES},
        **({"x-rule": column.rule} if column.rule else {}),
        "x-kind": column.kind.value,
    }
