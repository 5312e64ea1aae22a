"""How dossiers are found: texts read without accents, by the stems of each language, always by their indexes.

The words of a dossier are kept outside its row. The planner does not count what fetching them costs: left alone
it reads those of every row, which takes seconds where the index takes milliseconds.
"""

from django.db import migrations

STEMMERS = {"nl": "dutch", "fr": "french", "en": "english", "simple": "simple"}
FOUND = """
CREATE FUNCTION dossiers_found(wanted tsquery, part text) RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 200 SET enable_seqscan = off AS $$
  SELECT project_id FROM projects_dossiertext WHERE words @@ wanted
  UNION
  SELECT project_id FROM projects_dossiertext WHERE names LIKE part
$$
"""


def configuration(language, stemmer):
    """A way to read texts without accents; the public search (publications) reads with it too."""
    dictionary = "simple" if stemmer == "simple" else f"{stemmer}_stem"
    return migrations.RunSQL(
        [
            f"CREATE TEXT SEARCH CONFIGURATION portal_{language} (COPY = {stemmer})",
            f"ALTER TEXT SEARCH CONFIGURATION portal_{language} ALTER MAPPING FOR "
            f"hword, hword_part, word WITH unaccent, {dictionary}",
        ],
        [f"DROP TEXT SEARCH CONFIGURATION portal_{language}"],
    )


class Migration(migrations.Migration):
    replaces = [("projects", "0015_inbox"), ("projects", "0024_dossiers_found"), ("projects", "0030_policy_reports")]
    dependencies = [("projects", "0001_tables"), ("partners", "0002_found_by_name")]

    operations = [
        *[configuration(language, stemmer) for language, stemmer in STEMMERS.items()],
        migrations.RunSQL(FOUND, "DROP FUNCTION dossiers_found(tsquery, text)"),
    ]
