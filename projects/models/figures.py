"""What figures count of a newest version, in rows: its partners, and what it aims at by indicator."""

from __future__ import annotations

from django.db import models

from projects.models.project import Project


class PartnerFigure(models.Model):
    """One partner of the newest version; written with the version itself (projects/searching.py).

    `country` is ISO 3166 with EL for Greece, `region` a NUTS code; `eu_asked` is EUR of European money.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partner_figures")
    is_lead = models.BooleanField()
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=5, blank=True)
    type = models.CharField(max_length=20, blank=True)
    legal_status = models.CharField(max_length=7, blank=True)
    eu_asked = models.DecimalField(max_digits=14, decimal_places=2)


class IndicatorFigure(models.Model):
    """What the newest version aims at for one indicator of the programme, in the indicator's unit."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indicator_figures")
    indicator = models.ForeignKey(
        "programmes.ProgrammeIndicator", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    target = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "indicator"], name="indicator_figure_once")]
