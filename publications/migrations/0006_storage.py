"""How rows lie on disk: what can be made anew is not logged; what is read by thousands lies close together."""

from django.db import migrations

MADE_ANEW = ("publications_readercount", "publications_fragment", "publications_projectbody")
# Words are kept beside the row of an entry, all else in it; the index gathers changes before it sorts them in.
CLOSE = [
    "ALTER TABLE publications_searchentry SET (toast_tuple_target = 512)",
    "ALTER TABLE publications_searchentry ALTER COLUMN words SET STORAGE EXTERNAL",
    "ALTER TABLE publications_searchentry ALTER COLUMN head SET STORAGE PLAIN",
    "ALTER TABLE publications_searchentry ALTER COLUMN codes SET STORAGE MAIN",
    "ALTER TABLE publications_searchentry ALTER COLUMN organisations SET STORAGE MAIN",
    "ALTER TABLE publications_searchentry ALTER COLUMN packed SET STORAGE MAIN",
    "ALTER TABLE publications_searchentry ALTER COLUMN packed_organisations SET STORAGE MAIN",
    "ALTER INDEX search_entry_found SET (fastupdate = on, gin_pending_list_limit = 1024)",
]


class Migration(migrations.Migration):
    replaces = [("publications", "0012_open_data"), ("publications", "0015_fragments"), ("publications", "0019_narrower_entries"), ("publications", "0023_project_bodies"), ("publications", "0026_policy")]
    dependencies = [("publications", "0005_kept_figures")]

    operations = [
        migrations.RunSQL(
            [f"ALTER TABLE {table} SET UNLOGGED" for table in MADE_ANEW],
            [f"ALTER TABLE {table} SET LOGGED" for table in MADE_ANEW],
        ),
        migrations.RunSQL(CLOSE, migrations.RunSQL.noop),
    ]
