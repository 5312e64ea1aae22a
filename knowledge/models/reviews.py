"""What experts say of a submitted version: a score for each criterion, texts and an advice."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.todo import TODAY
from knowledge.models.members import Expert
from knowledge.models.platforms import HIGHEST_SCORE, LOWEST_SCORE, Criterion
from knowledge.models.practices import PracticeVersion
from knowledge.states import Recommendation, ReviewState


class ReviewQuerySet(models.QuerySet["Review"]):
    """Named sets of reviews."""

    def of(self, user: User | AnonymousUser) -> ReviewQuerySet:
        """Those that this person, being an expert today, was asked for."""
        own = Expert.objects.of(user).values("pk")
        return self.filter(expert__in=own).exclude(state=ReviewState.CANCELLED)

    def asked(self) -> ReviewQuerySet:
        return self.filter(state=ReviewState.ASKED)

    def late(self) -> ReviewQuerySet:
        """Asked for, and the day by which they were due is over."""
        return self.asked().filter(due_on__lt=TODAY)

    def done(self) -> ReviewQuerySet:
        return self.filter(state=ReviewState.DONE)


class Review(models.Model):
    """One expert's review of one version. `text` goes to the authors without a name; `note` stays inside."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(PracticeVersion, on_delete=models.CASCADE, related_name="reviews")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.ASKED)
    recommendation = models.CharField(max_length=10, choices=Recommendation, blank=True)
    text = models.TextField(blank=True)
    note = models.TextField(blank=True)
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    finished_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="when the late expert was reminded")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["version", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "expert"], name="review_once"),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="review_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.DONE)
                | Q(finished_at__isnull=False, recommendation__in=Recommendation.values) & ~Q(text=""),
                name="review_done_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.expert_id}"


class ReviewScore(models.Model):
    """The score of one criterion, with its reason."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["review", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="review_score_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=LOWEST_SCORE, value__lte=HIGHEST_SCORE),
                name="review_score_1_to_5",
            ),
        ]
