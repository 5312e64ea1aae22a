"""Funding decisions, each on a named version: prepared, taken, undone; and the conditions they set."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from assessments.models.sessions import AgendaItem
from assessments.states import CONDITION_TONES, UNSETTLED, ConditionState, Outcome
from projects.models import Attachment, Project, StateChange, Version


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Named sets of decisions."""

    def standing(self) -> DecisionQuerySet:
        """Those that were not undone."""
        return self.filter(reverted_at__isnull=True)

    def cuts(self) -> DecisionQuerySet:
        """Standing ones of step 2 that say what is granted, the newest first.

        A later approval that names no amount leaves the cut as it is.
        """
        cut = self.standing().filter(granted__isnull=False, version__step=2)
        return cut.order_by("-recorded_at", "-pk")


class Decision(models.Model):
    """A funding decision, on a named version. `reverted_at` keeps what was undone."""

    change = models.OneToOneField(StateChange, null=True, on_delete=models.PROTECT, related_name="decision")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=24, choices=Outcome)
    decided_on = models.DateField()
    reason = models.TextField(blank=True, help_text="told to the applicant")
    conditions = models.TextField(blank=True)
    granted = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="EUR, when the grant was cut"
    )
    reserve_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    reverted_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "outcome"],
                condition=Q(reverted_at__isnull=True) & ~Q(outcome=Outcome.POSTPONED),
                name="decision_once",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(reverted_at__isnull=True), name="decision_once_on_item"
            ),
        ]


class PendingDecision(models.Model):
    """What a session decided on an item, as prepared: may be corrected until it is confirmed.

    `seen_change` is the newest state change when it was prepared: a proposal that moved since is refused.
    `conditions` is a list of {"text", "due"} with the due date as ISO text.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="pending")
    outcome = models.CharField(max_length=24, choices=Outcome)
    reserve_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="told to the applicant")
    conditions = models.JSONField(default=list, blank=True)
    granted = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="EUR, when the grant was cut"
    )
    seen_state = models.CharField(max_length=40)
    seen_version = models.PositiveSmallIntegerField()
    seen_change = models.ForeignKey(StateChange, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="prepared"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="pending_outcome_known"),
        ]

    @property
    def dated_conditions(self) -> list[tuple[str, datetime.date | None]]:
        """Each condition with the day on which it is due."""
        return [
            (row["text"], datetime.date.fromisoformat(row["due"]) if row["due"] else None)
            for row in self.conditions
        ]


class ConditionQuerySet(models.QuerySet["Condition"]):
    """Named sets of conditions."""

    def of(self, project: Project) -> ConditionQuerySet:
        """Those of every approval of the project, undone ones too."""
        return self.filter(decision__project=project)

    def standing(self) -> ConditionQuerySet:
        """Those of decisions that were not undone."""
        return self.filter(decision__reverted_at__isnull=True)

    def unsettled(self) -> ConditionQuerySet:
        """Standing ones that are neither met nor waived."""
        return self.standing().filter(state__in=UNSETTLED)


class Condition(models.Model):
    """One thing that an approved project must still do or show, until the secretariat closes it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="terms")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=ConditionState, default=ConditionState.OPEN)
    answer = models.TextField(blank=True)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="+")
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="of the secretariat, when closing or handing back")
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ["decision", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ConditionState.values), name="condition_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(UNSETTLED)) | Q(closed_at__isnull=False),
                name="condition_closed_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["due"], condition=Q(state__in=sorted(UNSETTLED)), name="condition_due")
        ]

    @property
    def tone(self) -> str:
        """How its badge looks: open and answered ones never look done."""
        return CONDITION_TONES[ConditionState(self.state)]
