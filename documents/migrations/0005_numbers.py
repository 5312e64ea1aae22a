import documents.numbers
from django.db import migrations, models


def number_all(apps, schema_editor):
    """Each document that exists gets a number of its own."""
    document = apps.get_model("documents", "Document")
    found = document.objects.filter(number="").only("pk").iterator(chunk_size=1000)
    rows = []
    for row in found:
        row.number = documents.numbers.new_number()
        rows.append(row)
    document.objects.bulk_update(rows, ["number"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_queues_use_and_progress")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="number",
            field=models.CharField(default="", editable=False, max_length=12),
            preserve_default=False,
        ),
        migrations.RunPython(number_all, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="document",
            name="number",
            field=models.CharField(
                default=documents.numbers.new_number, editable=False, max_length=12, unique=True
            ),
        ),
    ]
