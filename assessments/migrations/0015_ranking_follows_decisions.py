"""Rankings follow decisions: the grant that was cut, and the rank on the reserve list.

Every ranking is noted as changed once, so that what was decided before is read too.
"""

from django.db import migrations, models

EVENTS = "INSERT OR DELETE OR UPDATE OF granted, reserve_rank, reverted_at, outcome, project_id"
FORWARD = f"""
CREATE TRIGGER ranking_of_assessments_decision AFTER {EVENTS} ON assessments_decision FOR EACH ROW
  EXECUTE FUNCTION ranking_note_project();
INSERT INTO assessments_rankingchange (call_number) SELECT DISTINCT call_id FROM assessments_ranking;
"""
BACKWARD = "DROP TRIGGER ranking_of_assessments_decision ON assessments_decision;"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0014_exports")]

    operations = [
        migrations.AddField(
            model_name="rankedproposal",
            name="reserve_rank",
            field=models.PositiveSmallIntegerField(help_text="on the reserve list", null=True),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
