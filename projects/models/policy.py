"""What partners report of their policy instruments while the project runs: plans made, policy changed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.models.project import Project


class PolicyKind(models.TextChoices):
    """What can be reported of an instrument."""

    ACTION_PLAN = "action_plan", _("Action plan")
    PILOT_ACTION = "pilot_action", _("Pilot action")
    POLICY_IMPROVEMENT = "policy_improvement", _("Policy improvement")


class PolicyReportState(models.TextChoices):
    """Only what the secretariat confirmed is shown to the public."""

    SENT = "sent", _("Waits for the secretariat")
    CONFIRMED = "confirmed", _("Confirmed")
    RETURNED = "returned", _("Sent back")


class PolicyReportQuerySet(models.QuerySet["PolicyReport"]):
    """Named sets of reports."""

    def waiting(self) -> PolicyReportQuerySet:
        """Those that nobody in the secretariat looked at yet, the oldest first."""
        return self.filter(state=PolicyReportState.SENT).order_by("reported_at", "pk")

    def confirmed(self) -> PolicyReportQuerySet:
        """Those that may be seen by everybody, by their day."""
        return self.filter(state=PolicyReportState.CONFIRMED).order_by("happened_on", "pk")


class PolicyReport(models.Model):
    """One thing done with one instrument. `instrument` is the identity of its entry in the form.

    `influenced` is the money of the instrument that changed its use, EUR: null where nobody states it. Texts
    are in `language`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    creation_key = models.UUIDField(unique=True, editable=False, help_text="one press of the button, one row")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="policy_reports")
    instrument = models.UUIDField()
    kind = models.CharField(max_length=18, choices=PolicyKind)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=3000)
    evidence = models.URLField(max_length=500, blank=True)
    influenced = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    happened_on = models.DateField()
    state = models.CharField(max_length=9, choices=PolicyReportState, default=PolicyReportState.SENT)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(max_length=1000, blank=True)
    handled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyReportQuerySet.as_manager()

    class Meta:
        ordering = ["project", "happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["action_plan", "pilot_action", "policy_improvement"]),
                name="policy_report_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "confirmed", "returned"]), name="policy_report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(influenced__isnull=True) | Q(influenced__gte=0, kind="policy_improvement"),
                name="policy_report_money_of_improvements",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", handled_at__isnull=True)
                | (~Q(state="sent") & Q(handled_at__isnull=False)),
                name="policy_report_handled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"
