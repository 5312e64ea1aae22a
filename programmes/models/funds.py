"""European funds and the rate up to which a programme pays."""

from __future__ import annotations

from django.db import models

from core.texts import TextField
from programmes.models.offered import OfferedQuerySet
from programmes.models.programmes import ProgrammePeriod


class Fund(models.Model):
    """A source of European money, such as ERDF."""

    code = models.CharField(max_length=20, primary_key=True)
    name = TextField()
    abbreviation = TextField()
    is_eu = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.abbreviation)


class ProgrammeFund(models.Model):
    """A fund of a programme in one period with its highest co-financing rate."""

    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.CASCADE, related_name="funds")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    max_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True, help_text="percent")
    retired = models.BooleanField(default=False, help_text="no longer offered to new calls")

    objects = OfferedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme_period", "fund"], name="programme_fund_once"),
            models.CheckConstraint(
                condition=models.Q(max_rate__isnull=True) | models.Q(max_rate__gte=0, max_rate__lte=100),
                name="programme_fund_rate_0_to_100",
            ),
        ]

    def natural_label(self) -> str:
        return f"{self.programme_period_id} {self.fund_id}"
