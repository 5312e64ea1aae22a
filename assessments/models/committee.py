"""The monitoring committee of a programme: its rules of procedure, its delegations and their members."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from accounts.models import User
from assessments.states import Majority
from core.texts import TextField
from programmes.models import Programme
from programmes.models.limits import text_given, text_within
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT, Role

NAME_LENGTH = 120


class CommitteeRules(models.Model):
    """The rules of procedure; a session copies them, so that a later change leaves it alone."""

    programme = models.OneToOneField(
        Programme, primary_key=True, on_delete=models.CASCADE, related_name="committee_rules"
    )
    quorum_percent = models.PositiveSmallIntegerField(
        default=50, help_text="the least share of the voting delegations that must be present"
    )
    majority = models.CharField(max_length=10, choices=Majority, default=Majority.CONSENSUS)
    silence_is_consent = models.BooleanField(default=True, help_text="in a written procedure")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quorum_percent__lte=100), name="committee_quorum_0_to_100"),
            models.CheckConstraint(
                condition=Q(majority__in=Majority.values), name="committee_majority_known"
            ),
        ]


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Named sets of delegations."""

    def set_up_by(self, user: User | AnonymousUser) -> DelegationQuerySet:
        """Those of programmes whose secretariat the person belongs to."""
        return self.filter(programme__in=programmes_where(user, SECRETARIAT))

    def sitting(self) -> DelegationQuerySet:
        """Those that take part in new sessions."""
        return self.filter(is_active=True)

    def of_member(self, user: User | AnonymousUser) -> DelegationQuerySet:
        """Those for which the person speaks, in programmes where the person still sits in the committee."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(
            members__user=user, programme__in=programmes_where(user, {Role.COMMITTEE})
        ).distinct()


class Delegation(models.Model):
    """One voice at the table: a region, a ministry, a partner organisation; voting or advising.

    One that has sat in a session is never deleted, only put away (`is_active`).
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="delegations")
    name = TextField()
    has_vote = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "position", "pk"]
        constraints = [
            text_given("name", name="delegation_has_name"),
            text_within("name", NAME_LENGTH, name="delegation_name_length"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class DelegationMember(models.Model):
    """A person who speaks for a delegation; a deputy does so when no full member does."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegation_seats")
    is_deputy = models.BooleanField(default=False)

    class Meta:
        ordering = ["delegation", "is_deputy", "pk"]
        constraints = [models.UniqueConstraint(fields=["delegation", "user"], name="delegation_member_once")]
