"""The secretariat says the types of intervention of an operation in its contract."""

from django.db import migrations, models

import programmes.models.dimensions


class Migration(migrations.Migration):
    dependencies = [("projects", "0033_financed_parts")]

    operations = [
        migrations.AddField(
            model_name="contract",
            name="interventions",
            field=programmes.models.dimensions.DimensionField(
                base_field=models.CharField(max_length=3),
                blank=True,
                default=list,
                digits=3,
                help_text="fields of intervention of the operation",
                last=182,
                size=None,
            ),
        ),
    ]
