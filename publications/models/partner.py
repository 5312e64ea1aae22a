"""A partner of a funded project, as the public sees it."""

from __future__ import annotations

from django.db import models

from publications.models.publication import Publication


class PublishedPartner(models.Model):
    """A partner as published. Amounts: null is not published, zero is a published zero."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="partners")
    position = models.PositiveSmallIntegerField()
    organisation_uid = models.UUIDField(null=True, blank=True, db_index=True)
    name = models.CharField(max_length=250)
    role = models.CharField(max_length=7, blank=True, help_text="lead, partner, or blank when not stated")
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=5, blank=True, help_text="NUTS 3 code")
    city = models.CharField(max_length=100, blank=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    eu_funding = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["publication", "position"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "position"], name="published_partner_once")
        ]
        indexes = [models.Index(fields=["country", "publication"], name="published_partner_country")]

    def __str__(self) -> str:
        return self.name

    def natural_label(self) -> str:
        return f"{self.publication.code} partner {self.position}"
