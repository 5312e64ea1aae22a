"""The policy instruments of a funded project as the public sees them, and what came of each."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.texts import TextField
from projects.models import PolicyKind
from publications.models.publication import Publication


class PublishedInstrument(models.Model):
    """One policy instrument with its regions and its owner.

    `partners` are positions of partners of the record, whose names may go one day; `owner` is the position of
    one of them, or null where another organisation owns it (`owner_name`). `stakeholders` counts the
    organisations of its group by their kind: their names are not published.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="instruments")
    position = models.PositiveSmallIntegerField()
    uid = models.UUIDField()
    title = TextField()
    regions = ArrayField(models.CharField(max_length=5), default=list, help_text="NUTS 2, or countries")
    partners = ArrayField(models.PositiveSmallIntegerField(), default=list)
    owner = models.PositiveSmallIntegerField(null=True, blank=True)
    owner_name = models.CharField(max_length=250, blank=True)
    owner_role = models.CharField(max_length=20, blank=True)
    is_linked = models.BooleanField(null=True, help_text="part of a Structural Funds programme")
    funds_programme = models.CharField(max_length=250, blank=True)
    description = TextField()
    change = TextField()
    stakeholders = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["publication", "position"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "position"], name="published_instrument_once"),
            models.UniqueConstraint(fields=["publication", "uid"], name="published_instrument_uid_once"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.title}"


class PolicyOutcome(models.Model):
    """An action plan, a pilot action or an improvement: as planned in the proposal, or as it came about.

    `is_reported` tells which. `amount` is EUR: what a pilot action costs of its partner's budget, or the
    money of the instrument that an improvement influences; null where nobody states it.
    """

    instrument = models.ForeignKey(PublishedInstrument, on_delete=models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=18, choices=PolicyKind)
    is_reported = models.BooleanField(default=False)
    title = TextField()
    text = TextField()
    partner = models.PositiveSmallIntegerField(null=True, blank=True, help_text="position in the record")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    evidence = models.URLField(max_length=500, blank=True)
    happened_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["instrument", "position"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "position"], name="policy_outcome_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["action_plan", "pilot_action", "policy_improvement"]),
                name="policy_outcome_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"
