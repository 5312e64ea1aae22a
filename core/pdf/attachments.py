"""A file inside a PDF: what machines read of the same data that the pages show."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.core.serializers.json import DjangoJSONEncoder

from core.sheets import Row, csv_lines

Relationship = Literal["Source", "Data", "Alternative", "Supplement"]


@dataclass(frozen=True)
class Attachment:
    """A file that goes with the pages, as ISO 19005-3 (PDF/A-3) has it.

    `relationship` says how: "Source" the data that the document was made from, "Data" a table that it shows.
    """

    name: str
    media_type: str
    content: bytes
    description: str
    relationship: Relationship = "Data"


def as_csv(name: str, header: Row, rows: Iterable[Row], description: str) -> Attachment:
    """A table as CSV that no spreadsheet takes for formulas: RFC 4180, decimal points, ISO dates."""
    return Attachment(name, "text/csv", "".join(csv_lines(header, rows)).encode(), description, "Data")


def as_json(name: str, data: Any, description: str) -> Attachment:
    """Data as JSON with sorted keys, so that the same data give the same bytes."""
    text = json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, indent=1)
    content = text.encode("utf-8", "replace")
    return Attachment(name, "application/json", content, description, "Source")
