"""What people of a programme declared of their interests in a proposal: it opens or closes it to them."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User


class InterestQuerySet(models.QuerySet["Interest"]):
    """Named sets of declarations."""

    def conflicts_of(self, user: User | AnonymousUser) -> InterestQuerySet:
        """The person's declared conflicts: these proposals are closed to the person."""
        return self.filter(person_id=user.pk, has_conflict=True)

    def cleared_for(self, user: User | AnonymousUser) -> InterestQuerySet:
        """Where the person declared to have no conflict."""
        return self.filter(person_id=user.pk, has_conflict=False)

    def in_force(self) -> InterestQuerySet:
        """Those that were not taken back."""
        return self.filter(has_conflict__isnull=False)


class Interest(models.Model):
    """One person's declaration about one proposal, made before reading it.

    `has_conflict` is null once the secretariat took the declaration back: the person declares anew. The
    trail of the project keeps what was declared before.
    """

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interests")
    has_conflict = models.BooleanField(null=True, blank=True, help_text="null: taken back, to declare anew")
    note = models.TextField(blank=True, help_text="what the conflict is")
    declared_at = models.DateTimeField(default=timezone.now)
    corrected_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(null=True, blank=True)
    correction_note = models.TextField(blank=True, help_text="why the secretariat changed it")

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "person"], name="interest_once"),
            models.CheckConstraint(
                condition=~Q(has_conflict=True) | ~Q(note=""), name="interest_conflict_has_note"
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True, corrected_by__isnull=True, correction_note="")
                | (Q(corrected_at__isnull=False) & ~Q(correction_note="")),
                name="interest_correction_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["person", "has_conflict", "project"], name="interest_of_person")]
