"""Lists of a programme from which applicants choose: strategies, state-aid schemes, legal statuses."""

from __future__ import annotations

from django.db import models

from core.texts import TextField
from programmes.models.limits import not_negative, text_given, text_within
from programmes.models.offered import OfferedQuerySet
from programmes.models.programmes import ProgrammePeriod
from programmes.states import LegalKind, StateAidMeasure, StrategyKind

MOST_STATE_AID_SCHEMES = 40
MOST_LEGAL_STATUSES = 50


class KnownStrategy(models.Model):
    """One of the fixed list of European strategies that a programme may take up."""

    code = models.SlugField(max_length=30, primary_key=True)
    kind = models.CharField(max_length=12, choices=StrategyKind)
    title = TextField()
    position = models.PositiveSmallIntegerField(default=0)
    provenance = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=StrategyKind.values), name="known_strategy_kind_known"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class Strategy(models.Model):
    """A strategy that a programme has taken up: `code` from the fixed list, the title the programme's own."""

    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.CASCADE, related_name="strategies")
    code = models.SlugField(max_length=30)
    title = TextField()
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme_period", "code"], name="strategy_once"),
            text_given("title", name="strategy_titled"),
            text_within("title", 255, name="strategy_title_within"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.programme_period_id} strategy {self.code}"


class StateAidScheme(models.Model):
    """A scheme under which a programme grants state aid; null means that the scheme sets no such limit."""

    programme_period = models.ForeignKey(
        ProgrammePeriod, on_delete=models.CASCADE, related_name="state_aid_schemes"
    )
    name = TextField()
    short_name = TextField()
    number = models.CharField(max_length=25, blank=True)
    measure = models.CharField(max_length=10, choices=StateAidMeasure)
    max_intensity = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="percent"
    )
    threshold = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True, help_text="EUR")
    comments = TextField()
    retired = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["programme_period", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(measure__in=StateAidMeasure.values), name="state_aid_measure_known"
            ),
            models.CheckConstraint(
                condition=models.Q(max_intensity__isnull=True)
                | models.Q(max_intensity__gte=0, max_intensity__lte=100),
                name="state_aid_intensity_0_to_100",
            ),
            not_negative("threshold", name="state_aid_threshold_not_negative"),
            text_given("name", name="state_aid_named"),
            text_within("name", 250, name="state_aid_name_within"),
            text_within("short_name", 50, name="state_aid_short_name_within"),
            text_within("comments", 500, name="state_aid_comments_within"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def natural_label(self) -> str:
        return f"{self.programme_period_id} state-aid scheme {self.name.best('en').text}"


class LegalStatusOption(models.Model):
    """A legal status that partners of a programme choose from."""

    programme_period = models.ForeignKey(
        ProgrammePeriod, on_delete=models.CASCADE, related_name="legal_statuses"
    )
    description = TextField()
    kind = models.CharField(max_length=7, choices=LegalKind)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=LegalKind.values), name="legal_status_kind_known"
            ),
            text_given("description", name="legal_status_described"),
            text_within("description", 50, name="legal_status_description_within"),
        ]

    def __str__(self) -> str:
        return str(self.description)

    def natural_label(self) -> str:
        return f"{self.programme_period_id} legal status {self.description.best('en').text}"
