"""An index on what another index begins with is written with every row, and never needed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0010_editors"),
        ("publications", "0010_changes_are_told"),
    ]

    operations = [
        migrations.AlterField(
            model_name="forgottenperson",
            name="code",
            field=models.SlugField(db_index=False, max_length=60),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="publications.importrun",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publications",
                to="programmes.specificobjective",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="priority",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                help_text="known also where the objective is not",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publications",
                to="programmes.priority",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="programme_period",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publications",
                to="programmes.programmeperiod",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="theme",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publications",
                to="programmes.theme",
            ),
        ),
        migrations.AlterField(
            model_name="publishedpartner",
            name="publication",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="partners",
                to="publications.publication",
            ),
        ),
        migrations.AlterField(
            model_name="recordversion",
            name="code",
            field=models.SlugField(db_index=False, max_length=60),
        ),
    ]
