"""Contractors of public procurement are published with the operation that their contract is of."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import core.texts
from publications.editions import no_longer_noting, noting

TABLE = "publications_publishedcontractor"


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0011_no_index_within_another"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedContractor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("uid", models.UUIDField(blank=True, null=True)),
                (
                    "partner",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="position in the record", null=True
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=250)),
                ("is_natural_person", models.BooleanField(default=False)),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                ("first_published_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("country", models.CharField(blank=True, max_length=2)),
                (
                    "identifier",
                    models.CharField(blank=True, help_text="VAT or other public number", max_length=100),
                ),
                ("subject", core.texts.TextField(blank=True)),
                ("awarded_on", models.DateField(blank=True, null=True)),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                (
                    "publication",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contractors",
                        to="publications.publication",
                    ),
                ),
            ],
            options={
                "ordering": ["publication", "position"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("forgotten_at__isnull", True), ("is_natural_person", True)),
                        fields=["first_published_at"],
                        name="published_contractor_persons",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "position"), name="published_contractor_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("forgotten_at__isnull", True), models.Q(("name", ""), _negated=True)),
                            models.Q(
                                ("forgotten_at__isnull", False), ("is_natural_person", True), ("name", "")
                            ),
                            _connector="OR",
                        ),
                        name="published_contractor_forgotten",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_natural_person", False), ("identifier", ""), _connector="OR"),
                        name="published_contractor_person_without_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                        name="published_contractor_amount_not_below_zero",
                    ),
                ],
            },
        ),
        migrations.RunSQL(noting(TABLE), no_longer_noting(TABLE)),
    ]
