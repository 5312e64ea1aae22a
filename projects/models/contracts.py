"""What is agreed with an approved project: contract, people who answer for it, account for the money."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from programmes.models.dimensions import DimensionField
from projects.models.project import Project


class Contract(models.Model):
    """The data of the subsidy contract of one project. A date that is null has not been given yet.

    `revision` counts the saves: a form names the one that it was based on. With an override the contract may
    be recorded although the checklist is not complete; its note says why.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="contract")
    number = models.CharField(max_length=60, blank=True, help_text="as the programme counts its contracts")
    starts_on = models.DateField(null=True, blank=True, help_text="first day of the project")
    ends_on = models.DateField(null=True, blank=True, help_text="last day of the project")
    agreement_signed_on = models.DateField(null=True, blank=True, help_text="between the partners")
    lead_signed_on = models.DateField(null=True, blank=True, help_text="by the lead partner")
    authority_signed_on = models.DateField(null=True, blank=True, help_text="by the managing authority")
    in_force_on = models.DateField(null=True, blank=True)
    interventions = DimensionField(last=182, digits=3, help_text="fields of intervention of the operation")
    website = models.URLField(max_length=300, blank=True, help_text="of the project")
    due_on = models.DateField(null=True, blank=True, help_text="by when the applicants give their part")
    override_note = models.TextField(blank=True)
    override_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    override_at = models.DateTimeField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True, help_text="last day of the work, as it came")
    last_payment_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["project"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="contract_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(override_note="", override_by__isnull=True, override_at__isnull=True)
                | ~Q(override_note="") & Q(override_by__isnull=False, override_at__isnull=False),
                name="contract_override_whole",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="contract_by_due_date")]

    def __str__(self) -> str:
        return self.number or str(self.project)


class ContractPerson(models.Model):
    """Somebody who answers for one side of a project. `user` when it is one of the people who write it."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("Project manager")
        FINANCE = "finance", _("Finance manager")
        COMMUNICATION = "communication", _("Communication manager")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="people")
    kind = models.CharField(max_length=13, choices=Kind)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=25, blank=True)

    class Meta:
        ordering = ["contract", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "kind"], name="contract_person_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["project", "finance", "communication"]),
                name="contract_person_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    """Named sets of accounts."""

    def standing(self) -> BankAccountQuerySet:
        """Those that wait or hold, without those that something took the place of."""
        return self.filter(state__in=[BankAccount.State.WAITING, BankAccount.State.VALID])


class BankAccount(models.Model):
    """An account of the lead partner, as it was given: it holds once a second person has confirmed it.

    An account is never changed: another one takes its place, with the reason.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for a second person")
        VALID = "valid", _("Confirmed")
        REPLACED = "replaced", _("Replaced")
        REFUSED = "refused", _("Not confirmed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="accounts")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    holder = models.CharField(max_length=140)
    iban = models.CharField(max_length=34, help_text="without spaces")
    bic = models.CharField(max_length=11, blank=True)
    bank = models.CharField(max_length=140, blank=True)
    reason = models.TextField(blank=True, help_text="of the change; blank for the first account")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="confirmed or not")
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="one form, one account")

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=Q(state="waiting"), name="bank_account_waits_once"
            ),
            models.UniqueConstraint(
                fields=["contract"], condition=Q(state="valid"), name="bank_account_holds_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "valid", "replaced", "refused"]),
                name="bank_account_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="valid") | Q(settled_by__isnull=False) & ~Q(settled_by=F("given_by")),
                name="bank_account_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        """The country and the last four characters, which is enough to know it again."""
        return f"{self.iban[:2]}•• •••• {self.iban[-4:]}"

    @property
    def grouped(self) -> str:
        """The whole number in groups of four, as it stands on paper."""
        return " ".join(self.iban[start : start + 4] for start in range(0, len(self.iban), 4))


class ContractIssueQuerySet(models.QuerySet["ContractIssue"]):
    """Named sets of editions."""

    def standing(self) -> ContractIssueQuerySet:
        """Those that were not taken back; the newest of them is the one to sign."""
        return self.filter(taken_back_at__isnull=True)


class ContractIssue(models.Model):
    """An edition of a contract and its annex, as the secretariat issued them to be signed.

    `data` are all facts that the two papers say, frozen: an edition that is out never changes, it is taken
    back, or the next one takes its place.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="issues")
    edition = models.PositiveSmallIntegerField()
    version = models.ForeignKey("projects.Version", on_delete=models.PROTECT, related_name="+")
    data = models.JSONField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    taken_back_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="why it was taken back")
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="one form, one edition")

    objects = ContractIssueQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "edition"], name="contract_issue_once"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, reason="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(reason=""),
                name="contract_issue_taken_back_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.edition)
