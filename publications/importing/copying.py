"""Many rows into a table at once, and many changes of rows at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from core.arrays import array
from core.copying import put
from publications.importing.judging import Judged
from publications.importing.rows import Row
from publications.importing.understanding import Understood
from publications.models import ImportRow, Publication, PublishedPartner

# Made once: `dumps` makes one for each value. Texts in several languages are written as their dictionary.
_ENCODE = json.JSONEncoder(ensure_ascii=False, default=dict).encode
_COLUMNS = (
    "run_id", "sheet", "number", "key", "likeness", "label", "organisation", "data", "outcome", "is_repaired",
    "code", "notes", "changes",
)  # fmt: skip
_TABLE = ImportRow._meta.db_table
# Every column of a partner but its own key.
_OF_PARTNERS = [field.attname for field in PublishedPartner._meta.concrete_fields if not field.primary_key]
_KEYS = f"""
SELECT nextval(pg_get_serial_sequence('{Publication._meta.db_table}', 'id')) FROM generate_series(1, %s)
"""  # noqa: S608 - built from constants
_UPDATE = f"""
UPDATE {_TABLE} AS one SET outcome = new.outcome, code = new.code, is_repaired = new.is_repaired,
  notes = new.notes::jsonb, changes = new.changes::jsonb
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::boolean[], %s::text[], %s::text[])
  AS new (id, outcome, code, is_repaired, notes, changes)
WHERE one.id = new.id
"""  # noqa: S608 - built from constants


def write_soon() -> None:
    """Let this transaction of a trial not wait for the disk: the next that does takes it along."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")


def put_rows(run: int, rows: Iterable[Understood]) -> None:
    """Write understood rows of a run, in one statement."""
    put(_TABLE, _COLUMNS, (_line(run, row) for row in rows))


def give_keys(new: Sequence[Judged]) -> None:
    """Give new records the keys under which they are about to be stored."""
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, [len(new)])
        keys = sorted(row[0] for row in cursor.fetchall())
    for one, key in zip(new, keys, strict=True):
        one.key = key


def put_records(records: Iterable[dict[str, Any]]) -> None:
    """Write new records, each with all its columns, in one statement."""
    plans = {field.attname: _written_as(field) for field in Publication._meta.concrete_fields}
    rows = ([write(record[name]) for name, write in plans.items()] for record in records)
    put(Publication._meta.db_table, plans, rows)


def _written_as(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How COPY reads the values of a column; None is an unknown in all of them."""
    if isinstance(field, models.JSONField):
        return _json
    return array if isinstance(field, ArrayField) else lambda value: value


def put_partners(due: Iterable[Judged]) -> None:
    """Write the partners of stored records, in one statement; they get no keys of their own here."""
    rows = ([partner[name] for name in _OF_PARTNERS] for one in due for partner in one.partners)
    put(PublishedPartner._meta.db_table, _OF_PARTNERS, rows)


def put_outcomes(rows: Sequence[Row]) -> None:
    """Write what became of these rows, in one statement."""
    if not rows:
        return
    values: list[Any] = [
        array(row.pk for row in rows),
        array(row.outcome for row in rows),
        array(row.code for row in rows),
        array(row.is_repaired for row in rows),
        array(_json(row.notes) for row in rows),
        array(_json(row.changes) for row in rows),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, values)


def _line(run: int, row: Understood) -> tuple[Any, ...]:
    outcome = ImportRow.Outcome.WAITING
    if row.is_blank:
        outcome = ImportRow.Outcome.BLANK
    elif row.reason:
        outcome = ImportRow.Outcome.REFUSED
    data = row.data
    label = str(data.get("title") or data.get("acronym") or data.get("external_id") or "")
    organisation = str(data.get("partner.name") or "")
    return (
        run,
        row.sheet,
        row.number,
        row.key,
        row.likeness,
        label[:160],
        organisation[:250],
        _json(data),
        outcome.value,
        row.is_repaired,
        "",
        _json(row.notes),
        "[]",
    )


def _json(value: Any) -> str:
    return _ENCODE(value) if value else ("[]" if isinstance(value, list) else "{}")
