"""An index of the few versions that name a natural person: their names go after two years."""

from django.db import migrations

CREATE = """
CREATE INDEX record_version_names_persons ON publications_recordversion (code)
WHERE data @? '$.partners[*] ? (@.is_natural_person == true && (@.name != "" || @.name_en != ""))'::jsonpath
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0012_contractors")]

    operations = [migrations.RunSQL(CREATE, "DROP INDEX record_version_names_persons")]
