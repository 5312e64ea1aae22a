"""Text search in three languages: accents ignored, words reduced to their stems, typos by trigrams.

What reads each language is made beside the search of dossiers (projects).
"""

from django.db import migrations

PLAIN = migrations.RunSQL(
    [
        "DROP TEXT SEARCH CONFIGURATION IF EXISTS portal_plain",
        "CREATE TEXT SEARCH CONFIGURATION portal_plain (COPY = simple)",
        "ALTER TEXT SEARCH CONFIGURATION portal_plain ALTER MAPPING FOR "
        "hword, hword_part, word WITH unaccent, simple",
    ],
    ["DROP TEXT SEARCH CONFIGURATION IF EXISTS portal_plain"],
)

# Immutable, so that the planner sees the finished query and knows how rare its words are.
READ = """
CREATE OR REPLACE FUNCTION portal_{name}(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN numnode(nl) * numnode(fr) * numnode(en) = 0 THEN ''::tsquery
    ELSE nl || fr || en || plain END
  FROM (SELECT
    {function}('public.portal_nl', typed) AS nl, {function}('public.portal_fr', typed) AS fr,
    {function}('public.portal_en', typed) AS en, {function}('public.portal_plain', typed) AS plain) AS read
$$
"""
QUERY = """
CREATE OR REPLACE FUNCTION portal_query(wanted text[], phrases text[], beginning text, unwanted text[])
RETURNS tsquery LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  found tsquery := ''::tsquery;
  refused tsquery := ''::tsquery;
  part text;
BEGIN
  FOREACH part IN ARRAY wanted LOOP found := found && portal_word(part); END LOOP;
  FOREACH part IN ARRAY phrases LOOP found := found && portal_phrase(part); END LOOP;
  IF beginning <> '' AND numnode(portal_word(beginning)) > 0 THEN
    found := found && (portal_word(beginning) || to_tsquery('public.portal_plain', beginning || ':*'));
  END IF;
  IF numnode(found) = 0 THEN  -- only words that every text has, or names such as "IT"
    FOREACH part IN ARRAY wanted || phrases || beginning LOOP
      found := found && plainto_tsquery('public.portal_plain', part);
    END LOOP;
  END IF;
  IF numnode(found) > 0 THEN
    FOREACH part IN ARRAY unwanted LOOP
      refused := phraseto_tsquery('public.portal_plain', part);
      IF numnode(portal_phrase(part)) > 0 THEN refused := portal_phrase(part); END IF;
      IF numnode(refused) > 0 THEN found := found && !! refused; END IF;
    END LOOP;
  END IF;
  RETURN found;
END
$$
"""
RESEMBLING = """
CREATE OR REPLACE FUNCTION portal_resembling(typed text, most integer) RETURNS SETOF varchar
LANGUAGE sql STABLE SET pg_trgm.similarity_threshold = 0.2 AS $$
  SELECT word FROM publications_searchword
  WHERE word % unaccent(typed)
  ORDER BY similarity(word, unaccent(typed)) DESC, word LIMIT most
$$
"""
FUNCTIONS = migrations.RunSQL(
    [
        RESEMBLING,
        READ.format(name="word", function="plainto_tsquery"),
        READ.format(name="phrase", function="phraseto_tsquery"),
        QUERY,
    ],
    [
        "DROP FUNCTION IF EXISTS portal_resembling(text, integer)",
        "DROP FUNCTION IF EXISTS portal_query(text[], text[], text, text[])",
        "DROP FUNCTION IF EXISTS portal_phrase(text)",
        "DROP FUNCTION IF EXISTS portal_word(text)",
    ],
)


class Migration(migrations.Migration):
    replaces = [("publications", "0002_text_search"), ("publications", "0013_search_entries"), ("publications", "0014_fill_search_entries")]
    dependencies = [("publications", "0001_tables"), ("projects", "0002_dossiers_found")]

    operations = [PLAIN, FUNCTIONS]
