"""The facts of records as their versions hold them, put together and compared by the database.

As `versions.data_of` does it for one record, for thousands at a time. Records with instruments are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

KEYED = {
    "programme_period": "record.programme_period_id",
    "priority": "priority.number",
    "objective": "objective.code",
    "theme": "theme.code",
    "fund": "record.fund_id",
    "instruments": "NULL::text",
    "contractors": "contractors.told",
}
_TEXTS = frozenset({"title", "summary", "results", "purpose", "subject"})
_MONEY = frozenset({"total_budget", "eu_funding", "rate", "budget", "contribution", "amount"})


def statement(facts: Sequence[str], of_partners: Sequence[str], of_contractors: Sequence[str]) -> str:
    """SQL that writes a version of each record whose facts differ from its newest one.

    Its parameters: the moment, the keys of the records, the names of all facts in their order.
    """
    return f"""
        INSERT INTO publications_recordversion (code, number, at, source, data, changes)
        SELECT fresh.code, coalesce(last.number, 0) + 1, %s, fresh.source, fresh.data, differing.names
        FROM (
          SELECT record.code, record.source, to_jsonb(whole) AS data
          FROM publications_publication record
          LEFT JOIN programmes_priority priority ON priority.id = record.priority_id
          LEFT JOIN programmes_specificobjective objective ON objective.id = record.objective_id
          LEFT JOIN programmes_theme theme ON theme.id = record.theme_id
          CROSS JOIN LATERAL (SELECT {_of_record("contractor", of_contractors)} AS told) AS contractors
          CROSS JOIN LATERAL (
            SELECT {_columns("record", facts)},
              coalesce({_of_record("partner", of_partners)}, '[]') AS partners
          ) AS whole
          WHERE record.id = ANY(%s)
        ) AS fresh
        LEFT JOIN LATERAL (
          SELECT number, data FROM publications_recordversion
          WHERE code = fresh.code ORDER BY number DESC LIMIT 1
        ) AS last ON true
        CROSS JOIN LATERAL (
          SELECT coalesce(array_agg(fact.name ORDER BY fact.place), '{{}}') AS names
          FROM unnest(%s::text[]) WITH ORDINALITY AS fact (name, place)
          WHERE last.data IS NOT NULL
            AND coalesce(last.data -> fact.name, 'null') <> coalesce(fresh.data -> fact.name, 'null')
        ) AS differing
        WHERE last.number IS NULL OR differing.names <> '{{}}'
        ORDER BY fresh.code
    """  # noqa: S608 - built from constants


def _of_record(row: str, names: Sequence[str]) -> str:
    """The partners or contractors of a record, in their order; null where there are none.

    As rows: put together name by name, the kind of each value is looked up each time.
    """
    return f"""(
        SELECT jsonb_agg(one ORDER BY one.position) FROM (
          SELECT {_columns(row, names)} FROM publications_published{row} {row}
          WHERE {row}.publication_id = record.id
        ) AS one
    )"""  # noqa: S608 - built from constants


def _columns(row: str, names: Sequence[str]) -> str:
    return ", ".join(f"{_fact(row, name)} AS {name}" for name in names)


def _fact(row: str, name: str) -> str:
    if row == "record" and name in KEYED:
        return KEYED[name]
    if name in _TEXTS:  # blank texts count as missing
        return (
            "(SELECT coalesce(jsonb_object_agg(key, value), '{}') "  # noqa: S608 - built from constants
            f"FROM jsonb_each_text({row}.{name}) WHERE value ~ '\\S')"
        )
    return f"{row}.{name}::text" if name in _MONEY else f"{row}.{name}"
