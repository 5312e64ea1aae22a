"""Files of a proposal: annexes that the call asks for, and others that the applicants add."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.models import CallAnnex
from core.uploads import Fault
from core.uploads.names import LENGTH as NAME_LENGTH
from projects.models.partnership import Partnership
from projects.models.project import Project

DESCRIPTION_LENGTH = 250


class AttachmentState(models.TextChoices):
    """Where a file stands between the browser and its readers: only clean ones are handed out."""

    ARRIVING = "arriving", _("Arriving")
    QUARANTINED = "quarantined", _("Being checked")
    CLEAN = "clean", _("Checked")
    REFUSED = "refused", _("Refused")


class Purpose(models.TextChoices):
    """What a file belongs to: the dossier, or papers beside it that no version freezes."""

    DOSSIER = "", _("Annexes")
    CONTRACT = "contract", _("Contract")
    AGREEMENT = "agreement", _("Partnership agreement")
    PROOF = "proof", _("Proof of the bank account")
    EVIDENCE = "evidence", _("Evidence for a condition")
    OBJECTION = "objection", _("Attached to an objection")


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Named sets of files."""

    def of_dossier(self) -> AttachmentQuerySet:
        """The annexes: what is submitted, frozen and restored."""
        return self.filter(purpose=Purpose.DOSSIER)

    def of_contract(self) -> AttachmentQuerySet:
        """Papers of the contract."""
        return self.exclude(purpose__in=[Purpose.DOSSIER, Purpose.EVIDENCE, Purpose.OBJECTION])

    def present(self) -> AttachmentQuerySet:
        """Whole and not removed, in whatever state of the check."""
        return self.filter(removed_at__isnull=True).exclude(state=AttachmentState.ARRIVING)

    def removed(self) -> AttachmentQuerySet:
        """Those taken away, which can be put back until the proposal is submitted."""
        return self.filter(removed_at__isnull=False).exclude(state=AttachmentState.ARRIVING)

    def for_list(self) -> AttachmentQuerySet:
        """With what a list shows, in the order in which they came."""
        return self.select_related("annex", "partnership", "uploaded_by").order_by("uploaded_at", "pk")


class Attachment(models.Model):
    """A file of a project, in one category: an annex of the call, for a partner where the call asks so.

    `file` is a name in the storage that cannot be guessed; `name` is the cleaned one that people see. `size`
    is in bytes, `content_type` what the content says. A file that was part of a submission is kept with it.
    `purpose` is blank for annexes; papers of the contract stand beside the dossier.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="attachments")
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.SET_NULL, related_name="attachments"
    )
    annex = models.ForeignKey(
        CallAnnex, null=True, blank=True, on_delete=models.SET_NULL, related_name="attachments"
    )
    purpose = models.CharField(max_length=9, choices=Purpose, default=Purpose.DOSSIER, blank=True)
    name = models.CharField(max_length=NAME_LENGTH)
    description = models.CharField(max_length=DESCRIPTION_LENGTH, blank=True)
    file = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12, choices=AttachmentState, default=AttachmentState.ARRIVING)
    fault = models.CharField(max_length=12, choices=Fault, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="checks that were begun")
    due_at = models.DateTimeField(default=timezone.now, help_text="not checked before")
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="one choice, one file")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["project", "uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "purpose", "annex", "partnership", "name"],
                condition=Q(removed_at__isnull=True),
                nulls_distinct=False,
                name="attachment_name_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AttachmentState.values), name="attachment_state_known"
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="attachment_purpose_known"),
            models.CheckConstraint(
                condition=Q(state=AttachmentState.ARRIVING) | ~Q(sha256=""),
                name="attachment_has_digest",
            ),
            models.CheckConstraint(
                condition=~Q(state=AttachmentState.REFUSED) | ~Q(fault=""), name="attachment_refused_says_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state=AttachmentState.QUARANTINED),
                name="attachment_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        """Whether the check is still to come."""
        return self.state == AttachmentState.QUARANTINED

    @property
    def is_clean(self) -> bool:
        return self.state == AttachmentState.CLEAN

    @property
    def is_refused(self) -> bool:
        return self.state == AttachmentState.REFUSED
