"""A table of a page as a file to take along."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase

from core import sheets
from core.downloads import harmless


@dataclass(frozen=True)
class Table:
    """Rows under their columns."""

    title: str
    columns: Sequence[str]
    rows: Sequence[sheets.Row]


def answer(table: Table, kind: str, name: str) -> HttpResponseBase:
    """The table for saving as `name` with the ending of its kind (csv, xlsx or ods)."""
    wanted = sheets.Format(kind)
    held = io.BytesIO()
    sheets.write(held, wanted, table.title, table.columns, table.rows)
    response = HttpResponse(held.getvalue(), content_type=sheets.CONTENT_TYPES[wanted])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return harmless(response)
