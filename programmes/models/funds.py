"""Funds, European and other, and the rate up to which a programme pays."""

from __future__ import annotations

from django.db import models

from core.texts import TextField
from programmes.models.limits import text_within
from programmes.models.offered import OfferedQuerySet
from programmes.models.programmes import ProgrammePeriod


class FundQuerySet(models.QuerySet["Fund"]):
    """Named sets of funds."""

    def known_everywhere(self) -> FundQuerySet:
        """Those of the reference files: any programme can pay from them."""
        return self.filter(owner=None)

    def open_to(self, edition: ProgrammePeriod) -> FundQuerySet:
        """Those that the edition can pay from: the known ones, and those that it named itself."""
        return self.filter(models.Q(owner=None) | models.Q(owner=edition))


class Fund(models.Model):
    """A source of money such as ERDF. One with an `owner` was named by that programme, is not the EU's."""

    code = models.CharField(max_length=20, primary_key=True)
    name = TextField()
    abbreviation = TextField()
    is_eu = models.BooleanField(default=True)
    owner = models.ForeignKey(
        ProgrammePeriod, null=True, blank=True, on_delete=models.PROTECT, related_name="named_funds"
    )

    objects = FundQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owner__isnull=True) | models.Q(is_eu=False), name="named_fund_is_not_eu"
            ),
        ]

    def __str__(self) -> str:
        return str(self.abbreviation)


class ProgrammeFund(models.Model):
    """A fund of a programme in one period with its highest co-financing rate.

    `own_name` and `own_description` are the words of a fund that the programme names itself.
    """

    programme_period = models.ForeignKey(ProgrammePeriod, on_delete=models.CASCADE, related_name="funds")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    own_name = TextField()
    own_description = TextField()
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
            text_within("own_name", 127, name="programme_fund_own_name_within"),
            text_within("own_description", 255, name="programme_fund_own_description_within"),
        ]

    def __str__(self) -> str:
        return str(self.fund)

    def natural_label(self) -> str:
        return f"{self.programme_period_id} {self.fund_id}"
