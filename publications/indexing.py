"""Writing what is searched: of each record its words, the numbers of its facet values, and what orders it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache

from django.db import connection

from core.arrays import array
from core.countries import country_name
from core.texts import LANGUAGES

# Also the keys of `finding.bands.BANDS`: the lowest amount of each band, in euro.
BANDS = {
    "under-100k": 0,
    "100k-500k": 100_000,
    "500k-1m": 500_000,
    "1m-2m": 1_000_000,
    "2m-5m": 2_000_000,
    "5m-10m": 5_000_000,
    "over-10m": 10_000_000,
}
UNKNOWN = "unknown"
# Those of NUTS, and the neighbours with whom Interreg works.
_COUNTRIES = (
    "AD AL AT BA BE BG CH CY CZ DE DK EE EL ES FI FR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO "
    "PL PT RO RS SE SI SK SM TR UA UK XK"
)


def write(keys: Sequence[int]) -> None:
    """Bring the entries of these records in line with their columns, partners and programmes."""
    asked = array(keys)
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [asked])
        cursor.execute(_WRITE, [asked, asked, _places(), asked])


@cache
def _places() -> str:
    """The names of countries in every language, as a JSON object by code."""
    return json.dumps(
        {
            code: " ".join(dict.fromkeys(country_name(code, language) for language in LANGUAGES))
            for code in _COUNTRIES.split()
        }
    )


def _band(column: str) -> str:
    cases = " ".join(
        f"WHEN {column} >= {lowest} THEN '{key}'" for key, lowest in reversed(list(BANDS.items()))
    )
    return f"CASE {cases} END"


def _each(facet: str, values: str, which: str = "true") -> str:
    """The elements of an array, or one null."""
    return (
        f"SELECT '{facet}', value::text "  # noqa: S608 - built from constants
        f"FROM (VALUES (1)) AS one LEFT JOIN unnest({values}) AS value ON {which}"
    )


# What a record is counted by: one row for each of its values, and one "unknown" where it has none.
_FACTS = f"""
SELECT record.id AS record, fact.facet, coalesce(fact.value, '{UNKNOWN}') AS value
FROM publications_publication record
JOIN programmes_programmeperiod edition ON edition.code = record.programme_period_id
JOIN programmes_programme programme ON programme.code = edition.programme_id
LEFT JOIN programmes_specificobjective objective ON objective.id = record.objective_id
LEFT JOIN programmes_priority priority ON priority.id = coalesce(record.priority_id, objective.priority_id)
LEFT JOIN programmes_theme theme ON theme.id = record.theme_id
CROSS JOIN LATERAL (
  VALUES
    ('programme', programme.slug::text),
    ('period', edition.period_id::text),
    ('priority', priority.programme_period_id || '-' || priority.number),
    ('objective', objective.code),
    ('theme', theme.programme_period_id || '-' || theme.code),
    ('status', record.status),
    ('year', extract(year FROM record.start_date)::text),
    ('budget', {_band("record.total_budget")}),
    ('eu', {_band("record.eu_funding")})
  UNION ALL {_each("country", "record.countries")}
  UNION ALL {_each("region", "record.nuts", "length(value) BETWEEN 3 AND 4")}
  UNION ALL {_each("nuts3", "record.nuts", "length(value) = 5")}
  UNION ALL {_each("kind", "record.partner_types")}
) AS fact (facet, value)
WHERE record.id = ANY(%s)
"""  # noqa: S608 - built from constants

# Sorted, so that two that number at the same time do not wait for each other for ever.
_NUMBER = f"""
INSERT INTO publications_facetvalue (facet, value)
SELECT DISTINCT facet, value FROM ({_FACTS}) AS facts
WHERE NOT EXISTS (
  SELECT FROM publications_facetvalue known WHERE known.facet = facts.facet AND known.value = facts.value
)
ORDER BY facet, value
ON CONFLICT DO NOTHING
"""  # noqa: S608


def _words(weight: str, *texts: str) -> str:
    """Stems of texts in each language, each by its own rules."""
    return _together(
        f"setweight(to_tsvector('portal_{language}', concat_ws(' ', "
        + ", ".join(f"{text}->>'{language}'" for text in texts)
        + f")), '{weight}')"
        for language in LANGUAGES
    )


def _names(weight: str, *names: str) -> str:
    """Names belong to no language: as they are, and as readers of each language would stem them."""
    return _together(
        f"setweight(to_tsvector('portal_{how}', concat_ws(' ', {', '.join(names)})), '{weight}')"
        for how in ("plain", *LANGUAGES)
    )


def _together(vectors: Iterable[str]) -> str:
    """In brackets: joined one by one to all that stand before, these would be copied each time."""
    return f"({' || '.join(vectors)})"


_PLAIN_TITLES = ", ".join(f"record.title->>'{language}'" for language in LANGUAGES)

_WRITE = f"""
WITH packing AS (
  SELECT facts.record,
    array_agg(number.code ORDER BY number.code) AS codes,
    string_agg(int2send(number.code), '' ORDER BY number.code) AS packed
  FROM (SELECT DISTINCT * FROM ({_FACTS}) AS said) AS facts
  JOIN publications_facetvalue number ON number.facet = facts.facet AND number.value = facts.value
  GROUP BY facts.record
), regions AS (
  -- of all records at once: asked for each, every region is read each time where the tables are not counted
  SELECT near.record,
    string_agg(concat_ws(' ', place.name, nullif(place.name_latin, place.name)), ' ' ORDER BY place.code)
      AS names
  FROM (SELECT id AS record, unnest(nuts) AS code FROM publications_publication WHERE id = ANY(%s)) AS near
  JOIN programmes_region place ON place.code = near.code
  GROUP BY near.record
), fresh AS (
  SELECT record.id, packing.codes, packing.packed, record.organisations, lower(record.acronym) AS name,
    (extract(epoch FROM record.data_date) * 1000000)::bigint AS moment,
    coalesce(record.start_date - date '1970-01-01', -100000) AS start,
    coalesce((record.eu_funding * 100)::bigint, -1) AS eu_cents,
    coalesce((record.total_budget * 100)::bigint, -1) AS budget_cents,
    record.partner_count,
    coalesce((SELECT string_agg(int4send(one::int), '') FROM unnest(record.organisations) AS one), '')
      AS packed_organisations,
    setweight(to_tsvector('portal_plain', concat_ws(' ', {_PLAIN_TITLES})), 'A')
    || {_names("A", "record.acronym", "record.code")}
    || {_words("A", "record.title")}
    || {_words("B", "record.summary")}
    || {_words("C", "record.results", "record.purpose")}
    || {_names("C", "partners.names", "contractors.names")}
    || {_words("D", "objective.title", "theme.title", "programme.name")}
    || setweight(to_tsvector('portal_plain', concat_ws(' ', programme.slug, partners.places)), 'D') AS words
  FROM publications_publication record
  JOIN packing ON packing.record = record.id
  JOIN programmes_programmeperiod edition ON edition.code = record.programme_period_id
  JOIN programmes_programme programme ON programme.code = edition.programme_id
  LEFT JOIN programmes_specificobjective objective ON objective.id = record.objective_id
  LEFT JOIN programmes_theme theme ON theme.id = record.theme_id
  LEFT JOIN regions ON regions.record = record.id
  CROSS JOIN LATERAL (
    SELECT
      string_agg(concat_ws(' ', partner.name, partner.name_en, partner.city), ' ' ORDER BY partner.position)
        AS names,
      concat_ws(' ', regions.names,
        (SELECT string_agg(%s::jsonb ->> country, ' ') FROM unnest(record.countries) AS country)) AS places
    FROM publications_publishedpartner partner WHERE partner.publication_id = record.id
  ) AS partners
  CROSS JOIN LATERAL (
    SELECT string_agg(contractor.name, ' ') AS names
    FROM publications_publishedcontractor contractor WHERE contractor.publication_id = record.id
  ) AS contractors
  WHERE record.id = ANY(%s)
)
INSERT INTO publications_searchentry
  (record_id, moment, start, eu_cents, budget_cents, head, packed, packed_organisations, codes,
    organisations, name, words)
SELECT id, moment, start, eu_cents, budget_cents,
  int8send(id) || int8send(moment) || int8send(eu_cents) || int8send(budget_cents) || int4send(start)
    || int2send(partner_count),
  packed, packed_organisations, codes, organisations, name, words
FROM fresh ORDER BY id
ON CONFLICT (record_id) DO UPDATE SET
  moment = excluded.moment, start = excluded.start, eu_cents = excluded.eu_cents,
  budget_cents = excluded.budget_cents, head = excluded.head, packed = excluded.packed,
  packed_organisations = excluded.packed_organisations, codes = excluded.codes,
  organisations = excluded.organisations, name = excluded.name, words = excluded.words
"""  # noqa: S608
