"""A partner of a funded project, as the public sees it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partners.states import LegalStatus, OrganisationType
from publications.models.organisation import Organisation
from publications.models.publication import Publication


class PublishedPartner(models.Model):
    """A partner as published. Amounts: null is not published, zero is a published zero.

    The name of a natural person goes two years after the first publication (`forgotten_at`); the country and
    the NUTS 2 region stay. CPR Art. 49(3).
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="partners", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="roles", db_index=False
    )
    organisation_uid = models.UUIDField(null=True, blank=True, db_index=True)
    name = models.CharField(max_length=250, blank=True)
    name_en = models.CharField(max_length=250, blank=True)
    role = models.CharField(max_length=7, blank=True, help_text="lead, partner, or blank when not stated")
    kind = models.CharField(max_length=20, choices=OrganisationType, blank=True)
    legal_status = models.CharField(max_length=7, choices=LegalStatus, blank=True)
    is_natural_person = models.BooleanField(default=False)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    department = models.CharField(max_length=250, blank=True)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=5, blank=True, help_text="NUTS 3 code; of a natural person NUTS 2")
    city = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=120, blank=True)
    identifier = models.CharField(max_length=100, blank=True, help_text="VAT or other public number")
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    eu_funding = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    contribution = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="what the partner and its own co-financers pay",
    )

    class Meta:
        ordering = ["publication", "position"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "position"], name="published_partner_once"),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(name="", name_en="", is_natural_person=True),
                name="published_partner_forgotten",
            ),
        ]
        indexes = [
            models.Index(fields=["country", "publication"], name="published_partner_country"),
            models.Index(
                fields=["organisation", "publication"],
                condition=Q(organisation__isnull=False),
                name="published_partner_organisation",
            ),
            models.Index(
                fields=["publication"],
                condition=Q(is_natural_person=True, forgotten_at__isnull=True),
                name="published_partner_persons",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_label(self) -> str:
        return f"{self.publication.code} partner {self.position}"
