"""The public record of a funded project: all that may be seen, and nothing else."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.texts import TextField, colon
from programmes.models import Fund, Priority, ProgrammePeriod, SpecificObjective, Theme
from publications.states import Status


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Named sets of public records."""

    def for_cards(self) -> PublicationQuerySet:
        """With what a card of a list shows, in one query."""
        return self.select_related("programme_period__programme", "objective", "theme")

    def for_page(self) -> PublicationQuerySet:
        """With what the page of a project shows beside its partners, in one query."""
        return self.select_related(
            "programme_period__programme", "objective__priority", "priority", "theme", "fund"
        )


class Publication(models.Model):
    """One funded project as the public sees it. Unknown facts stay null and are shown as not known.

    Built from an approved version (`source` "portal") or entered from another public source. Money in EUR.
    """

    code = models.SlugField(max_length=60, unique=True)
    programme_period = models.ForeignKey(
        ProgrammePeriod, on_delete=models.PROTECT, related_name="publications", db_index=False
    )
    priority = models.ForeignKey(
        Priority,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="publications",
        db_index=False,
        help_text="known also where the objective is not",
    )
    objective = models.ForeignKey(
        SpecificObjective,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="publications",
        db_index=False,
    )
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="publications", db_index=False
    )
    fund = models.ForeignKey(Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.UNKNOWN)
    acronym = models.CharField(max_length=100)
    title = TextField()
    summary = TextField()
    results = TextField()
    purpose = TextField(help_text="expected or actual achievements")
    indicators = models.JSONField(
        default=list, blank=True, help_text="outputs and results: kind, code, name, unit, baseline, target"
    )
    interventions = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, help_text="dimension codes, Annex I CPR"
    )
    location = models.CharField(max_length=120, blank=True, help_text="stated location indicator")
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    core_months = models.PositiveSmallIntegerField(null=True, blank=True)
    follow_up_months = models.PositiveSmallIntegerField(null=True, blank=True)
    total_budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    total_budget_is_approximate = models.BooleanField(default=False)
    eu_funding = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="percent, null when not stated"
    )
    websites = models.JSONField(default=list, blank=True)
    facts = models.JSONField(default=dict, blank=True, help_text="further stated facts, each with its source")
    source = models.CharField(max_length=40)
    provenance = models.JSONField(default=dict, blank=True)
    licence = models.CharField(max_length=100, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True)
    import_source = models.CharField(max_length=200, blank=True)
    version_number = models.PositiveSmallIntegerField(null=True, blank=True)
    version_hash = models.CharField(max_length=64, blank=True)
    is_demo = models.BooleanField(default=False)
    first_published_at = models.DateTimeField(default=timezone.now)
    data_date = models.DateTimeField(default=timezone.now, help_text="of the newest change of this record")
    lead = models.CharField(max_length=250, blank=True, editable=False, help_text="name of the lead partner")
    partner_count = models.PositiveSmallIntegerField(default=0, editable=False)
    countries = ArrayField(models.CharField(max_length=2), default=list, editable=False)
    regions = ArrayField(models.CharField(max_length=5), default=list, editable=False)
    nuts = ArrayField(
        models.CharField(max_length=5),
        default=list,
        editable=False,
        help_text="of its partners: country, NUTS 1, 2 and 3",
    )
    partner_types = ArrayField(models.CharField(max_length=20), default=list, editable=False)
    organisations = ArrayField(models.BigIntegerField(), default=list, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-data_date", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="publication_status_known")
        ]
        indexes = [
            models.Index(fields=["programme_period", "-data_date", "-id"], name="publication_by_programme"),
            models.Index(fields=["-data_date", "-id"], name="publication_by_date"),
            models.Index(fields=["objective", "-data_date"], name="publication_by_objective"),
            models.Index(fields=["theme", "-data_date"], name="publication_by_theme"),
            models.Index(fields=["status", "-data_date"], name="publication_by_status"),
            models.Index(fields=["priority", "-data_date"], name="publication_by_priority"),
            GinIndex(fields=["countries"], name="publication_countries"),
            GinIndex(fields=["nuts"], name="publication_nuts"),
            GinIndex(fields=["organisations"], name="publication_organisations"),
        ]

    def __str__(self) -> str:
        return self.acronym

    @property
    def progress(self) -> str:
        """The status in words that stand alone: "Under way", "Status: not known"."""
        if self.status == Status.UNKNOWN:
            return f"{_('Status')}{colon()} {_('not known')}"
        return self.get_status_display()

    def natural_label(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What its documents are about."""
        return f"publication:{self.code}"
