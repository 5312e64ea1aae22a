"""Projects that are near another one, each with the reasons why."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import connection

from core.texts import Text

SHOWN = 4
# Rows that each reason may offer, the newest: what is looked at stays bounded however large the portal is.
OFFERED = 20
OF_PARTNERS = 100


@dataclass(frozen=True)
class Near:
    """A project with what it shares: `partners` is a number of organisations, the others say whether."""

    code: str
    acronym: str
    title: Text
    partners: int
    same_objective: bool
    same_theme: bool
    same_region: bool


def related_to(publication: int) -> list[Near]:
    """The nearest few of a record in one statement: partners weigh most, then objective, then theme."""
    with connection.cursor() as cursor:
        bounds = {"offered": OFFERED, "of_partners": OF_PARTNERS, "shown": SHOWN}
        cursor.execute(_NEAR, {"record": publication, **bounds})
        return [
            Near(code, acronym, Text(json.loads(title)), *why)
            for code, acronym, title, *why in cursor.fetchall()
        ]


_NEAR = """
WITH this AS MATERIALIZED (
  SELECT organisations, regions, objective_id, theme_id, programme_period_id
  FROM publications_publication WHERE id = %(record)s
), offered AS (
  (SELECT publication_id AS id FROM publications_publishedpartner
    WHERE organisation_id = ANY((SELECT organisations FROM this)::bigint[]) AND publication_id <> %(record)s
    ORDER BY organisation_id, publication_id DESC LIMIT %(of_partners)s)
  UNION
  (SELECT id FROM publications_publication WHERE objective_id = (SELECT objective_id FROM this)
    ORDER BY data_date DESC LIMIT %(offered)s)
  UNION
  (SELECT id FROM publications_publication WHERE theme_id = (SELECT theme_id FROM this)
    ORDER BY data_date DESC LIMIT %(offered)s)
  UNION
  (SELECT id FROM publications_publication WHERE programme_period_id = (SELECT programme_period_id FROM this)
    ORDER BY data_date DESC, id DESC LIMIT %(offered)s)
), judged AS (
  SELECT record.id, record.code, record.acronym, record.title, record.data_date,
    cardinality(ARRAY(
      SELECT unnest(record.organisations) INTERSECT SELECT unnest((SELECT organisations FROM this))
    )) AS partners,
    (record.objective_id = (SELECT objective_id FROM this)) IS TRUE AS objective,
    (record.theme_id = (SELECT theme_id FROM this)) IS TRUE AS theme,
    record.regions && (SELECT regions FROM this) AS region
  FROM offered JOIN publications_publication record USING (id)
  WHERE record.id <> %(record)s
)
SELECT code, acronym, title::text, partners, objective, theme, region
FROM judged
WHERE partners > 0 OR objective OR theme OR region
ORDER BY least(partners, 3) * 4 + objective::int * 3 + theme::int * 2 + region::int DESC,
  data_date DESC, id DESC
LIMIT %(shown)s
"""
