"""People of a project name the contractors to whom its partners awarded public contracts."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0034_contract_interventions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contractor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "creation_key",
                    models.UUIDField(
                        editable=False, help_text="one press of the button, one row", unique=True
                    ),
                ),
                ("partner", models.UUIDField()),
                ("is_natural_person", models.BooleanField(default=False)),
                ("name", models.CharField(blank=True, max_length=250)),
                ("first_name", models.CharField(blank=True, max_length=100)),
                ("surname", models.CharField(blank=True, max_length=149)),
                ("country", models.CharField(max_length=2)),
                (
                    "identifier",
                    models.CharField(blank=True, help_text="VAT or other public number", max_length=100),
                ),
                ("language", models.CharField(max_length=2)),
                ("subject", models.CharField(max_length=300)),
                ("awarded_on", models.DateField()),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Waits for the secretariat"),
                            ("confirmed", "Confirmed"),
                            ("returned", "Sent back"),
                        ],
                        default="sent",
                        max_length=9,
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True, max_length=1000)),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
                ("first_confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="correction",
                        to="projects.contractor",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contractors",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["project", "awarded_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["sent", "confirmed", "returned"])),
                        name="contractor_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_name", ""),
                                ("is_natural_person", False),
                                ("surname", ""),
                                models.Q(("name", ""), _negated=True),
                            ),
                            models.Q(
                                ("identifier", ""),
                                ("is_natural_person", True),
                                ("name", ""),
                                models.Q(("first_name", ""), _negated=True),
                                models.Q(("surname", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contractor_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country__regex", "^[A-Z]{2}$"), models.Q(("subject", ""), _negated=True)
                        ),
                        name="contractor_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                        name="contractor_amount_not_below_zero",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handled_at__isnull", True), ("state", "sent")),
                            models.Q(
                                models.Q(("state", "sent"), _negated=True), ("handled_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="contractor_handled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            models.Q(("corrects__isnull", True), ("first_confirmed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="contractor_confirmed_whole",
                    ),
                ],
            },
        ),
    ]
