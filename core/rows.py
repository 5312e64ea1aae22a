"""Rows of a child table that come along with their parent in the same statement, as one JSON value."""

from __future__ import annotations

from typing import Any

from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class JsonRows(Subquery):
    """A list of dicts, one for each row, in the order of the query. Read in one go, however many there are.

    An ArraySubquery of objects would be read object by object, which takes several times as long.
    """

    template = "to_jsonb(ARRAY(%(subquery)s))"

    def __init__(self, rows: QuerySet[Any, Any], **columns: Any) -> None:
        super().__init__(rows.values(json=JSONObject(**columns)), output_field=JSONField())
