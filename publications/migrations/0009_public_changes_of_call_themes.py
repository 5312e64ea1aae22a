"""The themes of a call stand on its public page: a change makes a new edition of the public data."""

from django.db import migrations

from publications.editions import no_longer_noting, noting

TABLE = "calls_calltheme"


class Migration(migrations.Migration):
    dependencies = [("publications", "0008_names_in_texts"), ("calls", "0015_call_themes")]

    operations = [migrations.RunSQL(noting(TABLE), no_longer_noting(TABLE))]
