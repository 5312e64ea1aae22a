"""A scheme by which a funded project hands money on, its themes, and the sub-calls in which it does."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from calls.models import Call
from calls.states import CallState
from cascade.states import SchemeKind
from core.rounding import floor2, percentage
from core.texts import TextField
from projects.models import Project
from projects.states import AWAITS_ELIGIBILITY, ELIGIBLE, RETURNS, State
from publications.models import Publication

MANAGED = 5  # managing a small project fund takes one of so many parts of its cost, at most
CEILINGS = ("max_grant", "rate", "max_months")  # that a sub-call takes over when it is started
# Proposals that may still be awarded a sub-grant, and hold no money of their own yet.
UNDECIDED = AWAITS_ELIGIBILITY | RETURNS | ELIGIBLE | {State.RESERVE}


class Scheme(models.Model):
    """What an operation may hand on, under which ceilings. Empty ones are not stated; EUR of European money.

    The operation is the public record of the funded project: it stands also where the project was imported.
    """

    operation = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="schemes")
    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=SchemeKind, default=SchemeKind.CASCADE)
    title = TextField()
    total_budget = models.DecimalField(
        max_digits=14, decimal_places=2, help_text="EUR that all sub-grants together may take"
    )
    max_grant = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="EUR of one sub-grant at most"
    )
    rate = models.DecimalField(max_digits=5, decimal_places=2, help_text="percent of eligible cost at most")
    max_months = models.PositiveSmallIntegerField(null=True, blank=True)
    total_cost = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="EUR of eligible cost of a small project fund, its management included",
    )
    management_cost = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="EUR of it for managing the fund: a fifth at most (Regulation (EU) 2021/1059, Art. 25(5))",
    )
    target_projects = models.PositiveIntegerField(null=True, blank=True, help_text="at least")
    target_companies = models.PositiveIntegerField(null=True, blank=True, help_text="at least")
    source = models.CharField(max_length=300, blank=True, help_text="where these facts are stated")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(
        null=True, blank=True, help_text="when a manager last changed it; the reference file then leaves it"
    )

    class Meta:
        ordering = ["operation", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SchemeKind.values), name="scheme_kind_known"),
            models.CheckConstraint(condition=Q(total_budget__gt=0), name="scheme_has_money"),
            models.CheckConstraint(condition=Q(rate__gt=0, rate__lte=100), name="scheme_rate_to_100"),
            models.CheckConstraint(
                condition=Q(max_grant__isnull=True) | Q(max_grant__gt=0), name="scheme_max_grant_positive"
            ),
            models.CheckConstraint(
                condition=Q(max_months__isnull=True) | Q(max_months__gte=1, max_months__lte=999),
                name="scheme_1_to_999_months",
            ),
            models.CheckConstraint(
                condition=Q(management_cost__isnull=True)
                | Q(management_cost__gte=0, total_cost__gte=F("management_cost") * MANAGED),
                name="scheme_managed_by_a_fifth",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return self.code

    @property
    def management_share(self) -> Decimal | None:
        """What managing the fund takes, in percent of its cost, cut to two decimals; None where not known."""
        if self.management_cost is None or not self.total_cost:
            return None
        return floor2(percentage(self.management_cost, self.total_cost))

    @property
    def chain(self) -> str:
        """The chain of the trail that tells the scheme's history."""
        return f"scheme:{self.code}"


class SchemeTheme(models.Model):
    """A theme of a scheme, from which each sub-grant has one."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="themes")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    title = TextField()

    class Meta:
        ordering = ["scheme", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="scheme_theme_once"),
            models.UniqueConstraint(fields=["scheme", "position"], name="scheme_theme_place_once"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.scheme.code} {self.code}"


class SubCallQuerySet(models.QuerySet["SubCall"]):
    """Named sets of sub-calls."""

    def waiting(self) -> SubCallQuerySet:
        """Those that people of an operation asked for, and no manager of the programme has confirmed."""
        return self.filter(asked_at__isnull=False, confirmed_at__isnull=True)

    def running(self) -> SubCallQuerySet:
        """Announced ones whose money is still promised: not closed yet, or with proposals to decide on."""
        undecided = Project.objects.real().filter(call=OuterRef("call"), state__in=UNDECIDED)
        announced = self.filter(call__state__in=[CallState.PUBLISHED, CallState.PLANNED])
        return announced.filter(Q(call__closes_at__gt=timezone.now()) | Exists(undecided))

    def unfinished(self) -> SubCallQuerySet:
        """Those in preparation and those that run, with their calls, in the order in which they open."""
        found = self.filter(call__state=CallState.DRAFT) | self.running()
        return found.select_related("call").order_by("call__opens_at", "pk")

    def announced_of(self, operation: str) -> SubCallQuerySet:
        """Those of the operation with this code that the public may see, with their calls, newest first."""
        states = [CallState.PUBLISHED, CallState.PLANNED]
        found = self.filter(scheme__operation__code=operation, call__state__in=states)
        return found.select_related("call").order_by("-call__opens_at", "pk")


class SubCall(models.Model):
    """The call of a scheme: an ordinary call, whose proposals ask the operation for a sub-grant.

    It keeps the ceilings that its scheme had when it was started. One that people of the operation asked for
    opens once a manager of the programme confirms it.
    """

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="sub_call")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="sub_calls")
    max_grant = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="EUR of one sub-grant at most"
    )
    rate = models.DecimalField(max_digits=5, decimal_places=2, help_text="percent of eligible cost at most")
    max_months = models.PositiveSmallIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text="when people of the operation asked for it; empty: they did not"
    )
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="when a manager of the programme confirmed it"
    )

    objects = SubCallQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "call__opens_at"]
        constraints = [
            models.CheckConstraint(condition=Q(rate__gt=0, rate__lte=100), name="sub_call_rate_to_100"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(asked_at__isnull=False),
                name="sub_call_confirmed_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return str(self.call)

    @property
    def waits(self) -> bool:
        """Whether it was asked for, and no manager of the programme has confirmed it."""
        return self.asked_at is not None and self.confirmed_at is None

    @property
    def has_own_ceilings(self) -> bool:
        """Whether its scheme has other ceilings by now."""
        return any(getattr(self, name) != getattr(self.scheme, name) for name in CEILINGS)

    def natural_label(self) -> str:
        return self.call.code
