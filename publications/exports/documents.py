"""A table as one JSON document: what it is, then its rows."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from publications.exports.streaming import Keys, json_document
from publications.exports.table import Table


def schema_address(table: Table) -> str:
    """Where the JSON Schema of the table stands."""
    return str(settings.PORTAL_URL) + reverse("data_schema", args=[table.key])


def document(table: Table, keys: Keys, query: str) -> Iterator[bytes]:
    """The whole document, piece by piece; `query` is the search that it answers, "" for everything."""
    about = {
        "table": table.key,
        "schema": schema_address(table),
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "licence": settings.OPEN_DATA_LICENCE,
        "query": query,
    }
    return json_document(table, keys, about)
