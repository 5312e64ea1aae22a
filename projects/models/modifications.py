"""Modifications of an approved project: asked for, opened, submitted, decided, in force."""

from __future__ import annotations

import datetime
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.models.project import Project
from projects.models.versions import Version


class ModificationState(models.TextChoices):
    ASKED = "asked", _("Asked for")
    DECLINED = "declined", _("Not opened")
    OPEN = "open", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    CANCELLED = "cancelled", _("Cancelled")


LIVING = (ModificationState.ASKED, ModificationState.OPEN, ModificationState.SUBMITTED)


class ModificationQuerySet(models.QuerySet["Modification"]):
    """Named sets of modifications."""

    def living(self) -> ModificationQuerySet:
        """Those that somebody still has to act on; one a project at most."""
        return self.filter(state__in=LIVING)

    def to_come(self) -> ModificationQuerySet:
        """Approved ones that have not entered into force."""
        return self.filter(state=ModificationState.APPROVED, entered_at__isnull=True)

    def version_in_force(self, project: Project, today: datetime.date) -> Version | None:
        """The approved version that holds on this day: what the public sees. None when not funded.

        While approved modifications wait for their day, it is what the first of them was opened on.
        """
        waiting = self.filter(project=project, state=ModificationState.APPROVED, in_force_on__gt=today)
        first = waiting.select_related("base").order_by("number").first()
        if first is not None and first.base is not None and project.is_funded:
            return first.base
        return Version.objects.approved_of(project)


class Modification(models.Model):
    """One change of an approved project.

    `base` is the version that held when it was opened, `version` the one that was submitted or decided on.
    `parts` names what the applicants may change (sections of the form); empty means everything.
    `in_force_on` is the day from which an approved one holds; `entered_at` when the portal acted on it.
    """

    class Kind(models.TextChoices):
        MINOR = "minor", _("Minor")
        MAJOR = "major", _("Major")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="modifications")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=ModificationState, default=ModificationState.ASKED)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.MINOR)
    parts = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    reason = models.TextField()
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="by when the applicants submit it")
    base = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="the reason of the decision, or why it was not opened")
    in_force_on = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="one form, one modification")

    objects = ModificationQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="modification_once"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(state__in=LIVING), name="modification_lives_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ModificationState.values), name="modification_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ModificationState.APPROVED)
                | Q(in_force_on__isnull=False, version__isnull=False, decided_on__isnull=False),
                name="modification_approved_has_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["in_force_on"],
                condition=Q(state=ModificationState.APPROVED, entered_at__isnull=True),
                name="modification_to_come",
            )
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_taken_back(self) -> bool:
        """Whether the applicants took the wish back: the secretariat never declines without an answer."""
        return self.state == ModificationState.DECLINED and not self.answer
