"""Fills the search and the list columns from the versions that were frozen before."""

from django.db import migrations

LANGUAGES = ("nl", "fr", "en")


def vector(configuration, text, weight):
    return f"setweight(to_tsvector('{configuration}', left(coalesce({text}, ''), 60000)), '{weight}')"


VECTORS = " || ".join(
    [
        vector("portal_simple", "concat_ws(' ', newest.code, newest.data->>'acronym')", "A"),
        vector("portal_simple", "partners.names", "B"),
        vector("portal_simple", "said.plain", "C"),
        *[vector(f"portal_{one}", f"newest.data->'title'->>'{one}'", "A") for one in LANGUAGES],
        *[vector(f"portal_{one}", f"newest.data->'summary'->>'{one}'", "B") for one in LANGUAGES],
        *[vector(f"portal_{one}", f"said.{one}", "C") for one in LANGUAGES],
    ]
)
SAID = ", ".join(
    f"string_agg(text.value, ' ') FILTER (WHERE text.key = '{key}') AS {name}"
    for key, name in (*((one, one) for one in LANGUAGES), ("", "plain"))
)
NEWEST = """
  SELECT DISTINCT ON (version.project_id) version.project_id, project.code, version.data
  FROM projects_version version JOIN projects_project project ON project.id = version.project_id
  ORDER BY version.project_id, version.number DESC
"""
LISTED = f"""
WITH newest AS ({NEWEST})
UPDATE projects_project SET
  eu_asked = least((newest.data->'totals'->>'eu_funding')::numeric, 999999999999.99),
  total_asked = least((newest.data->'totals'->>'total')::numeric, 999999999999.99),
  lead_name = left(coalesce(
    jsonb_path_query_first(newest.data, '$.partners[*] ? (@.role == "lead")')->>'name', ''), 250),
  partner_count = coalesce(jsonb_array_length(newest.data->'partners'), 0)
FROM newest WHERE projects_project.id = newest.project_id
"""
WORDS = f"""
WITH newest AS ({NEWEST})
INSERT INTO projects_dossiertext (project_id, words, names)
SELECT newest.project_id, {VECTORS},
  left(lower(unaccent(concat_ws(' ', newest.code, newest.data->>'acronym', partners.names))), 20000)
FROM newest
LEFT JOIN LATERAL (
  SELECT {SAID} FROM jsonb_each(newest.data->'answers') answer, jsonb_each_text(answer.value) text
) said ON true
LEFT JOIN LATERAL (
  SELECT string_agg(concat_ws(' ', partner->>'abbreviation', partner->>'name', partner->>'name_english',
    partner->>'city'), ' ') AS names
  FROM jsonb_array_elements(newest.data->'partners') partner
) partners ON true
ON CONFLICT (project_id) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0015_inbox")]
    operations = [
        migrations.RunSQL(LISTED, migrations.RunSQL.noop),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
    ]
