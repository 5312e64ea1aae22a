"""The table of the floor: one row a project with its words, as one would make it for this page alone."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg2

TABLE = "floor_project"
MATCHING = "words @@ websearch_to_tsquery('portal_en', %s)"
# The rarer words of the generated records, the commonest first (publications/generating/words.py).
SYLLABLES = ("ba", "do", "ke", "li", "mo", "nu", "ra", "si", "te", "va", "zo", "fe", "gi", "ha", "ju", "pe")
CANDIDATES = 40

FILL = f"""
DROP TABLE IF EXISTS {TABLE};
CREATE TABLE {TABLE} AS
SELECT record.id, record.code, record.acronym, record.lead, record.status, record.start_date, record.end_date,
    record.total_budget, record.eu_funding, record.partner_count, record.data_date,
    record.programme_period_id, record.objective_id, record.theme_id,
    setweight(to_tsvector('portal_en', record.acronym || ' ' || coalesce(record.title->>'en', '')), 'A')
    || setweight(to_tsvector('portal_en', coalesce(record.summary->>'en', '')), 'B')
    || setweight(to_tsvector('portal_en', coalesce(partners.names, '')), 'C') AS words
FROM publications_publication record
LEFT JOIN (
    SELECT publication_id, string_agg(concat_ws(' ', name, city), ' ') AS names
    FROM publications_publishedpartner GROUP BY publication_id
) partners ON partners.publication_id = record.id;
ALTER TABLE {TABLE} ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX ON {TABLE} (code);
CREATE INDEX ON {TABLE} (data_date, id);
CREATE INDEX ON {TABLE} USING gin (words);
VACUUM ANALYZE {TABLE};
"""  # noqa: S608 - a name of our own


def fill() -> None:
    """Make the table anew unless it holds as many rows as there are projects."""
    with _cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [TABLE])
        if cursor.fetchone()[0]:
            cursor.execute(
                f"SELECT (SELECT count(*) FROM {TABLE}), (SELECT count(*) FROM publications_publication)"  # noqa: S608
            )
            made, records = cursor.fetchone()
            if made == records:
                return
        for statement in filter(str.strip, FILL.split(";")):
            cursor.execute(statement)


@cache
def word_of_share(share: float) -> str:
    """The word whose share of the records is nearest to the wanted one."""
    words = ["".join(parts) for parts in itertools.islice(itertools.product(SYLLABLES, repeat=3), CANDIDATES)]
    with _cursor() as cursor:
        cursor.execute(f"SELECT greatest(count(*), 1) FROM {TABLE}")  # noqa: S608
        records = int(cursor.fetchone()[0])
        shares: dict[str, float] = {}
        for word in words:
            cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE {MATCHING}", [word])  # noqa: S608
            shares[word] = int(cursor.fetchone()[0]) / records
    return min(shares, key=lambda word: abs(shares[word] - share))


@contextmanager
def _cursor() -> Iterator[Any]:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()
