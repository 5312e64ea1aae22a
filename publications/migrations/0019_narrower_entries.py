"""Keep all of an entry but its words in its row; let the index gather changes before it sorts them in."""

from typing import Any

from django.db import migrations

from publications import search

BATCH = 2_000
ALTER = [
    "ALTER TABLE publications_searchentry SET (toast_tuple_target = 512)",
    "ALTER TABLE publications_searchentry ALTER COLUMN codes SET STORAGE MAIN",
    "ALTER TABLE publications_searchentry ALTER COLUMN organisations SET STORAGE MAIN",
    "ALTER TABLE publications_searchentry ALTER COLUMN packed_organisations SET STORAGE MAIN",
    "ALTER INDEX search_entry_found SET (fastupdate = on, gin_pending_list_limit = 1024)",
]


def write_anew(apps: Any, schema_editor: Any) -> None:
    keys = list(apps.get_model("publications", "SearchEntry").objects.values_list("pk", flat=True))
    apps.get_model("publications", "SearchEntry").objects.all().delete()
    for first in range(0, len(keys), BATCH):
        search.index(keys[first : first + BATCH])


class Migration(migrations.Migration):
    dependencies = [("publications", "0015_fragments")]
    operations = [
        migrations.RunSQL(ALTER, migrations.RunSQL.noop),
        migrations.RunPython(write_anew, migrations.RunPython.noop),
    ]
