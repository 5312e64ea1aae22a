"""A contractor of public procurement within a funded project, as the public sees it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.texts import TextField
from publications.models.publication import Publication


class PublishedContractor(models.Model):
    """A contractor as published; only the name is always told, until a natural person's goes.

    `partner` is the position of the partner that awarded the contract, `uid` the contractor's identity in the
    project; both null where a list does not say. `amount` is EUR: null is not published. The name of a
    natural person goes two years after it was first published (`forgotten_at`). CPR Art. 49(3)(a).
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="contractors", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    uid = models.UUIDField(null=True, blank=True)
    partner = models.PositiveSmallIntegerField(null=True, blank=True, help_text="position in the record")
    name = models.CharField(max_length=250, blank=True)
    is_natural_person = models.BooleanField(default=False)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    first_published_at = models.DateTimeField(default=timezone.now)
    country = models.CharField(max_length=2, blank=True)
    identifier = models.CharField(max_length=100, blank=True, help_text="VAT or other public number")
    subject = TextField()
    awarded_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["publication", "position"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "position"], name="published_contractor_once"),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) & ~Q(name="")
                | Q(forgotten_at__isnull=False, name="", is_natural_person=True),
                name="published_contractor_forgotten",
            ),
            models.CheckConstraint(
                condition=Q(is_natural_person=False) | Q(identifier=""),
                name="published_contractor_person_without_number",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="published_contractor_amount_not_below_zero",
            ),
        ]
        indexes = [
            models.Index(
                fields=["first_published_at"],
                condition=Q(is_natural_person=True, forgotten_at__isnull=True),
                name="published_contractor_persons",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_label(self) -> str:
        return f"{self.publication.code} contractor {self.position}"
