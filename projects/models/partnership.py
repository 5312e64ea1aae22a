"""Organisations in a project."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models import Organisation
from projects.models.project import Project


class Partnership(models.Model):
    """One organisation as lead partner or partner of one project, with the flat rates it chose (percent)."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead partner")
        PARTNER = "partner", _("Partner")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    role = models.CharField(max_length=7, choices=Role, default=Role.PARTNER)
    position = models.PositiveSmallIntegerField()
    abbreviation = models.CharField(max_length=15)
    staff_rate = models.PositiveSmallIntegerField(null=True, blank=True)
    office_on_staff_rate = models.PositiveSmallIntegerField(null=True, blank=True)
    office_on_direct_rate = models.PositiveSmallIntegerField(null=True, blank=True)
    travel_rate = models.PositiveSmallIntegerField(null=True, blank=True)
    other_rate = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["project", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "position"],
                name="partner_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["project"], condition=Q(role="lead"), name="lead_at_most_once"),
            models.CheckConstraint(
                condition=Q(office_on_staff_rate__isnull=True) | Q(office_on_direct_rate__isnull=True),
                name="one_office_rate",
            ),
            models.CheckConstraint(
                condition=Q(other_rate__isnull=True)
                | Q(
                    staff_rate__isnull=True,
                    office_on_staff_rate__isnull=True,
                    office_on_direct_rate__isnull=True,
                    travel_rate__isnull=True,
                ),
                name="other_rate_stands_alone",
            ),
        ]

    def __str__(self) -> str:
        return self.abbreviation
