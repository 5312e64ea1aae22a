"""Money of partners: costs by category, European funds, contributions. EUR with two decimals."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models import Fund
from projects.models.partnership import Partnership


class CostCategory(models.TextChoices):
    """The cost categories of Regulation (EU) 2021/1059, Art. 39 to 44, that can be entered."""

    STAFF = "staff", _("Staff costs")
    TRAVEL = "travel", _("Travel and accommodation")
    EXTERNAL = "external", _("External expertise and services")
    EQUIPMENT = "equipment", _("Equipment")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure and works")


class BudgetLine(models.Model):
    """What a partner enters for one cost category."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="budget_lines")
    category = models.CharField(max_length=14, choices=CostCategory)
    amount = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "category"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_not_negative"),
        ]


class CoFinancing(models.Model):
    """The percentage of a partner's total that a fund pays."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="co_financing")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    rate = models.DecimalField(max_digits=5, decimal_places=2, help_text="percent")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "fund"], name="co_financing_once"),
            models.CheckConstraint(condition=Q(rate__gte=0, rate__lte=100), name="co_financing_0_to_100"),
        ]


class Contribution(models.Model):
    """Money that covers the partner's share; `source` is blank for the partner's own."""

    class Status(models.TextChoices):
        PUBLIC = "public", _("Public")
        PRIVATE = "private", _("Private")
        AUTOMATIC_PUBLIC = "automatic_public", _("Automatic public")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="contributions")
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
        ]
