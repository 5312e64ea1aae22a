"""Rankings keep what each objective's proposals ask; every ranking is noted as changed once."""

from django.db import migrations, models

NOTE = "INSERT INTO assessments_rankingchange (call_number) SELECT DISTINCT call_id FROM assessments_ranking;"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0019_waiting_bundles_end")]

    operations = [
        migrations.AddField(
            model_name="ranking",
            name="sums",
            field=models.JSONField(default=list, help_text="by objective (see `sums.ObjectiveSum`)"),
        ),
        migrations.RunSQL(NOTE, migrations.RunSQL.noop),
    ]
