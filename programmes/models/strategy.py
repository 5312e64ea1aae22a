"""What a programme wants: priorities, specific objectives, themes, example actions, indicators."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.texts import TextField
from programmes.models.dimensions import DimensionField
from programmes.models.offered import OfferedQuerySet
from programmes.models.programmes import PolicyObjective, ProgrammePeriod


class Priority(models.Model):
    """A priority of a programme in one period. An internal one (technical assistance) is not for projects."""

    class ShareReading(models.TextChoices):
        EXACT = "exact", _("exactly")
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")

    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.CASCADE, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    letter = models.CharField(max_length=2, blank=True)
    title = TextField()
    subtitle = TextField()
    share = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="percent of the money"
    )
    share_reading = models.CharField(max_length=8, choices=ShareReading, default=ShareReading.EXACT)
    is_internal = models.BooleanField(default=False)
    thematic_objectives = ArrayField(
        models.CharField(max_length=4), default=list, blank=True, help_text="2014-2020: TO1 to TO11"
    )
    investment_priorities = ArrayField(
        models.CharField(max_length=6), default=list, blank=True, help_text="2014-2020: 1A, 1B ..."
    )
    operational_objectives = models.JSONField(
        default=list, blank=True, help_text="2007-2013: texts by language, without codes"
    )
    retired = models.BooleanField(default=False, help_text="no longer offered to new calls")
    provenance = models.JSONField(default=dict, blank=True)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["programme_period", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme_period", "number"], name="priority_once"),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(share__gte=0, share__lte=100),
                name="priority_share_0_to_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter or self.number} {self.title}"

    def natural_label(self) -> str:
        return f"{self.programme_period_id} priority {self.number}"


class ObjectiveQuerySet(models.QuerySet["SpecificObjective"]):
    """Named sets of specific objectives."""

    def offered(self) -> ObjectiveQuerySet:
        """Those that a new call can take: for projects, and neither they nor their priority are retired."""
        return self.filter(retired=False, priority__retired=False, priority__is_internal=False)


class SpecificObjective(models.Model):
    """A specific objective (RSO1.1, ISO6.1, OBJ3 ...) under a priority."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="objectives")
    code = models.CharField(max_length=12)
    title = TextField()
    policy_objective = models.ForeignKey(
        PolicyObjective, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives"
    )
    investment_priority = models.CharField(max_length=6, blank=True, help_text="2014-2020: 1b, 6c ...")
    intervention_fields = DimensionField(last=182, digits=3)
    support_forms = DimensionField(last=6)
    territorial_mechanisms = DimensionField(last=33)
    economic_activities = DimensionField(last=26)
    gender_equality = DimensionField(last=3)
    sea_basin_strategies = DimensionField(last=11)
    retired = models.BooleanField(default=False, help_text="no longer offered to new calls")
    provenance = models.JSONField(default=dict, blank=True)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["priority", "code"]
        constraints = [models.UniqueConstraint(fields=["priority", "code"], name="objective_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def natural_label(self) -> str:
        return f"{self.priority.natural_label()} {self.code}"


class Theme(models.Model):
    """A theme of a programme in one period; some hang under a priority."""

    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.CASCADE, related_name="themes")
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.SET_NULL, related_name="themes"
    )
    code = models.CharField(max_length=40)
    title = TextField()
    retired = models.BooleanField(default=False, help_text="no longer offered to new proposals")
    provenance = models.JSONField(default=dict, blank=True)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["programme_period", "code"]
        constraints = [models.UniqueConstraint(fields=["programme_period", "code"], name="theme_once")]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.programme_period_id} theme {self.code}"


class ExampleAction(models.Model):
    """An action that the programme names as an example under a priority."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="example_actions")
    objective = models.ForeignKey(
        SpecificObjective, null=True, blank=True, on_delete=models.SET_NULL, related_name="example_actions"
    )
    position = models.PositiveSmallIntegerField()
    text = TextField()
    provenance = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["priority", "position"]
        constraints = [models.UniqueConstraint(fields=["priority", "position"], name="action_once")]

    def natural_label(self) -> str:
        return f"{self.priority.natural_label()} action {self.position}"


class Indicator(models.Model):
    """A common output or result indicator (RCO81, RCR104 ...)."""

    class Kind(models.TextChoices):
        OUTPUT = "output", _("Output")
        RESULT = "result", _("Result")

    code = models.CharField(max_length=10, primary_key=True)
    kind = models.CharField(max_length=6, choices=Kind)
    name = TextField()
    unit = TextField()
    is_interreg_specific = models.BooleanField(default=False)
    results = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="outputs")
    provenance = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
