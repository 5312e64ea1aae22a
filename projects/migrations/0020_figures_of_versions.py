"""Fills the figures from the versions that were frozen before."""

from django.db import migrations

FILLED = """
CREATE TEMPORARY TABLE newest ON COMMIT DROP AS
  SELECT DISTINCT ON (project_id) project_id, data FROM projects_version
  ORDER BY project_id, number DESC;
INSERT INTO projects_partnerfigure (project_id, is_lead, country, region, type, legal_status, eu_asked)
SELECT newest.project_id, partner->>'role' = 'lead', left(coalesce(partner->>'country', ''), 2),
  left(coalesce(partner->>'region', ''), 5), left(coalesce(partner->>'type', ''), 20),
  left(coalesce(partner->>'legal_status', ''), 7),
  least(coalesce((
    SELECT sum((money->>'amount')::numeric) FROM jsonb_array_elements(partner->'co_financing') money
    WHERE money->>'fund' IN (
      SELECT fund->>'code' FROM jsonb_array_elements(newest.data->'call'->'funds') fund
      WHERE (fund->>'is_eu')::boolean)), 0), 999999999999.99)
FROM newest, jsonb_array_elements(newest.data->'partners') partner;
INSERT INTO projects_indicatorfigure (project_id, indicator_id, target)
SELECT newest.project_id, (entry->'indicator'->>'id')::bigint,
  least(sum((entry->>'target')::numeric), 99999999999999.99)
FROM newest, jsonb_array_elements(newest.data->'entries') entry
WHERE entry->'indicator'->>'id' IS NOT NULL AND entry->>'target' IS NOT NULL
GROUP BY newest.project_id, entry->'indicator'->>'id';
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0019_figures")]

    operations = [migrations.RunSQL(FILLED, migrations.RunSQL.noop)]
