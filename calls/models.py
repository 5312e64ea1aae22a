"""A call for proposals: dates, money, objectives, rates, rules and criteria, all as data."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from calls.states import CallState, FlatRateKind, RuleKind, Severity
from core.texts import TextField
from programmes.models import Fund, ProgrammePeriod, SpecificObjective


class CallQuerySet(models.QuerySet["Call"]):
    """Named sets of calls."""

    def published(self) -> CallQuerySet:
        return self.filter(state=CallState.PUBLISHED)

    def open(self) -> CallQuerySet:
        """Published and accepting proposals at this moment, by the server's clock."""
        now = timezone.now()
        return self.published().filter(opens_at__lte=now, closes_at__gt=now)

    def upcoming(self) -> CallQuerySet:
        """Published and not yet open."""
        return self.published().filter(opens_at__gt=timezone.now())

    def closed(self) -> CallQuerySet:
        """Published and no longer accepting proposals."""
        return self.published().filter(closes_at__lte=timezone.now())

    def of_programmes(self, codes: Iterable[str]) -> CallQuerySet:
        """Those of the programmes with these codes."""
        return self.filter(programme_period__programme__in=list(codes))

    def with_programme(self) -> CallQuerySet:
        """With edition, programme and period, for lists."""
        return self.select_related("programme_period__programme", "programme_period__period")

    def with_set_up(self) -> CallQuerySet:
        """With everything that hangs on a call, in a constant number of queries."""
        objectives = SpecificObjective.objects.select_related("priority").order_by("priority__number", "code")
        return self.with_programme().prefetch_related(
            "funds__fund",
            "flat_rates",
            "rules",
            "criteria",
            models.Prefetch("objectives", queryset=objectives),
        )


class Call(models.Model):
    """A call of one programme in one period. `code` is short and stands in project codes."""

    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.PROTECT, related_name="calls")
    code = models.SlugField(max_length=20, unique=True)
    number = models.PositiveSmallIntegerField()
    title = TextField()
    introduction = TextField()
    state = models.CharField(max_length=10, choices=CallState, default=CallState.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    time_zone = models.CharField(max_length=40, default="Europe/Brussels")
    budget = models.DecimalField(max_digits=14, decimal_places=2, help_text="EUR of European money")
    languages = ArrayField(
        models.CharField(max_length=2), help_text="languages in which applicants must write"
    )
    objectives = models.ManyToManyField(SpecificObjective, related_name="calls")
    last_number = models.PositiveIntegerField(default=0, help_text="of the project codes given out")
    is_demo = models.BooleanField(default=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_at"]
        constraints = [
            models.UniqueConstraint(fields=["programme_period", "number"], name="call_number_once"),
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")), name="call_opens_before_it_closes"
            ),
            models.CheckConstraint(condition=models.Q(budget__gte=0), name="call_budget_not_negative"),
            models.CheckConstraint(condition=models.Q(state__in=CallState.values), name="call_state_known"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return self.code

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the call's moments are shown."""
        return ZoneInfo(self.time_zone)

    @property
    def is_open(self) -> bool:
        return self.state == CallState.PUBLISHED and self.opens_at <= timezone.now() < self.closes_at


class CallFund(models.Model):
    """A fund of a call, with a rate that is fixed or the highest allowed."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="funds")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    rate = models.DecimalField(max_digits=5, decimal_places=2, help_text="percent")
    is_fixed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "fund"], name="call_fund_once"),
            models.CheckConstraint(condition=models.Q(rate__gte=0, rate__lte=100), name="call_rate_0_to_100"),
        ]

    def natural_label(self) -> str:
        return f"{self.call.code} {self.fund_id}"


class CallFlatRate(models.Model):
    """A flat rate that partners may choose; whole percents, fixed or the highest allowed."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="flat_rates")
    kind = models.CharField(max_length=20, choices=FlatRateKind)
    rate = models.PositiveSmallIntegerField(help_text="percent")
    is_fixed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "kind"], name="call_flat_rate_once"),
            models.CheckConstraint(
                condition=models.Q(rate__gte=1, rate__lte=100), name="call_flat_rate_1_to_100"
            ),
        ]

    def natural_label(self) -> str:
        return f"{self.call.code} {self.kind}"


class CallRule(models.Model):
    """A rule of a call: a kind that the code knows, with parameters."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=20, choices=RuleKind)
    parameters = models.JSONField(default=dict, blank=True)
    severity = models.CharField(max_length=7, choices=Severity, default=Severity.ERROR)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "kind"], name="call_rule_once")]

    def natural_label(self) -> str:
        return f"{self.call.code} {self.kind}"


class Criterion(models.Model):
    """A question that assessors answer with a score from 0 to 5."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    group = models.CharField(max_length=12)
    key = models.SlugField(max_length=40)
    title = TextField()
    question = TextField()
    weight = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "key"], name="criterion_once")]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.call.code} {self.key}"
