"""How public records are found by what a person types, in Dutch, French and English, typos forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, transaction
from django.db.models import F, Q

from core.texts import FALLBACKS, LANGUAGES

MAX_CHARACTERS = 200
MAX_WORDS = 12
RANKED = 500  # of a broad word's matches, the newest so many are put in order of relevance
SIMILARITY = 0.2  # of trigrams; what resembles so little is then judged letter by letter
ALIKE = 0.6  # of letters: two that changed places in a word of five are still alike
CANDIDATES = 30


def matches(typed: str, languages: Iterable[str]) -> Q:
    """Records that say what was typed, read as one of `languages`: words, "phrases", -without, or."""
    found = Q()
    for language in languages:
        found |= Q(**{f"search_{language}": _query(typed, language)})
    return found


def relevance(typed: str, language: str) -> SearchRank:
    """How well a record fits: title before summary before partners."""
    return SearchRank(F(f"search_{language}"), _query(typed, language))


def clean(text: str) -> str:
    """What was typed, without what a database can't take, and of a bounded length."""
    sane = text.replace("\x00", " ").encode("utf-8", "ignore").decode()
    return " ".join(sane[:MAX_CHARACTERS].split()[:MAX_WORDS])


def corrected(typed: str) -> str:
    """The typed words, each as it is written in the records; "" when a word is like none of theirs.

    Reads the vocabulary of all records, not the records: its size hardly grows with their number.
    """
    words = [word for word in re.findall(r"\w+", typed.lower()) if len(word) >= 3]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(SIMILARITY)])
        cursor.execute(_RESEMBLING, [words, CANDIDATES])
        rows = cursor.fetchall()
    found: dict[str, list[str]] = {}
    for word, plain, candidate in rows:
        found.setdefault(word, [plain]).append(candidate)
    nearest = [_nearest(*found[word]) for word in words if word in found]
    return " ".join(nearest) if words and len(nearest) == len(words) and all(nearest) else ""


def _nearest(word: str, *candidates: str) -> str:
    """The candidate that is most like the word, letter by letter; "" when none is alike."""

    def alike(candidate: str) -> float:
        return SequenceMatcher(None, word, candidate).ratio()

    best = max(candidates, key=alike)
    return best if alike(best) >= ALIKE else ""


def _query(typed: str, language: str) -> SearchQuery:
    return SearchQuery(typed, config=f"portal_{language}", search_type="websearch")


def index(keys: Sequence[int]) -> None:
    """Fill the columns for searching and filtering of these records, and the vocabulary, from their texts."""
    with connection.cursor() as cursor:
        cursor.execute(_INDEX, [list(keys)])
        cursor.execute(_LEARN, [list(keys), list(keys)])


def _vector(column: str, language: str, weight: str) -> str:
    """SQL of the words of a text column for a reader of `language`; a missing text is read in another one."""
    cases = [f"WHEN {column} ? '{language}' THEN to_tsvector('portal_{language}', {column}->>'{language}')"]
    cases += [
        f"WHEN {column} ? '{other}' THEN to_tsvector('portal_{language}', {column}->>'{other}')"
        f" || to_tsvector('portal_{other}', {column}->>'{other}')"
        for other in FALLBACKS[language]
    ]
    return f"setweight(CASE {' '.join(cases)} ELSE ''::tsvector END, '{weight}')"


def _columns() -> str:
    return ", ".join(
        f"search_{language} = "
        f"setweight(to_tsvector('portal_{language}', acronym || ' ' || code), 'A')"
        f" || {_vector('title', language, 'A')} || {_vector('summary', language, 'B')}"
        f" || {_vector('results', language, 'C')}"
        f" || setweight(to_tsvector('portal_{language}', coalesce(partners.names, '')), 'C')"
        for language in LANGUAGES
    )


_INDEX = f"""
UPDATE publications_publication SET
  lead = coalesce(partners.lead, ''),
  partner_count = coalesce(partners.number, 0),
  countries = coalesce(partners.countries, '{{}}'),
  regions = coalesce(partners.regions, '{{}}'),
  nuts = coalesce(partners.nuts, '{{}}'),
  partner_types = coalesce(partners.kinds, '{{}}'),
  organisations = coalesce(partners.organisations, '{{}}'),
  {_columns()}
FROM (
  SELECT record.id AS record,
    count(partner.id) AS number,
    string_agg(
      concat_ws(' ', partner.name, partner.name_en, partner.city), ' ' ORDER BY partner.position
    ) AS names,
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
"""  # noqa: S608 - built from constants

# Sorted, so that two that learn at the same time do not wait for each other for ever.
_LEARN = """
INSERT INTO publications_searchword (word)
SELECT DISTINCT word FROM (
  SELECT regexp_split_to_table(lower(unaccent(concat_ws(' ', acronym,
    title->>'nl', title->>'fr', title->>'en', summary->>'nl', summary->>'fr', summary->>'en',
    results->>'nl', results->>'fr', results->>'en'))), '\\W+')
  FROM publications_publication WHERE id = ANY(%s)
  UNION ALL
  SELECT regexp_split_to_table(lower(unaccent(concat_ws(' ', name, name_en, city))), '\\W+')
  FROM publications_publishedpartner WHERE publication_id = ANY(%s)
) AS texts (word)
WHERE length(word) BETWEEN 3 AND 40
ORDER BY word
ON CONFLICT DO NOTHING
"""

_RESEMBLING = """
SELECT typed.word, unaccent(typed.word), near.word
FROM unnest(%s::text[]) AS typed (word)
CROSS JOIN LATERAL (
  SELECT word FROM publications_searchword
  WHERE word %% unaccent(typed.word)
  ORDER BY similarity(word, unaccent(typed.word)) DESC, word LIMIT %s
) AS near
"""
