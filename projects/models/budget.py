"""Money of partners: costs by category, period and item, funds, contributions. EUR with two decimals."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calls.states import CostCategory
from programmes.models import Fund, LumpSum, UnitCost
from projects.models.entries import Entry
from projects.models.partnership import Partnership
from projects.models.project import Project


class ItemCategory(models.TextChoices):
    """The tables in which a partner lists cost items: the categories, and unit costs over several of them."""

    STAFF = "staff", _("Staff costs")
    TRAVEL = "travel", _("Travel and accommodation")
    EXTERNAL = "external", _("External expertise and services")
    EQUIPMENT = "equipment", _("Equipment")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure and works")
    SMALL_PROJECTS = "small_projects", _("Small projects, of a small project fund")
    UNIT_COSTS = "unit_costs", _("Unit costs covering several categories")


class BudgetLine(models.Model):
    """What a partner enters for one cost category: in one period, or for the whole (`period` is None)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="budget_lines")
    category = models.CharField(max_length=14, choices=CostCategory)
    period = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "category", "period"], name="budget_line_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_not_negative"),
            models.CheckConstraint(
                condition=Q(period__isnull=True) | Q(period__gte=1, period__lte=254),
                name="budget_line_period_1_to_254",
            ),
        ]


class CostItem(models.Model):
    """A row of a partner's table of costs: units at a price each. Its texts are answers ("cost.<uid>...")."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="cost_items")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    category = models.CharField(max_length=14, choices=ItemCategory)
    position = models.PositiveSmallIntegerField()
    unit_cost = models.ForeignKey(
        UnitCost, null=True, blank=True, on_delete=models.PROTECT, related_name="cost_items"
    )
    own_unit_cost = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.RESTRICT, related_name="priced_items"
    )
    investment = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.SET_NULL, related_name="cost_items"
    )
    units = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))
    price = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))

    class Meta:
        ordering = ["partnership", "category", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(units__gte=0), name="cost_item_units_not_negative"),
            models.CheckConstraint(condition=Q(price__gte=0), name="cost_item_price_not_negative"),
            models.CheckConstraint(
                condition=Q(category__in=ItemCategory.values), name="cost_item_category_known"
            ),
            models.CheckConstraint(
                condition=Q(unit_cost__isnull=True) | Q(own_unit_cost__isnull=True),
                name="cost_item_has_one_unit_cost",
            ),
        ]


class ItemPeriod(models.Model):
    """What falls in one period of a cost item's amount."""

    item = models.ForeignKey(CostItem, on_delete=models.CASCADE, related_name="periods")
    period = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))

    class Meta:
        ordering = ["item", "period"]
        constraints = [
            models.UniqueConstraint(fields=["item", "period"], name="item_period_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="item_period_not_negative"),
            models.CheckConstraint(condition=Q(period__gte=1, period__lte=254), name="item_period_1_to_254"),
        ]


class FinancedPart(models.TextChoices):
    """The parts of a partner's costs that have funds, rates and contributions of their own.

    The first is all costs, unless the call has small projects financed apart from managing their fund. The
    database takes the second only in calls for which small projects are a cost category.
    """

    MANAGEMENT = "", _("Managing the fund")
    SMALL_PROJECTS = "small_projects", _("Small projects")


class CoFinancing(models.Model):
    """The percentage of a part of a partner's costs that a fund pays."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="co_financing")
    part = models.CharField(max_length=14, choices=FinancedPart, blank=True, default=FinancedPart.MANAGEMENT)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    rate = models.DecimalField(max_digits=5, decimal_places=2, help_text="percent")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "part", "fund"], name="co_financing_once"),
            models.CheckConstraint(condition=Q(part__in=FinancedPart.values), name="co_financing_part_known"),
            models.CheckConstraint(condition=Q(rate__gte=0, rate__lte=100), name="co_financing_0_to_100"),
        ]


class Contribution(models.Model):
    """Money that covers the partner's share; `source` is blank for the partner's own.

    Who gives money to small projects that are financed apart is always named.
    """

    class Status(models.TextChoices):
        PUBLIC = "public", _("Public")
        PRIVATE = "private", _("Private")
        AUTOMATIC_PUBLIC = "automatic_public", _("Automatic public")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="contributions")
    part = models.CharField(max_length=14, choices=FinancedPart, blank=True, default=FinancedPart.MANAGEMENT)
    source = models.CharField(max_length=250, blank=True)
    status = models.CharField(max_length=16, choices=Status)
    amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))

    class Meta:
        ordering = ["partnership", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="contribution_not_negative"),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(source=""), name="own_contribution_once"
            ),
            models.CheckConstraint(
                condition=Q(part=FinancedPart.MANAGEMENT)
                | (Q(part=FinancedPart.SMALL_PROJECTS) & ~Q(source="")),
                name="contribution_to_small_projects_named",
            ),
        ]


class LumpSumUse(models.Model):
    """A lump sum of the programme that a project takes up; 0 is preparation, 255 closure."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="lump_sum_uses")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lump_sum = models.ForeignKey(LumpSum, on_delete=models.PROTECT, related_name="uses")
    period = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["project", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period__isnull=True) | Q(period__lte=255), name="lump_sum_period_0_to_255"
            ),
        ]


class LumpSumShare(models.Model):
    """A partner's part of a lump sum."""

    use = models.ForeignKey(LumpSumUse, on_delete=models.CASCADE, related_name="shares")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="lump_sum_shares")
    amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))

    class Meta:
        ordering = ["use", "partnership"]
        constraints = [
            models.UniqueConstraint(fields=["use", "partnership"], name="lump_sum_share_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="lump_sum_share_not_negative"),
        ]
