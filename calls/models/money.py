"""The money of a call: its funds with their rates, flat rates, and what is set aside for each objective."""

from __future__ import annotations

from django.db import models

from calls.models.calls import Call
from calls.states import FlatRateKind
from programmes.models import Fund, SpecificObjective


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


class CallObjectiveBudget(models.Model):
    """What a call sets aside of its money for one objective. EUR of European money."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="objective_budgets")
    objective = models.ForeignKey(SpecificObjective, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="EUR of European money")

    class Meta:
        ordering = ["objective__priority__number", "objective__code"]
        constraints = [
            models.UniqueConstraint(fields=["call", "objective"], name="call_objective_budget_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="call_objective_budget_not_negative"
            ),
        ]

    def natural_label(self) -> str:
        return f"{self.call.code} {self.objective.code}"
