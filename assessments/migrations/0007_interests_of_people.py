"""Declarations of interests move from each assessment to one for each person and project."""

from django.db import migrations

# Of several assessments of one project a conflict wins; when it was declared stands in the trail.
MOVE = """
INSERT INTO projects_interest (project_id, person_id, has_conflict, note, declared_at, correction_note)
SELECT a.project_id,
       a.assessor_id,
       bool_or(a.has_conflict),
       CASE WHEN bool_or(a.has_conflict)
            THEN COALESCE(string_agg(NULLIF(a.conflict_note, ''), E'\\n' ORDER BY a.id) FILTER (WHERE a.has_conflict), '–')
            ELSE COALESCE(string_agg(NULLIF(a.conflict_note, ''), E'\\n' ORDER BY a.id), '') END,
       COALESCE(
           (SELECT max(t.at) FROM accounts_trailentry t
             WHERE t.chain = 'project:' || p.uid AND t.action = 'declare interest' AND t.actor_id = a.assessor_id),
           max(a.invited_at)),
       ''
  FROM assessments_assessment a
  JOIN projects_project p ON p.id = a.project_id
 WHERE a.has_conflict IS NOT NULL
 GROUP BY a.project_id, p.uid, a.assessor_id
ON CONFLICT (project_id, person_id) DO NOTHING
"""

BACK = """
UPDATE assessments_assessment a
   SET has_conflict = i.has_conflict,
       conflict_note = CASE WHEN i.has_conflict THEN i.note ELSE '' END
  FROM projects_interest i
 WHERE i.project_id = a.project_id AND i.person_id = a.assessor_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_reminders'),
        ('assessments', '0006_rounds_and_consolidation'),
        ('projects', '0014_interests'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='assessment',
            name='finished_without_conflict',
        ),
        migrations.RunSQL(MOVE, BACK),
        migrations.RemoveField(
            model_name='assessment',
            name='conflict_note',
        ),
        migrations.RemoveField(
            model_name='assessment',
            name='has_conflict',
        ),
    ]
