"""An index of the kept sums by the length of their key: codes of regions of one level are of one length."""

from django.db import migrations, models
from django.db.models.functions import Length


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0013_versions_that_name_persons"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="keptfigure",
            index=models.Index(models.F("dimension"), Length("key"), name="kept_figure_by_length"),
        ),
    ]
