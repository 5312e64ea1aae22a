"""Who can assess what and how much of it, how a call shares out its proposals, and places that fell free."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from assessments.states import Leaving
from calls.models import Call
from calls.permissions import reach
from programmes.models import Programme, SpecificObjective, Theme
from programmes.states import SECRETARIAT
from projects.models import Project, Version

CAPACITY = 8
MOST_CAPACITY = 200


class Expertise(models.Model):
    """An assessor's fields of knowledge in a programme, and how many proposals of one call are welcome.

    Between `away_from` and `away_to`, both included, the person is given nothing new.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="expertise")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    objectives = models.ManyToManyField(SpecificObjective, blank=True, related_name="+")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    capacity = models.PositiveSmallIntegerField(
        default=CAPACITY,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_CAPACITY)],
        help_text="proposals of one call",
    )
    away_from = models.DateField(null=True, blank=True)
    away_to = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "programme"], name="expertise_once"),
            models.CheckConstraint(condition=Q(capacity__lte=MOST_CAPACITY), name="expertise_capacity"),
            models.CheckConstraint(
                condition=Q(away_from__isnull=True, away_to__isnull=True) | Q(away_to__gte=F("away_from")),
                name="expertise_away_in_order",
            ),
        ]


class AssigningPlan(models.Model):
    """How a call shares out its proposals: by when, and whether assessors may take some themselves."""

    call = models.OneToOneField(
        Call, primary_key=True, on_delete=models.CASCADE, related_name="assigning_plan"
    )
    due = models.DateField(null=True, blank=True, help_text="by when assessments are to be finished")
    is_pool_open = models.BooleanField(
        default=False, help_text="whether assessors take proposals of their fields of knowledge themselves"
    )


class FreedPlaceQuerySet(models.QuerySet["FreedPlace"]):
    """Named sets of places."""

    def open_to_staff(self, user: User | AnonymousUser) -> FreedPlaceQuerySet:
        """Those that still wait for another assessor, of proposals that the person deals with."""
        seen = Project.objects.visible_to_staff(user).filter(
            reach(user, SECRETARIAT, "call", "call__programme_period__programme")
        )
        return self.filter(settled_at__isnull=True, project__in=seen.values("pk"))


class FreedPlace(models.Model):
    """An assessor who was asked and left: somebody else is wanted, until one is asked or nobody is needed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="freed_places")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=9, choices=Leaving)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = FreedPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(why__in=Leaving.values), name="freed_place_why")]
        indexes = [
            models.Index(fields=["project"], condition=Q(settled_at__isnull=True), name="freed_place_open")
        ]
