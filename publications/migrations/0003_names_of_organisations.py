"""What names of organisations are compared by, and the numbers that end their addresses."""

from django.db import migrations

# What a name is compared by: no accents, capitals, punctuation. Cut, as some letters become two without accent.
NAME_KEY = r"""
CREATE OR REPLACE FUNCTION public.portal_name_key(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT left(btrim(regexp_replace(
        public.portal_plain($1), '[][[:space:]!"#$%&''()*+,./:;<=>?@\\^_`{|}~«»“”‘’–—-]+', ' ', 'g')), 250) $$;
CREATE SEQUENCE IF NOT EXISTS publications_organisation_slug;
"""
NO_NAME_KEY = """
DROP SEQUENCE IF EXISTS publications_organisation_slug;
DROP FUNCTION IF EXISTS public.portal_name_key(text);
"""


class Migration(migrations.Migration):
    replaces = [("publications", "0007_organisations_and_versions"), ("publications", "0008_fill_organisations")]
    dependencies = [("publications", "0002_searching"), ("partners", "0002_found_by_name")]

    operations = [migrations.RunSQL(NAME_KEY, NO_NAME_KEY)]
