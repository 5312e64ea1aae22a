"""Many copies of a few rows with all that hangs on them, made by the database itself.

The copies of a row get keys at a fixed distance from it, so that references among copies need no look-up:
with `span` keys from the first pattern to the last, copy k of row n is base + (k - 1) * span + n - first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, models


@dataclass(frozen=True)
class Place:
    """Where the patterns of a table stand, and where their copies begin."""

    first: int
    span: int
    base: int

    def copied(self, column: str) -> str:
        """SQL of the key of a copy, from the key of its pattern in `column`."""
        return f"({column} - {self.first} + {self.base} + (copy.number - 1) * {self.span})"


def copy_all(
    patterns: models.QuerySet[models.Model],
    tables: Mapping[type[models.Model], str],
    copies: int,
    changed: Mapping[str, str],
) -> None:
    """Add `copies` copies of each pattern and of the rows of `tables`: model to the way to its pattern.

    `changed` is SQL for columns that must differ ("<table>.<column>"); identities of rows (`uid`) always do.
    Tables stand after those that they point to.
    """
    keys = list(patterns.values_list("pk", flat=True))
    places: dict[str, Place] = {}
    every = {patterns.model: "pk", **tables}
    for model, way in every.items():
        rows = model._default_manager.filter(**{f"{way}__in": keys})
        _copy(model, rows, copies, places, changed)


def _copy(
    model: type[models.Model],
    rows: models.QuerySet[models.Model],
    copies: int,
    places: dict[str, Place],
    changed: Mapping[str, str],
) -> None:
    table, pk = model._meta.db_table, model._meta.pk
    found = sorted(rows.order_by().values_list("pk", flat=True))
    if not found or pk is None:
        return
    own = pk.remote_field is None
    if own:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max({pk.column}), 0) + 1 FROM {table}")  # noqa: S608
            base = int((cursor.fetchone() or [1])[0])
        places[table] = Place(found[0], found[-1] - found[0] + 1, base)
    columns = [field for field in model._meta.concrete_fields if field.column]
    values = [_value(field, table, places, changed) for field in columns]
    names = ", ".join(f'"{field.column}"' for field in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} "  # noqa: S608 - names of our own tables
            f"FROM {table} row CROSS JOIN generate_series(1, %s) AS copy(number) "
            f"WHERE row.{pk.column} = ANY(%s)",
            [copies, found],
        )
        if own:
            sequence = f"pg_get_serial_sequence('{table}', '{pk.column}')"
            cursor.execute(f"SELECT setval({sequence}, max({pk.column})) FROM {table}")  # noqa: S608


def _value(
    field: models.Field[object, object], table: str, places: Mapping[str, Place], changed: Mapping[str, str]
) -> str:
    column = f'row."{field.column}"'
    if special := changed.get(f"{table}.{field.column}"):
        return special
    if field.primary_key and field.remote_field is None:
        return places[table].copied(column)
    target = field.related_model
    if isinstance(target, type) and target._meta.db_table in places:
        return places[target._meta.db_table].copied(column)
    return "gen_random_uuid()" if field.unique and field.get_internal_type() == "UUIDField" else column


def without_indexes(model: type[models.Model]) -> None:
    """Take the indexes of a table away while much is written to it; `add_indexes` brings them back."""
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.remove_index(model, index)


def add_indexes(model: type[models.Model]) -> None:
    """Build the indexes of a table again."""
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.add_index(model, index)
