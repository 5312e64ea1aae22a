"""Bringing what is searched in line with the public records: their columns, entries and vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import connection

from core.arrays import array
from publications import indexing


def index(keys: Sequence[int], *, gathered: Collection[int] = ()) -> None:
    """Bring what these records are found by in line with their texts and partners. Call when they change.

    Those in `gathered` have been stored with what their partners say already.
    """
    with connection.cursor() as cursor:
        if others := [key for key in keys if key not in gathered]:
            cursor.execute(_GATHER, [array(others)])
        cursor.execute(_LEARN, [array(keys)] * 4)
    indexing.write(keys)


def forget(names: Sequence[str]) -> None:
    """Take the words of these names out of the vocabulary where no record says them any more.

    Call after `index`, when a person's name has gone from the records.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [" ".join(names)])


_GATHER = """
UPDATE publications_publication SET
  lead = coalesce(partners.lead, ''),
  partner_count = coalesce(partners.number, 0),
  countries = coalesce(partners.countries, '{}'),
  regions = coalesce(partners.regions, '{}'),
  nuts = coalesce(partners.nuts, '{}'),
  partner_types = coalesce(partners.kinds, '{}'),
  organisations = coalesce(partners.organisations, '{}')
FROM (
  SELECT record.id AS record,
    count(partner.id) AS number,
    max(partner.name) FILTER (WHERE partner.role = 'lead') AS lead,
    array_agg(DISTINCT partner.country) FILTER (WHERE partner.country <> '') AS countries,
    array_agg(DISTINCT partner.region) FILTER (WHERE partner.region <> '') AS regions,
    array_agg(DISTINCT partner.kind) FILTER (WHERE partner.kind <> '') AS kinds,
    array_agg(DISTINCT partner.organisation_id) FILTER (WHERE partner.organisation_id IS NOT NULL)
      AS organisations,
    (
      SELECT array_agg(DISTINCT place.code)
      FROM publications_publishedpartner near
      CROSS JOIN LATERAL (
        VALUES (near.country), (left(near.region, 3)), (left(near.region, 4)), (near.region)
      ) AS place (code)
      WHERE near.publication_id = record.id AND place.code <> ''
    ) AS nuts
  FROM publications_publication record
  LEFT JOIN publications_publishedpartner partner ON partner.publication_id = record.id
  WHERE record.id = ANY(%s)
  GROUP BY record.id
) AS partners
WHERE publications_publication.id = partners.record
"""

# Parts between blanks first, each but once: texts repeat most of them, and reading signs is slow.
# Sorted, so that two that learn at the same time do not wait for each other for ever.
_LEARN = """
INSERT INTO publications_searchword (word)
SELECT DISTINCT word FROM (
  SELECT unnest(string_to_array(concat_ws(' ', acronym,
    title->>'nl', title->>'fr', title->>'en', summary->>'nl', summary->>'fr', summary->>'en',
    results->>'nl', results->>'fr', results->>'en', purpose->>'nl', purpose->>'fr', purpose->>'en'), ' '))
  FROM publications_publication WHERE id = ANY(%s)
  UNION
  SELECT unnest(string_to_array(concat_ws(' ', name, name_en, city), ' '))
  FROM publications_publishedpartner WHERE publication_id = ANY(%s)
  UNION
  SELECT unnest(string_to_array(name, ' '))
  FROM publications_publishedcontractor WHERE publication_id = ANY(%s)
  UNION
  SELECT unnest(string_to_array(concat_ws(' ', place.name, place.name_latin), ' '))
  FROM programmes_region place
  WHERE place.code IN (SELECT unnest(nuts) FROM publications_publication WHERE id = ANY(%s))
) AS texts (part)
CROSS JOIN LATERAL regexp_split_to_table(lower(unaccent(part)), '\\W+') AS word
WHERE length(word) BETWEEN 3 AND 40
ORDER BY word
ON CONFLICT DO NOTHING
"""

_FORGET = """
DELETE FROM publications_searchword gone
USING (SELECT DISTINCT regexp_split_to_table(lower(unaccent(%s)), '\\W+')) AS said (word)
WHERE gone.word = said.word AND NOT EXISTS (
  SELECT FROM publications_searchentry entry
  WHERE entry.words @@ (portal_word(said.word) || plainto_tsquery('portal_plain', said.word))
)
"""
