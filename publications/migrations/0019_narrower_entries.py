"""Keep all of an entry but its words in its row; let the index gather changes before it sorts them in."""

from django.db import migrations

ALTER = [
    "ALTER TABLE publications_searchentry SET (toast_tuple_target = 512)",
    "ALTER TABLE publications_searchentry ALTER COLUMN codes SET STORAGE MAIN",
    "ALTER TABLE publications_searchentry ALTER COLUMN organisations SET STORAGE MAIN",
    "ALTER TABLE publications_searchentry ALTER COLUMN packed_organisations SET STORAGE MAIN",
    "ALTER INDEX search_entry_found SET (fastupdate = on, gin_pending_list_limit = 1024)",
]
# What is stored outside the row comes back into it when it is written anew.
WRITE_ANEW = """
UPDATE publications_searchentry SET
  codes = codes || '{}'::smallint[], organisations = organisations || '{}'::bigint[],
  packed = packed || ''::bytea, packed_organisations = packed_organisations || ''::bytea
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0015_fragments")]
    operations = [migrations.RunSQL([*ALTER, WRITE_ANEW], migrations.RunSQL.noop)]
