"""Kept sums over all public records, so that no page has to add up a million of them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length


class KeptFigure(models.Model):
    """A part of the sums of one edition of a programme, for one key of one dimension (`figures.sums`).

    Triggers on the records and their partners add a row for what each statement changed, in its own
    transaction; the sum of all rows with the same edition, dimension and key holds at every moment.
    `figures.kept.compact` makes one row of many. Money in EUR.
    """

    edition = models.CharField(max_length=12, help_text="code of a programme period")
    dimension = models.CharField(max_length=10)
    key = models.CharField(max_length=30, blank=True, help_text="blank: not known")
    projects = models.BigIntegerField()
    paid = models.BigIntegerField(help_text="projects whose European money is published")
    eu_funding = models.DecimalField(max_digits=20, decimal_places=2)
    budgeted = models.BigIntegerField(help_text="projects whose total budget is published")
    total_budget = models.DecimalField(max_digits=20, decimal_places=2)
    partners = models.BigIntegerField()
    partners_paid = models.BigIntegerField(help_text="partners whose European money is published")
    partners_funding = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        indexes = [
            models.Index(fields=["dimension", "key", "edition"], name="kept_figure_by_key"),
            # Regions of a level have codes of one length: found without looking at those of all levels.
            models.Index("dimension", Length("key"), name="kept_figure_by_length"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.dimension} {self.key}"
