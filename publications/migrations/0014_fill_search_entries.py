"""Give the records that are there already what they are found by."""

from typing import Any

from django.db import migrations

from publications import search

BATCH = 2_000


def fill(apps: Any, schema_editor: Any) -> None:
    keys = list(apps.get_model("publications", "Publication").objects.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        search.index(keys[first : first + BATCH])


class Migration(migrations.Migration):
    dependencies = [("publications", "0013_search_entries")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
