"""Regions of Europe by NUTS code."""

from __future__ import annotations

from django.db import models


class Region(models.Model):
    """A NUTS 2021 region; level 0 is a country."""

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=150)
    name_latin = models.CharField(max_length=150)
    level = models.PositiveSmallIntegerField()
    country = models.CharField(max_length=2)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    code_2024 = models.CharField(max_length=5, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=models.Q(level__lte=3), name="region_level_0_to_3")]
        indexes = [models.Index(fields=["country", "level"], name="region_by_country")]

    def __str__(self) -> str:
        return self.name
