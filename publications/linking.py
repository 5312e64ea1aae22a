"""Which organisation a published partner is: found by uid or by the exact name in its country, or made.

A name that only resembles another makes an organisation of its own; staff merge duplicates. Natural persons
get no organisation, and so no page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from core.arrays import array
from core.copying import put


def link(keys: Sequence[int]) -> None:
    """Give every partner of these records its organisation, and count anew. Call in their transaction.

    Call it before `search.index`, which copies the organisations to the records.
    """
    before = _organisations_of(keys)
    assign(keys)
    recount(before | _organisations_of(keys))


def find(partners: Iterable[Sequence[Any]]) -> list[int | None]:
    """The organisation of each partner that is about to be stored; those that are missing are made.

    Each is the columns `STAGED` of a partner, `id` its place in the list from 0. Natural persons have none.
    Call in the transaction that stores them, and `recount` once they are stored.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        put("staged_partner", STAGED, partners)
        cursor.execute("ANALYZE staged_partner")
        for statement in (_adopt, _make, _find):
            cursor.execute(statement(_STAGED))
        found = dict(cursor.fetchall())
        cursor.execute("SELECT count(*) FROM staged_partner")
        (number,) = cursor.fetchone()
        cursor.execute("DROP TABLE staged_partner")
    return [found.get(place) for place in range(number)]


def assign(keys: Sequence[int]) -> None:
    """Only give partners their organisations: for very many records, with one `recount` at the end."""
    asked = array(keys)
    with connection.cursor() as cursor:
        for statement in (_adopt, _make, _assign):
            cursor.execute(statement(_STORED), [asked])


def recount(organisations: Iterable[int] | None = None) -> None:
    """Bring the numbers of projects in line with the partners; of all organisations when none are named."""
    with connection.cursor() as cursor:
        if organisations is None:
            cursor.execute(_RECOUNT_ALL)
        elif keys := sorted(organisations):
            cursor.execute(_RECOUNT, [array(keys)])


def _organisations_of(keys: Sequence[int]) -> set[int]:
    """Those that the records named when they were indexed last, and those that their partners are now."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [array(keys)] * 2)
        return {row[0] for row in cursor.fetchall()}


def _partners(table: str, key: str, which: str = "true") -> str:
    """What statements read of partners. OFFSET 0: the key of a name is worked out once, not each time."""
    return f"""
  FROM {table} partner
  CROSS JOIN LATERAL (SELECT {key} AS name_key OFFSET 0) AS named
  WHERE {which} AND NOT partner.is_natural_person AND named.name_key <> ''
"""


_KEY = "portal_name_key(partner.name)"
_STORED = _partners("publications_publishedpartner", _KEY, "partner.publication_id = ANY(%s)")
_STAGED = _partners("staged_partner", "partner.name_key")


def _adopt(partners: str) -> str:
    """An organisation known by its name only gets the uid of the first registered one with just that name."""
    return f"""
UPDATE publications_organisation found SET uid = wanted.uid
FROM (
  SELECT DISTINCT ON (named.name_key, partner.country)
    named.name_key, partner.country, partner.organisation_uid AS uid
  {partners} AND partner.organisation_uid IS NOT NULL
    AND NOT EXISTS (
      SELECT FROM publications_organisation known WHERE known.uid = partner.organisation_uid
    )
  ORDER BY named.name_key, partner.country, partner.position
) AS wanted
WHERE found.uid IS NULL AND found.name_key = wanted.name_key AND found.country = wanted.country
"""  # noqa: S608 - built from constants


def _make(partners: str) -> str:
    """Sorted, so that two that make organisations at the same time do not wait for each other for ever."""
    return f"""
INSERT INTO publications_organisation
  (slug, uid, name, name_key, other_names, country, region, city, kind, project_count, data_date)
SELECT
  coalesce(
      nullif(btrim(left(regexp_replace(name_key, '[^a-z0-9]+', '-', 'g'), 80), '-'), ''), 'organisation'
    ) || '-' || nextval('publications_organisation_slug'),
  uid, name, name_key, '{{}}', country, region, city, kind, projects, now()
FROM (
  SELECT DISTINCT ON (coalesce(partner.organisation_uid::text, named.name_key || ' ' || partner.country))
    partner.organisation_uid AS uid, partner.name, named.name_key,
    partner.country, partner.region, partner.city, partner.kind,
    -- as a rule; `recount` mends it where a partner stands twice in a record
    count(*) OVER (
      PARTITION BY coalesce(partner.organisation_uid::text, named.name_key || ' ' || partner.country)
    ) AS projects
  {partners}
    AND (partner.organisation_uid IS NULL OR NOT EXISTS (
      SELECT FROM publications_organisation known WHERE known.uid = partner.organisation_uid
    ))
    AND (partner.organisation_uid IS NOT NULL OR NOT EXISTS (
      SELECT FROM publications_organisation known
      WHERE known.name_key = named.name_key AND known.country = partner.country
    ))
  ORDER BY coalesce(partner.organisation_uid::text, named.name_key || ' ' || partner.country),
    partner.publication_id DESC, partner.position
) AS new
ORDER BY name_key, country, uid
ON CONFLICT DO NOTHING
"""  # noqa: S608 - built from constants


def _find(partners: str) -> str:
    """A merged organisation points to the kept one itself: there are no chains."""
    return f"""
  SELECT partner.id AS partner, CASE WHEN partner.organisation_uid IS NOT NULL THEN (
      SELECT coalesce(found.merged_into_id, found.id) FROM publications_organisation found
      WHERE found.uid = partner.organisation_uid LIMIT 1
    ) ELSE (
      SELECT coalesce(found.merged_into_id, found.id) FROM publications_organisation found
      WHERE found.name_key = named.name_key AND found.country = partner.country
      ORDER BY found.uid IS NOT NULL, found.id LIMIT 1
    ) END AS organisation
  {partners}
"""  # noqa: S608 - built from constants


def _assign(partners: str) -> str:
    return f"""
UPDATE publications_publishedpartner one SET organisation_id = wanted.organisation
FROM ({_find(partners)}) AS wanted
WHERE one.id = wanted.partner AND one.organisation_id IS DISTINCT FROM wanted.organisation
"""  # noqa: S608 - built from constants


# Partners that are not stored yet: what the statements above read of them.
STAGED = (
    "id", "publication_id", "position", "organisation_uid", "name", "country", "region", "city", "kind",
    "is_natural_person",
)  # fmt: skip
_STAGE = f"""
CREATE TEMPORARY TABLE staged_partner ON COMMIT DROP AS
SELECT {", ".join(STAGED)} FROM publications_publishedpartner WITH NO DATA;
ALTER TABLE staged_partner ADD name_key text GENERATED ALWAYS AS (portal_name_key(name)) STORED
"""  # noqa: S608 - built from constants

_NAMED = """
SELECT unnest(organisations) FROM publications_publication WHERE id = ANY(%s)
UNION
SELECT organisation_id FROM publications_publishedpartner
WHERE publication_id = ANY(%s) AND organisation_id IS NOT NULL
"""

# Asked for each organisation by the index. Joined to a subquery of them all, that one was made anew for each
# where the planner thought the tables empty, as they are noted after a list was rolled back.
_NUMBER = """(
  SELECT count(DISTINCT partner.publication_id) FROM publications_publishedpartner partner
  WHERE partner.organisation_id = one.id
)"""
# A record of theirs changed, so their page did, also where the number stays. Those that were made just now
# are dated and, as a rule, counted already.
_RECOUNT = f"""
UPDATE publications_organisation one SET project_count = {_NUMBER}, data_date = now()
WHERE one.id = ANY(%s)
  AND (one.data_date IS DISTINCT FROM now() OR one.project_count IS DISTINCT FROM {_NUMBER})
"""  # noqa: S608 - built from constants
_RECOUNT_ALL = f"""
UPDATE publications_organisation one SET project_count = {_NUMBER}, data_date = now()
WHERE one.project_count IS DISTINCT FROM {_NUMBER}
"""  # noqa: S608 - built from constants
