"""The indicators of a programme in one period: common ones taken up, and its own."""

from __future__ import annotations

from django.db import models

from core.texts import TextField
from programmes.models.limits import not_negative, text_given, text_within
from programmes.models.offered import OfferedQuerySet
from programmes.models.programmes import ProgrammePeriod
from programmes.models.strategy import Indicator, SpecificObjective

MOST_RESULTS = 50
MOST_OUTPUTS = 250


class ProgrammeIndicator(models.Model):
    """An output or result indicator of a specific objective, with where it starts and what it aims at.

    `results` links an output to results of the same objective. Numbers are in the indicator's unit; null
    means not known.
    """

    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.CASCADE, related_name="indicators")
    objective = models.ForeignKey(SpecificObjective, on_delete=models.PROTECT, related_name="indicators")
    kind = models.CharField(max_length=6, choices=Indicator.Kind)
    common = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="programme_indicators"
    )
    code = models.CharField(max_length=6, blank=True)
    identifier = models.CharField(max_length=10)
    name = TextField()
    unit = TextField()
    baseline = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    milestone = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    reference_year = models.CharField(max_length=10, blank=True)
    source = TextField()
    comment = models.CharField(max_length=1000, blank=True)
    results = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="outputs")
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)
    provenance = models.JSONField(default=dict, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "identifier"]
        constraints = [
            models.UniqueConstraint(fields=["programme_period", "identifier"], name="indicator_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=Indicator.Kind.values), name="indicator_kind_known"
            ),
            models.CheckConstraint(condition=~models.Q(identifier=""), name="indicator_identified"),
            models.CheckConstraint(
                condition=models.Q(kind="output") | models.Q(milestone__isnull=True),
                name="indicator_milestone_of_output",
            ),
            not_negative("baseline", name="indicator_baseline_not_negative"),
            not_negative("milestone", name="indicator_milestone_not_negative"),
            not_negative("target", name="indicator_target_not_negative"),
            text_given("name", name="indicator_named"),
            text_within("name", 255, name="indicator_name_within"),
            text_within("unit", 255, name="indicator_unit_within"),
            text_within("source", 1000, name="indicator_source_within"),
        ]

    def __str__(self) -> str:
        return f"{self.identifier} {self.name}"

    def natural_label(self) -> str:
        return f"{self.programme_period_id} indicator {self.identifier}"
