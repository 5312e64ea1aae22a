"""Projects that are near another one, each with the reasons why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

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


def related() -> RawSQL:
    """The nearest few of a publication, to be read in its own statement: partners weigh most, then objective,
    then theme. For `read`.
    """
    return RawSQL(_NEAR, [], output_field=JSONField())  # noqa: S611 - a constant


def read(rows: Iterable[Mapping[str, Any]]) -> list[Near]:
    """What `related` gave."""
    return [Near(**{**row, "title": Text(row["title"])}) for row in rows]


# Only `this` names the outer statement's record; every table within has a name of its own.
_NEAR = f"""
WITH this AS MATERIALIZED (
  SELECT own.id, own.organisations, own.regions, own.objective_id, own.theme_id, own.programme_period_id
  FROM publications_publication own WHERE own.id = publications_publication.id
), offered AS (
  (SELECT partner.publication_id AS id FROM publications_publishedpartner partner
    WHERE partner.organisation_id = ANY((SELECT organisations FROM this)::bigint[])
      AND partner.publication_id <> (SELECT id FROM this)
    ORDER BY partner.organisation_id, partner.publication_id DESC LIMIT {OF_PARTNERS})
  UNION
  (SELECT other.id FROM publications_publication other
    WHERE other.objective_id = (SELECT objective_id FROM this)
    ORDER BY other.data_date DESC LIMIT {OFFERED})
  UNION
  (SELECT other.id FROM publications_publication other WHERE other.theme_id = (SELECT theme_id FROM this)
    ORDER BY other.data_date DESC LIMIT {OFFERED})
  UNION
  (SELECT other.id FROM publications_publication other
    WHERE other.programme_period_id = (SELECT programme_period_id FROM this)
    ORDER BY other.data_date DESC, other.id DESC LIMIT {OFFERED})
), judged AS (
  SELECT record.id, record.code, record.acronym, record.title, record.data_date,
    cardinality(ARRAY(
      SELECT unnest(record.organisations) INTERSECT SELECT unnest((SELECT organisations FROM this))
    )) AS partners,
    (record.objective_id = (SELECT objective_id FROM this)) IS TRUE AS objective,
    (record.theme_id = (SELECT theme_id FROM this)) IS TRUE AS theme,
    record.regions && (SELECT regions FROM this) AS region
  FROM offered JOIN publications_publication record USING (id)
  WHERE record.id <> (SELECT id FROM this)
)
SELECT to_jsonb(ARRAY(SELECT jsonb_build_object(
  'code', code, 'acronym', acronym, 'title', title, 'partners', partners, 'same_objective', objective,
  'same_theme', theme, 'same_region', region
) FROM judged
WHERE partners > 0 OR objective OR theme OR region
ORDER BY least(partners, 3) * 4 + objective::int * 3 + theme::int * 2 + region::int DESC,
  data_date DESC, id DESC
LIMIT {SHOWN}))
"""  # noqa: S608 - constants
