"""How public records are found by what a person types, in Dutch, French and English, typos forgiven."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, transaction
from django.db.models import F, Q

from core.texts import FALLBACKS, LANGUAGES

MAX_CHARACTERS = 200
MAX_WORDS = 12
RANKED = 1000  # of a broad word's matches, the newest so many are put in order of relevance
RESEMBLING = 200
SIMILARITY = 0.4  # two letters changed about in a word of six still resemble it


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


def resembling(typed: str) -> list[int]:
    """The keys of records whose names hold a word like each typed one, the likest first."""
    words = [word for word in typed.replace('"', " ").split() if not word.startswith("-")]
    long_words = [word for word in words if len(word) >= 3]
    alike = " AND ".join(["search_words %%> unaccent(lower(%s))"] * len(long_words)) or "false"
    likeness = (
        " + ".join(["word_similarity(unaccent(lower(%s)), search_words)"] * len(long_words)) or "0.0::real"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL pg_trgm.word_similarity_threshold = {SIMILARITY}")
        cursor.execute(
            "SELECT id FROM publications_publication"  # noqa: S608 - only placeholders are joined in
            f" WHERE ({alike}) OR lower(acronym) = lower(%s) ORDER BY {likeness} DESC, id DESC LIMIT %s",
            [*long_words, typed, *long_words, RESEMBLING],
        )
        return [key for (key,) in cursor.fetchall()]


def _query(typed: str, language: str) -> SearchQuery:
    return SearchQuery(typed, config=f"portal_{language}", search_type="websearch")


def index(keys: Sequence[int]) -> None:
    """Fill the columns for searching and filtering of these records from their texts and partners."""
    with connection.cursor() as cursor:
        cursor.execute(_INDEX, [list(keys)])


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
  search_words = lower(unaccent(concat_ws(' ', acronym, code, title->>'nl', title->>'fr', title->>'en',
                                          partners.names))),
  {_columns()}
FROM (
  SELECT record.id AS record,
    count(partner.id) AS number,
    string_agg(concat_ws(' ', partner.name, partner.city), ' ' ORDER BY partner.position) AS names,
    max(partner.name) FILTER (WHERE partner.role = 'lead') AS lead,
    array_agg(DISTINCT partner.country) FILTER (WHERE partner.country <> '') AS countries,
    array_agg(DISTINCT partner.region) FILTER (WHERE partner.region <> '') AS regions
  FROM publications_publication record
  LEFT JOIN publications_publishedpartner partner ON partner.publication_id = record.id
  WHERE record.id = ANY(%s)
  GROUP BY record.id
) AS partners
WHERE publications_publication.id = partners.record
"""  # noqa: S608 - built from constants
