"""Organisations, regions and priorities of the records that are there already."""

from django.db import migrations

# The other facts come when they are written next.
FILL = """
INSERT INTO publications_organisation
  (slug, uid, name, name_key, other_names, country, region, city, kind, project_count, data_date)
SELECT coalesce(nullif(btrim(left(regexp_replace(name_key, '[^a-z0-9]+', '-', 'g'), 80), '-'), ''), 'organisation')
    || '-' || nextval('publications_organisation_slug'),
  organisation_uid, name, name_key, '{}', country, region, city, '', 0, now()
FROM (
  SELECT DISTINCT ON (coalesce(organisation_uid::text, portal_name_key(name) || ' ' || country))
    organisation_uid, name, portal_name_key(name) AS name_key, country, region, city
  FROM publications_publishedpartner
  WHERE portal_name_key(name) <> ''
  ORDER BY coalesce(organisation_uid::text, portal_name_key(name) || ' ' || country), id DESC
) AS new
ORDER BY name_key;
UPDATE publications_publishedpartner partner SET organisation_id = (
  SELECT found.id FROM publications_organisation found
  WHERE CASE WHEN partner.organisation_uid IS NOT NULL THEN found.uid = partner.organisation_uid
    ELSE found.uid IS NULL AND found.country = partner.country
      AND found.name_key = portal_name_key(partner.name) END
  LIMIT 1
);
UPDATE publications_organisation one SET project_count = (
  SELECT count(DISTINCT publication_id) FROM publications_publishedpartner WHERE organisation_id = one.id
);
UPDATE publications_publication record SET
  priority_id = (SELECT priority_id FROM programmes_specificobjective WHERE id = record.objective_id),
  organisations = coalesce((
    SELECT array_agg(DISTINCT organisation_id) FROM publications_publishedpartner
    WHERE publication_id = record.id AND organisation_id IS NOT NULL
  ), '{}'),
  nuts = coalesce((
    SELECT array_agg(DISTINCT place.code) FROM publications_publishedpartner partner
    CROSS JOIN LATERAL (
      VALUES (partner.country), (left(partner.region, 3)), (left(partner.region, 4)), (partner.region)
    ) AS place (code)
    WHERE partner.publication_id = record.id AND place.code <> ''
  ), '{}');
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0007_organisations_and_versions")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
