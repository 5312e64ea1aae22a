"""A changed organisation or a new version of a record makes a new edition of the public data."""

from django.db import migrations

from publications.editions import no_longer_noting, noting

TABLES = ("publications_organisation", "publications_recordversion")


class Migration(migrations.Migration):
    dependencies = [("publications", "0008_fill_organisations")]
    operations = [migrations.RunSQL(noting(*TABLES), no_longer_noting(*TABLES))]
