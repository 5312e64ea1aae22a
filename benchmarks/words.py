"""Words that a known share of the generated records says."""

from __future__ import annotations

import os
from functools import cache

import psycopg2

from benchmarks.floor_table import TABLE
from publications.generating.words import Words

CANDIDATES = 40
MATCHING = "search_en @@ websearch_to_tsquery('portal_en', %s)"  # as the floor searches


@cache
def word_of_share(share: float) -> str:
    """The word whose share of the records is nearest to the wanted one."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT greatest(count(*), 1) FROM publications_publication")
            records = int((cursor.fetchone() or [1])[0])
            shares: dict[str, float] = {}
            for word in Words(1).tail[:CANDIDATES]:
                cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE {MATCHING}", [word])  # noqa: S608
                shares[word] = int((cursor.fetchone() or [0])[0]) / records
        return min(shares, key=lambda word: abs(shares[word] - share))
    finally:
        connection.close()
