"""A new or changed file of open data makes a new edition of the public data: pages list them."""

from django.db import migrations

from publications.editions import no_longer_noting, noting

TABLE = "publications_datafile"


class Migration(migrations.Migration):
    dependencies = [("publications", "0020_versions_by_moment")]
    operations = [migrations.RunSQL(noting(TABLE), no_longer_noting(TABLE))]
