"""One narrow row a record for searching: words of all languages in one column, facet values as numbers."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


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

# Words and lists of names are kept beside the row, so that reading many rows reads few pages.
NARROW = migrations.RunSQL(
    [
        "ALTER TABLE publications_searchentry SET (toast_tuple_target = 128)",
        "ALTER TABLE publications_searchentry ALTER COLUMN words SET STORAGE EXTERNAL",
        "ALTER TABLE publications_searchentry ALTER COLUMN head SET STORAGE PLAIN",
        "ALTER TABLE publications_searchentry ALTER COLUMN packed SET STORAGE MAIN",
        "ALTER INDEX search_entry_found SET (fastupdate = off)",
    ],
    migrations.RunSQL.noop,
)


class Migration(migrations.Migration):

    dependencies = [("publications", "0012_open_data"), ("programmes", "0006_budget_flexibility")]

    operations = [
        PLAIN,
        FUNCTIONS,
        migrations.CreateModel(
            name='FacetValue',
            fields=[
                ('code', models.SmallAutoField(primary_key=True, serialize=False)),
                ('facet', models.CharField(max_length=10)),
                ('value', models.CharField(max_length=100)),
            ],
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='publications.publication')),
                ('moment', models.BigIntegerField(help_text='data date in microseconds since 1970')),
                ('start', models.IntegerField(help_text='first day, in days since 1970; -100000 when not known')),
                ('eu_cents', models.BigIntegerField()),
                ('budget_cents', models.BigIntegerField()),
                ('head', models.BinaryField(help_text='record, moment, eu_cents, budget_cents, start, number of partners')),
                ('packed', models.BinaryField(help_text='codes of facet values, two bytes each')),
                ('packed_organisations', models.BinaryField(help_text='keys of organisations, four bytes each')),
                ('codes', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ('organisations', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('name', models.CharField(help_text='acronym in small letters, as lists are ordered by it', max_length=100)),
                ('words', django.contrib.postgres.search.SearchVectorField(help_text='stems in three languages, and names as they are')),
            ],
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_search_nl',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_search_fr',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_search_en',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_by_eu_funding',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_by_start',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_by_acronym',
        ),
        migrations.RemoveField(
            model_name='publication',
            name='search_en',
        ),
        migrations.RemoveField(
            model_name='publication',
            name='search_fr',
        ),
        migrations.RemoveField(
            model_name='publication',
            name='search_nl',
        ),
        migrations.AddConstraint(
            model_name='facetvalue',
            constraint=models.UniqueConstraint(fields=('facet', 'value'), name='facet_value_once'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words', 'codes', 'organisations'], name='search_entry_found'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(models.OrderBy(models.F('moment'), descending=True), models.OrderBy(models.F('record'), descending=True), name='search_entry_newest'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(models.OrderBy(models.F('start'), descending=True), models.OrderBy(models.F('record'), descending=True), name='search_entry_start'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(models.OrderBy(models.F('eu_cents'), descending=True), models.OrderBy(models.F('record'), descending=True), name='search_entry_funding'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(models.F('name'), models.F('record'), name='search_entry_name'),
        ),
        migrations.AddConstraint(
            model_name='searchentry',
            constraint=models.CheckConstraint(condition=models.Q(('codes', []), _negated=True), name='search_entry_has_facets'),
        ),
        NARROW,
    ]
