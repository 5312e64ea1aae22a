"""The ranking of a call as it was last reckoned, orders of ties by the committee, and saved what-ifs.

`Ranking` and `RankedProposal` are worked out from what stands elsewhere and can be thrown away at any time.
Triggers of the database (migration of this table) write a `RankingChange` whenever something changes on
which a ranking rests; `assessments.ranking.keeping` reckons anew before the next reader.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from assessments.states import Group, Place, Standing
from calls.models import Call
from programmes.models import SpecificObjective
from projects.models import Project


class RankingChange(models.Model):
    """Something changed in a call, or in one proposal of it. Written by triggers, taken by the keeper."""

    call_number = models.BigIntegerField(db_index=True, help_text="primary key of the call")
    project_number = models.BigIntegerField(null=True, help_text="primary key of the project; empty: all")


class Ranking(models.Model):
    """The ranking of one step of a call; `purses` say what becomes of its money (see `reckoning.Purse`)."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="rankings")
    step = models.PositiveSmallIntegerField(default=2)
    purses = models.JSONField(default=list)
    most = models.DecimalField(max_digits=8, decimal_places=2, default=0, help_text="highest total score")
    sums = models.JSONField(default=list, help_text="by objective (see `sums.ObjectiveSum`)")
    counts = models.JSONField(default=dict, help_text="number of proposals by group")
    reckoned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "step"], name="ranking_once")]


class RankedProposal(models.Model):
    """One proposal of a ranking. Money in EUR of European money, scores as weighted totals.

    `position` runs through all groups from 1; `rank` is shared by a tie and empty outside the ranked group;
    the `objective_` ones are the same among the proposals of its specific objective.
    """

    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, related_name="proposals")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    objective = models.ForeignKey(SpecificObjective, null=True, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=8, choices=Group)
    standing = models.CharField(max_length=9, choices=Standing)
    place = models.CharField(max_length=7, choices=Place, blank=True)
    position = models.PositiveIntegerField()
    rank = models.PositiveIntegerField(null=True)
    is_tied = models.BooleanField(default=False)
    tie = models.PositiveSmallIntegerField(null=True, help_text="the committee's order within the tie")
    cumulated = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    objective_position = models.PositiveIntegerField()
    objective_rank = models.PositiveIntegerField(null=True)
    objective_is_tied = models.BooleanField(default=False)
    objective_cumulated = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    score = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    percentage = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    passes = models.BooleanField(null=True, help_text="whether every threshold is met")
    assessments = models.PositiveSmallIntegerField(default=0, help_text="finished ones")
    spread = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    asked = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    reserve_rank = models.PositiveSmallIntegerField(null=True, help_text="on the reserve list")

    class Meta:
        ordering = ["ranking", "position"]
        constraints = [models.UniqueConstraint(fields=["ranking", "project"], name="ranked_once")]
        indexes = [
            models.Index(fields=["ranking", "position"], name="ranked_by_position"),
            models.Index(fields=["ranking", "objective", "objective_position"], name="ranked_by_objective"),
        ]


class TieOrder(models.Model):
    """Where the committee put a proposal among those with the same score; void once the score changes."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tie_orders")
    step = models.PositiveSmallIntegerField(default=2)
    score = models.DecimalField(max_digits=8, decimal_places=2)
    position = models.PositiveSmallIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "step"], name="tie_order_once")]


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    """Named sets of saved what-ifs."""

    def readable_by(self, user: User, call: Call) -> ScenarioQuerySet:
        """The person's own ones of that call, and those that others share."""
        return self.filter(Q(owner=user) | Q(shared=True), call=call).select_related("owner").order_by("name")


class Scenario(models.Model):
    """A what-if with a name: changes to the ranking of a call that touch no data."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="scenarios")
    step = models.PositiveSmallIntegerField(default=2)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    changes = models.JSONField(help_text="pairs of key and value as in the address, checked when read")
    shared = models.BooleanField(default=False, help_text="with all who may read the ranking")
    saved_at = models.DateTimeField(default=timezone.now)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["call", "step", "owner", "name"], name="scenario_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="scenario_has_name"),
        ]
