"""A programme and its editions, one for each programming period."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models

from core.texts import TextField
from programmes.models.areas import Region
from programmes.models.limits import in_order


class PolicyObjective(models.Model):
    """PO1 to PO5 and the Interreg-specific ISO1 and ISO2."""

    code = models.CharField(max_length=5, primary_key=True)
    title = TextField()
    provenance = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ProgrammingPeriod(models.Model):
    """The seven years of a European budget, such as 2021-2027."""

    code = models.CharField(max_length=9, primary_key=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-first_year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_year__lt=models.F("last_year")), name="period_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.code


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Named sets of programmes."""

    def of_the_portal(self) -> ProgrammeQuerySet:
        """Those that work with the portal, without those that only imported lists name."""
        return self.filter(is_imported=False)


class Programme(models.Model):
    """An Interreg programme through all its periods: FWVL, VLNED, IE."""

    code = models.CharField(max_length=10, primary_key=True)
    slug = models.SlugField(unique=True)
    name = TextField()
    strand = models.CharField(max_length=1)
    countries = ArrayField(models.CharField(max_length=2))
    languages = ArrayField(models.CharField(max_length=2))
    website = models.CharField(max_length=200, blank=True)
    introduction = TextField()
    provenance = models.JSONField(default=dict, blank=True)
    is_imported = models.BooleanField(
        default=False, help_text="only imported lists name it: it has records here, and no calls"
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class ProgrammePeriodQuerySet(models.QuerySet["ProgrammePeriod"]):
    """Named sets of editions."""

    def kept_in_files(self) -> ProgrammePeriodQuerySet:
        """Those that follow the files of known facts."""
        return self.filter(set_up_since=None)

    def kept_in_the_portal(self) -> ProgrammePeriodQuerySet:
        """Those that their programme has changed in the portal; files no longer touch them."""
        return self.exclude(set_up_since=None)

    def of_programmes(self, codes: Iterable[str]) -> ProgrammePeriodQuerySet:
        """Those of the programmes with these codes."""
        return self.filter(programme__in=list(codes))


class ProgrammePeriod(models.Model):
    """A programme in one programming period, with its own money, area, priorities and rate."""

    code = models.CharField(max_length=12, primary_key=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="periods")
    period = models.ForeignKey(ProgrammingPeriod, on_delete=models.PROTECT, related_name="programmes")
    generation = models.CharField(max_length=5, blank=True)
    cci = models.CharField(max_length=15, blank=True, help_text="blank when not known")
    name = TextField()
    total_budget = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="EUR"
    )
    total_budget_is_rounded = models.BooleanField(default=False)
    eu_budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="EUR")
    eu_budget_is_rounded = models.BooleanField(default=False)
    max_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True, help_text="percent")
    area = models.ManyToManyField(Region, blank=True, related_name="programme_periods")
    area_note = TextField()
    managing_authority = models.CharField(max_length=200, blank=True)
    adopted_on = models.DateField(null=True, blank=True, help_text="by the European Commission")
    version = models.CharField(max_length=255, blank=True, help_text="of the adopted programme")
    decision_number = models.CharField(max_length=255, blank=True, help_text="of the adopting decision")
    amending_decision_number = models.CharField(max_length=255, blank=True)
    amended_on = models.DateField(null=True, blank=True)
    eligible_from = models.DateField(null=True, blank=True, help_text="first day of eligible spending")
    eligible_until = models.DateField(null=True, blank=True, help_text="last day of eligible spending")
    technical_assistance_rate = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="percent, flat rate"
    )
    budget_flexibility = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="percent of a project's budget that may move without a major modification",
    )
    funding_statement = TextField(help_text="beside the EU emblem; each period has its own wording")
    facts = models.JSONField(default=list, blank=True, help_text="further facts, read by core.facts")
    provenance = models.JSONField(default=dict, blank=True)
    set_up_since = models.DateTimeField(
        null=True, blank=True, help_text="since when the programme keeps this in the portal, not in files"
    )

    objects = ProgrammePeriodQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "-period"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "period"], name="programme_once_a_period"),
            models.CheckConstraint(
                condition=models.Q(max_rate__isnull=True) | models.Q(max_rate__gte=0, max_rate__lte=100),
                name="programme_rate_0_to_100",
            ),
            models.CheckConstraint(
                condition=models.Q(technical_assistance_rate__isnull=True)
                | models.Q(technical_assistance_rate__gte=0, technical_assistance_rate__lte=100),
                name="programme_assistance_rate_0_to_100",
            ),
            models.CheckConstraint(
                condition=models.Q(budget_flexibility__isnull=True)
                | models.Q(budget_flexibility__gte=0, budget_flexibility__lte=100),
                name="programme_flexibility_0_to_100",
            ),
            in_order("eligible_from", "eligible_until", name="programme_eligible_days_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.name)
