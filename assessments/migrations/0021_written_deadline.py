"""A written procedure has a deadline, and "unknown" is none: a check passes when its result is unknown."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_those_without(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Stop with their titles: which day was meant only the secretariat knows."""
    sessions = apps.get_model("assessments", "Session").objects
    titles = list(sessions.filter(kind="written", deadline=None).values_list("title", flat=True)[:20])
    if titles:
        raise ValueError(f"written procedures without a deadline; set one first: {'; '.join(titles)}")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0020_ranking_sums")]

    operations = [
        migrations.RunPython(name_those_without, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="session", name="session_written_has_deadline"),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "meeting"),
                    models.Q(("deadline__isnull", False), ("deadline__gt", models.F("starts_at"))),
                    _connector="OR",
                ),
                name="session_written_has_deadline",
            ),
        ),
    ]
