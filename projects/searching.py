"""How submitted dossiers are found by what a person types, and what lists show of their newest version."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db import OperationalError, connection, transaction
from django.db.models import BigIntegerField, Func, TextField, Value
from django.db.models.functions import Cast

from core.texts import LANGUAGES

MAX_CHARACTERS, MAX_WORDS = 200, 12
SHORTEST_PART = 3  # letters; trigrams find nothing shorter
# Characters of each language that are read; and of a dossier whose words are too many for one index row.
READ, READ_LEAST = 150_000, 2_000
CONFIGURATIONS = (*(f"portal_{language}" for language in LANGUAGES), "portal_simple")
Query = SearchQuery | CombinedSearchQuery


def clean(typed: str) -> str:
    """What was typed, without what a database can't take, and of a bounded length."""
    sane = typed.replace("\x00", " ").encode("utf-8", "ignore").decode()
    return " ".join(sane[:MAX_CHARACTERS].split()[:MAX_WORDS])


def words_query(typed: str) -> Query:
    """Dossiers that say what was typed, in whatever language: words, "phrases", -without, or.

    What must not stand there is ruled out in every language, or a word would be missed by another's stem.
    """
    unwanted = re.findall(r'(?<!\S)-("[^"]*"|\S+)', typed)
    wanted = re.sub(r'(?<!\S)-("[^"]*"|\S+)', " ", typed).strip()
    found: list[Query] = [_any_language(wanted)] if wanted or not unwanted else []
    found += [~query for one in unwanted for query in _in_each_language(one)]
    return reduce(and_, found)


class Found(Func):
    """The keys of the dossiers that say what was typed, by a function of the database (its migration)."""

    template = "(SELECT dossiers_found(%(expressions)s))"

    def __init__(self, typed: str) -> None:
        part = part_of_name(typed)
        pattern = f"%{_escaped(part)}%" if part else None
        found = Cast(Value(pattern), TextField())
        super().__init__(words_query(typed), found, output_field=BigIntegerField())


def _escaped(part: str) -> str:
    """A text as a pattern that stands for itself."""
    return re.sub(r"([\\%_])", r"\\\1", part)


def part_of_name(typed: str) -> str:
    """What was typed as it would stand in `DossierText.names`; "" when it is too short to look for."""
    plain = unicodedata.normalize("NFKD", typed.lower())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()
    return bare if len(bare) >= SHORTEST_PART else ""


def index(projects: Sequence[int]) -> None:
    """Write what these projects (primary keys) are found by, and what lists show of their newest version."""
    keys = list(projects)
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, [keys])
        cursor.execute(_FIGURES, {"keys": keys})
    try:
        _write_words(keys, READ)
    except OperationalError:  # more different words than PostgreSQL keeps of one text
        for key in keys:
            try:
                _write_words([key], READ)
            except OperationalError:
                _write_words([key], READ_LEAST)


def _write_words(keys: list[int], read: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_WORDS, {"keys": keys, "read": read})


def _in_each_language(typed: str) -> list[SearchQuery]:
    return [SearchQuery(typed, config=name, search_type="websearch") for name in CONFIGURATIONS]


def _any_language(typed: str) -> Query:
    queries: list[Query] = [*_in_each_language(typed)]
    return reduce(or_, queries)


def _vector(configuration: str, text: str, weight: str) -> str:
    return f"setweight(to_tsvector('{configuration}', left(coalesce({text}, ''), %(read)s)), '{weight}')"


def _vectors() -> str:
    parts = [
        _vector("portal_simple", "concat_ws(' ', newest.code, newest.data->>'acronym')", "A"),
        _vector("portal_simple", "partners.names", "B"),
        _vector("portal_simple", "said.plain", "C"),
    ]
    for language in LANGUAGES:
        configuration = f"portal_{language}"
        parts += [
            _vector(configuration, f"newest.data->'title'->>'{language}'", "A"),
            _vector(configuration, f"newest.data->'summary'->>'{language}'", "B"),
            _vector(configuration, f"said.{language}", "C"),
        ]
    return " || ".join(parts)


def _said() -> str:
    by_language = ", ".join(
        f"string_agg(text.value, ' ') FILTER (WHERE text.key = '{language}') AS {language}"
        for language in LANGUAGES
    )
    return f"{by_language}, string_agg(text.value, ' ') FILTER (WHERE text.key = '') AS plain"


_NEWEST = """
  SELECT DISTINCT ON (version.project_id) version.project_id, project.code, version.data
  FROM projects_version version JOIN projects_project project ON project.id = version.project_id
  WHERE version.project_id = ANY({keys})
  ORDER BY version.project_id, version.number DESC
"""

_LISTED = f"""
WITH newest AS ({_NEWEST.format(keys="%s")})
UPDATE projects_project SET
  eu_asked = least((newest.data->'totals'->>'eu_funding')::numeric, 999999999999.99),
  total_asked = least((newest.data->'totals'->>'total')::numeric, 999999999999.99),
  lead_name = left(coalesce(
    jsonb_path_query_first(newest.data, '$.partners[*] ? (@.role == "lead")')->>'name', ''), 250),
  partner_count = coalesce(jsonb_array_length(newest.data->'partners'), 0)
FROM newest WHERE projects_project.id = newest.project_id
"""  # noqa: S608 - built from constants

# One statement: partners and indicators of the newest versions, in the place of those of earlier ones.
_FIGURES = f"""
WITH newest AS ({_NEWEST.format(keys="%(keys)s")}),
gone AS (DELETE FROM projects_partnerfigure WHERE project_id = ANY(%(keys)s)),
past AS (DELETE FROM projects_indicatorfigure figure WHERE project_id = ANY(%(keys)s) AND NOT EXISTS (
  SELECT FROM newest, jsonb_array_elements(newest.data->'entries') entry
  WHERE newest.project_id = figure.project_id
    AND entry->'indicator'->>'id' = figure.indicator_id::text AND entry->>'target' IS NOT NULL)),
partners AS (
  INSERT INTO projects_partnerfigure
    (project_id, is_lead, country, region, type, legal_status, eu_asked)
  SELECT newest.project_id, partner->>'role' = 'lead', left(coalesce(partner->>'country', ''), 2),
    left(coalesce(partner->>'region', ''), 5), left(coalesce(partner->>'type', ''), 20),
    left(coalesce(partner->>'legal_status', ''), 7),
    least(coalesce((
      SELECT sum((money->>'amount')::numeric) FROM jsonb_array_elements(partner->'co_financing') money
      WHERE money->>'fund' IN (
        SELECT fund->>'code' FROM jsonb_array_elements(newest.data->'call'->'funds') fund
        WHERE (fund->>'is_eu')::boolean)), 0), 999999999999.99)
  FROM newest, jsonb_array_elements(newest.data->'partners') partner)
INSERT INTO projects_indicatorfigure (project_id, indicator_id, target)
SELECT newest.project_id, (entry->'indicator'->>'id')::bigint,
  least(sum((entry->>'target')::numeric), 99999999999999.99)
FROM newest, jsonb_array_elements(newest.data->'entries') entry
WHERE entry->'indicator'->>'id' IS NOT NULL AND entry->>'target' IS NOT NULL
GROUP BY newest.project_id, entry->'indicator'->>'id'
ON CONFLICT (project_id, indicator_id) DO UPDATE SET target = excluded.target
"""  # noqa: S608 - built from constants

_WORDS = f"""
WITH newest AS ({_NEWEST.format(keys="%(keys)s")})
INSERT INTO projects_dossiertext (project_id, words, names)
SELECT newest.project_id,
  {_vectors()},
  left(lower(unaccent(concat_ws(' ', newest.code, newest.data->>'acronym', partners.names))), 20000)
FROM newest
LEFT JOIN LATERAL (
  SELECT {_said()}
  FROM jsonb_each(newest.data->'answers') answer, jsonb_each_text(answer.value) text
) said ON true
LEFT JOIN LATERAL (
  SELECT string_agg(concat_ws(' ', partner->>'abbreviation', partner->>'name', partner->>'name_english',
    partner->>'city'), ' ') AS names
  FROM jsonb_array_elements(newest.data->'partners') partner
) partners ON true
ORDER BY newest.project_id
ON CONFLICT (project_id) DO UPDATE SET words = excluded.words, names = excluded.names
"""  # noqa: S608 - built from constants
