"""A call for proposals: its dates, money and objectives, and what its form offers."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from calls.models.scale import SCORED_CALL, ScoredCall
from calls.states import USUAL_CATEGORIES, BudgetForm, CallKind, CallState, CostCategory, Phase
from core.texts import TextField
from programmes.models import (
    LumpSum,
    ProgrammePeriod,
    SpecificObjective,
    StateAidScheme,
    Strategy,
    UnitCost,
)


def all_categories() -> list[str]:
    """The usual cost categories, as a call has them unless it says otherwise."""
    return list(USUAL_CATEGORIES)


class CallQuerySet(models.QuerySet["Call"]):
    """Named sets of calls."""

    def published(self) -> CallQuerySet:
        return self.filter(state=CallState.PUBLISHED)

    def announced(self) -> CallQuerySet:
        """Those that the public may see: published, or planned."""
        return self.filter(state__in=[CallState.PUBLISHED, CallState.PLANNED])

    def open(self) -> CallQuerySet:
        """Published and accepting proposals at this moment, by the server's clock."""
        now = timezone.now()
        return self.published().filter(opens_at__lte=now, closes_at__gt=now)

    def accepting_drafts(self) -> CallQuerySet:
        """Open ones in which a proposal can still be started: of two steps, while the first is open."""
        return self.open().exclude(step1_closes_at__lte=timezone.now())

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


class Call(ScoredCall):
    """A call of one programme in one period. `code` is short and stands in project codes."""

    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.PROTECT, related_name="calls")
    code = models.SlugField(max_length=20, unique=True)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=CallKind, default=CallKind.ORDINARY)
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
    period_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="length of a period of the project; empty: no periods"
    )
    step1_closes_at = models.DateTimeField(
        null=True, blank=True, help_text="closing of the first step; empty: a call of one step"
    )
    allowed_categories = ArrayField(
        models.CharField(max_length=14, choices=CostCategory),
        default=all_categories,
        blank=True,
        help_text="cost categories in which real costs may be entered",
    )
    several_funds = models.BooleanField(
        default=False, help_text="whether a partner may have money of several funds"
    )
    budget_form = models.CharField(max_length=7, choices=BudgetForm, default=BudgetForm.TOTALS)
    needs_second_confirmation = models.BooleanField(
        default=False, help_text="whether a second person confirms the submission"
    )
    screening_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="days in which proposals are to be screened; empty: no target"
    )
    lump_sums = models.ManyToManyField(LumpSum, blank=True, related_name="calls")
    unit_costs = models.ManyToManyField(UnitCost, blank=True, related_name="calls")
    strategies = models.ManyToManyField(Strategy, blank=True, related_name="calls")
    state_aid_schemes = models.ManyToManyField(StateAidScheme, blank=True, related_name="calls")
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )
    published_at = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(condition=models.Q(kind__in=CallKind.values), name="call_kind_known"),
            models.CheckConstraint(condition=models.Q(state__in=CallState.values), name="call_state_known"),
            models.CheckConstraint(
                condition=models.Q(period_months__isnull=True)
                | models.Q(period_months__gte=1, period_months__lte=99),
                name="call_period_1_to_99_months",
            ),
            models.CheckConstraint(
                condition=models.Q(step1_closes_at__isnull=True)
                | models.Q(
                    step1_closes_at__gt=models.F("opens_at"), step1_closes_at__lt=models.F("closes_at")
                ),
                name="call_first_step_closes_between",
            ),
            models.CheckConstraint(
                condition=models.Q(budget_form__in=BudgetForm.values), name="call_budget_form_known"
            ),
            models.CheckConstraint(
                condition=models.Q(allowed_categories__contained_by=CostCategory.values),
                name="call_categories_known",
            ),
            *SCORED_CALL,
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
    def chain(self) -> str:
        """The chain of the trail that tells the call's history."""
        return f"call:{self.code}"

    @property
    def is_ordinary(self) -> bool:
        """Whether the call is one for projects of the usual size: pages need not say so."""
        return self.kind == CallKind.ORDINARY

    @property
    def is_two_step(self) -> bool:
        return self.step1_closes_at is not None

    @property
    def accepts_drafts(self) -> bool:
        """Whether a proposal can be started now: in a call of two steps only while the first is open."""
        return self.is_open and (self.step1_closes_at is None or timezone.now() < self.step1_closes_at)

    @property
    def phase(self) -> str:
        """Where the call stands at this moment: draft, planned, upcoming, open or closed."""
        if self.state != CallState.PUBLISHED:
            return self.state
        now = timezone.now()
        if now < self.opens_at:
            return Phase.UPCOMING
        return Phase.OPEN if now < self.closes_at else Phase.CLOSED

    @property
    def phase_label(self) -> str:
        return str(Phase(self.phase).label)

    @property
    def is_open(self) -> bool:
        return self.state == CallState.PUBLISHED and self.opens_at <= timezone.now() < self.closes_at
