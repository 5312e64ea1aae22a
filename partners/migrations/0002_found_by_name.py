"""Finding organisations by a name that is spelt a little differently: extensions, one function, one index.

portal_plain is what makes unaccent usable in an index: its dictionary is named, so the result can't change with
the search path.
"""

from django.db import migrations

FORWARD = """
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE OR REPLACE FUNCTION public.portal_plain(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$;
CREATE INDEX organisation_by_plain_name ON partners_organisation
    USING gin (public.portal_plain(name || ' ' || name_english) public.gin_trgm_ops);
"""
BACKWARD = """
DROP INDEX organisation_by_plain_name;
DROP FUNCTION public.portal_plain(text);
"""


class Migration(migrations.Migration):
    replaces = [("partners", "0002_find_by_name"), ("partners", "0003_identifier_schemes"), ("partners", "0004_natural_persons")]
    dependencies = [("partners", "0001_tables")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
