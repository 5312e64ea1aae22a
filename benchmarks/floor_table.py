"""The table that the floor searches: one wide row a project, its English words in a column of their own."""

from __future__ import annotations

import os

import psycopg2

TABLE = "floor_project"
# As large as a project's row is by itself: its texts, and the columns that the floor shows and counts.
_MAKE = f"""
CREATE TABLE {TABLE} AS
SELECT id, code, acronym, lead, status, start_date, end_date, total_budget, eu_funding, partner_count,
  data_date, programme_period_id, objective_id, theme_id, title, summary,
  setweight(to_tsvector('portal_en', concat_ws(' ', acronym, title->>'en')), 'A')
  || setweight(to_tsvector('portal_en', coalesce(summary->>'en', '')), 'B')
  || setweight(to_tsvector('portal_en', lead), 'C') AS search_en
FROM publications_publication
"""  # noqa: S608 - constants


def make() -> None:
    """Make it anew unless it holds as many rows as there are records."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [TABLE])
            if (cursor.fetchone() or [False])[0]:
                cursor.execute(
                    f"SELECT (SELECT count(*) FROM {TABLE}) = (SELECT count(*) FROM publications_publication)"  # noqa: S608
                )
                if (cursor.fetchone() or [False])[0]:
                    return
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
            cursor.execute(_MAKE)
            cursor.execute(f"CREATE INDEX ON {TABLE} USING gin (search_en)")
            cursor.execute(f"CREATE INDEX ON {TABLE} (data_date DESC, id DESC)")
            cursor.execute(f"VACUUM ANALYZE {TABLE}")
    finally:
        connection.close()
