"""Contractors of public procurement: whom a partner of a running project gave a contract."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.models.project import Project


class ContractorState(models.TextChoices):
    """Only what the secretariat confirmed is published."""

    SENT = "sent", _("Waits for the secretariat")
    CONFIRMED = "confirmed", _("Confirmed")
    RETURNED = "returned", _("Sent back")


class ContractorQuerySet(models.QuerySet["Contractor"]):
    """Named sets of contractors."""

    def waiting(self) -> ContractorQuerySet:
        """Those that nobody in the secretariat looked at yet, the oldest first."""
        return self.filter(state=ContractorState.SENT).order_by("given_at", "pk")

    def confirmed(self) -> ContractorQuerySet:
        """Those that may be seen by everybody, by the day of their contract."""
        return self.filter(state=ContractorState.CONFIRMED).order_by("awarded_on", "pk")


class Contractor(models.Model):
    """One contract that a partner awarded by public procurement. CPR Art. 49(3)(a).

    `partner` is the identity of the partner in the dossier. A legal entity has a `name`; a natural person has
    `first_name` and `surname`, and no number. `amount` is EUR without VAT, null where it is not told;
    `subject` is in `language`. A row with `corrects` waits to take the place of a confirmed one, which is
    public as it stands until then.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    creation_key = models.UUIDField(unique=True, editable=False, help_text="one press of the button, one row")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contractors")
    partner = models.UUIDField()
    is_natural_person = models.BooleanField(default=False)
    name = models.CharField(max_length=250, blank=True)
    first_name = models.CharField(max_length=100, blank=True)
    surname = models.CharField(max_length=149, blank=True)
    country = models.CharField(max_length=2)
    identifier = models.CharField(max_length=100, blank=True, help_text="VAT or other public number")
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=300)
    awarded_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=9, choices=ContractorState, default=ContractorState.SENT)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(max_length=1000, blank=True)
    handled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    first_confirmed_at = models.DateTimeField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="correction"
    )

    objects = ContractorQuerySet.as_manager()

    class Meta:
        ordering = ["project", "awarded_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["sent", "confirmed", "returned"]), name="contractor_state_known"
            ),
            models.CheckConstraint(
                condition=Q(is_natural_person=False, first_name="", surname="") & ~Q(name="")
                | Q(is_natural_person=True, name="", identifier="") & ~Q(first_name="") & ~Q(surname=""),
                name="contractor_named",
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$") & ~Q(subject=""), name="contractor_told"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="contractor_amount_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", handled_at__isnull=True)
                | ~Q(state="sent") & Q(handled_at__isnull=False),
                name="contractor_handled",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(first_confirmed_at__isnull=False, corrects__isnull=True),
                name="contractor_confirmed_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name, of a natural person first name and surname."""
        return f"{self.first_name} {self.surname}" if self.is_natural_person else self.name

    @property
    def mark(self) -> str:
        """What tells it apart where people's names are not written down: what the contract is about."""
        return self.subject if self.is_natural_person else self.name
