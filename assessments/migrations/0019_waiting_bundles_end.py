"""Dossiers come as batches now: an export of them that still waits would never be taken up, so it ends."""

from django.db import migrations
from django.utils import timezone

REASON = "Dossiers are put together in another way since the upgrade. Ask for them again."


def end_waiting(apps, schema_editor):
    """Whoever asked sees that it failed, and why."""
    export = apps.get_model("assessments", "Export")
    export.objects.filter(kind="bundle", state="waiting").update(
        state="failed", claim=None, finished_at=timezone.now(), error=REASON
    )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0018_minutes_save_themselves")]

    operations = [migrations.RunPython(end_waiting, migrations.RunPython.noop)]
