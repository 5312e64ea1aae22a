"""Simplified costs that a programme has set: lump sums and unit costs."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from core.texts import TextField
from programmes.models.limits import text_given, text_within
from programmes.models.offered import OfferedQuerySet
from programmes.models.programmes import ProgrammePeriod
from programmes.states import CostCategory, Phase

MOST_LUMP_SUMS = 100
MOST_UNIT_COSTS = 200


class LumpSum(models.Model):
    """A fixed amount for a part of the work, Regulation (EU) 2021/1060, Art. 53(1)(c)."""

    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.CASCADE, related_name="lump_sums")
    name = TextField()
    description = TextField()
    amount = models.DecimalField(max_digits=11, decimal_places=2, help_text="EUR")
    phase = models.CharField(max_length=14, choices=Phase)
    is_splittable = models.BooleanField(default=False, help_text="partners may share the amount")
    is_fast_track = models.BooleanField(default=False, help_text="paid on approval, without a report")
    categories = ArrayField(models.CharField(max_length=14, choices=CostCategory))
    retired = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["programme_period", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="lump_sum_amount_positive"),
            models.CheckConstraint(condition=models.Q(phase__in=Phase.values), name="lump_sum_phase_known"),
            models.CheckConstraint(
                condition=models.Q(categories__len__gte=2)
                & models.Q(categories__contained_by=CostCategory.values),
                name="lump_sum_covers_two_categories",
            ),
            text_given("name", name="lump_sum_named"),
            text_within("name", 50, name="lump_sum_name_within"),
            text_within("description", 255, name="lump_sum_description_within"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def natural_label(self) -> str:
        return f"{self.programme_period_id} lump sum {self.name.best('en').text}"


class UnitCost(models.Model):
    """A fixed price for each unit, Regulation (EU) 2021/1060, Art. 53(1)(b).

    Covers one cost category that is not office and administration, or several.
    """

    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.CASCADE, related_name="unit_costs")
    name = TextField()
    description = TextField()
    unit = TextField()
    price = models.DecimalField(max_digits=11, decimal_places=2, help_text="EUR for each unit")
    foreign_price = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    foreign_currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    categories = ArrayField(models.CharField(max_length=14, choices=CostCategory))
    retired = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["programme_period", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(price__gt=0), name="unit_cost_price_positive"),
            models.CheckConstraint(
                condition=models.Q(foreign_price__isnull=True, foreign_currency="")
                | models.Q(foreign_price__gt=0, foreign_currency__regex="^[A-Z]{3}$"),
                name="unit_cost_foreign_price_with_currency",
            ),
            models.CheckConstraint(
                condition=models.Q(categories__contained_by=CostCategory.values)
                & (
                    models.Q(categories__len__gte=2)
                    | (models.Q(categories__len=1) & ~models.Q(categories=[CostCategory.OFFICE]))
                ),
                name="unit_cost_covers_known_categories",
            ),
            text_given("name", name="unit_cost_named"),
            text_within("name", 50, name="unit_cost_name_within"),
            text_within("description", 255, name="unit_cost_description_within"),
            text_within("unit", 25, name="unit_cost_unit_within"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def natural_label(self) -> str:
        return f"{self.programme_period_id} unit cost {self.name.best('en').text}"
