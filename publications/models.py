"""The public record of a funded project: all that may be seen, and nothing else."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.texts import TextField
from programmes.models import Fund, ProgrammePeriod, SpecificObjective, Theme
from publications.states import Status


class Publication(models.Model):
    """One funded project as the public sees it. Unknown facts stay null and are shown as not known.

    Built from an approved version (`source` "portal") or entered from another public source. Money in EUR.
    """

    code = models.SlugField(max_length=60, unique=True)
    programme_period = models.ForeignKey(
        ProgrammePeriod, on_delete=models.PROTECT, related_name="publications"
    )
    objective = models.ForeignKey(
        SpecificObjective, null=True, blank=True, on_delete=models.PROTECT, related_name="publications"
    )
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="publications"
    )
    fund = models.ForeignKey(Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.UNKNOWN)
    acronym = models.CharField(max_length=100)
    title = TextField()
    summary = TextField()
    results = TextField()
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
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
    version_number = models.PositiveSmallIntegerField(null=True, blank=True)
    version_hash = models.CharField(max_length=64, blank=True)
    is_demo = models.BooleanField(default=False)
    first_published_at = models.DateTimeField(default=timezone.now)
    data_date = models.DateTimeField(default=timezone.now, help_text="of the newest change of this record")
    search_nl = SearchVectorField(null=True, editable=False)
    search_fr = SearchVectorField(null=True, editable=False)
    search_en = SearchVectorField(null=True, editable=False)

    class Meta:
        ordering = ["-data_date", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="publication_status_known")
        ]
        indexes = [
            GinIndex(fields=["search_nl"], name="publication_search_nl"),
            GinIndex(fields=["search_fr"], name="publication_search_fr"),
            GinIndex(fields=["search_en"], name="publication_search_en"),
            models.Index(fields=["programme_period", "-data_date", "-id"], name="publication_by_programme"),
            models.Index(fields=["-data_date", "-id"], name="publication_by_date"),
        ]

    def __str__(self) -> str:
        return self.acronym


class PublishedPartner(models.Model):
    """A partner as published. Amounts: null is not published, zero is a published zero."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="partners")
    position = models.PositiveSmallIntegerField()
    organisation_uid = models.UUIDField(null=True, blank=True, db_index=True)
    name = models.CharField(max_length=250)
    role = models.CharField(max_length=7, blank=True, help_text="lead, partner, or blank when not stated")
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=5, blank=True, help_text="NUTS 3 code")
    city = models.CharField(max_length=100, blank=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    eu_funding = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["publication", "position"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "position"], name="published_partner_once")
        ]
        indexes = [models.Index(fields=["country", "publication"], name="published_partner_country")]

    def __str__(self) -> str:
        return self.name
