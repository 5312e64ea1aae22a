"""A function that looks for dossiers by their indexes, whatever the planner guesses.

The words of a dossier are kept outside its row. The planner does not count what fetching them costs: left alone
it reads those of every row, which takes seconds where the index takes milliseconds.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("projects", "0023_inbox_indexes")]
    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION dossiers_found(wanted tsquery, part text) RETURNS SETOF bigint
            LANGUAGE sql STABLE ROWS 200 SET enable_seqscan = off AS $$
              SELECT project_id FROM projects_dossiertext WHERE words @@ wanted
              UNION
              SELECT project_id FROM projects_dossiertext WHERE names LIKE part
            $$
            """,
            "DROP FUNCTION dossiers_found(tsquery, text)",
        ),
    ]
