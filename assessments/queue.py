"""An assessor's queue: which proposal comes next, what the pool offers, how far one is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment, AssigningPlan, Expertise
from assessments.models.assessing import AssessmentQuerySet
from programmes.states import Role
from projects.models import Collaborator, Interest, Project, ProjectQuerySet
from projects.states import AWAITS_ELIGIBILITY, ELIGIBLE

IN_ASSESSMENT = AWAITS_ELIGIBILITY | ELIGIBLE


@dataclass(frozen=True)
class Progress:
    """How many of the own assessments are finished, and how many of the open ones are late."""

    done: int
    total: int
    late: int

    @property
    def open(self) -> int:
        return self.total - self.done


def mine(user: User) -> AssessmentQuerySet:
    """The person's own that still can be worked on or are finished, without those with a conflict."""
    return Assessment.objects.for_assessor(user).taking_part()


def progress(user: User) -> Progress:
    """How far the person is; one query."""
    is_open = Q(finished_at__isnull=True)
    late = Q(due__lt=timezone.localdate())
    row = mine(user).aggregate(
        total=Count("pk"), done=Count("pk", filter=~is_open), late=Count("pk", filter=is_open & late)
    )
    return Progress(row["done"], row["total"], row["late"])


def waiting(user: User) -> AssessmentQuerySet:
    """The open ones in the order of the queue: put-off ones last, the least assessed proposal first, then by
    date and number."""
    finished = (
        Assessment.objects.finished()
        .filter(version=OuterRef("version"), round=OuterRef("round"))
        .order_by()
        .values("version")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        mine(user)
        .filter(finished_at__isnull=True, project__state__in=IN_ASSESSMENT)
        .annotate(finished_by_others=Coalesce(Subquery(finished), Value(0)))
        .order_by(
            F("skipped_at").asc(nulls_first=True),
            "finished_by_others",
            F("due").asc(nulls_last=True),
            "project__code",
            "pk",
        )
    )


def pool(user: User) -> ProjectQuerySet:
    """What the person may take: proposals of open pools that lack assessors, of the person's fields of
    knowledge (of all for who named none), the least assessed first.

    Nothing that the person writes, assesses already or has a conflict of interest with.
    """
    known = Expertise.objects.filter(user=user, programme=OuterRef("call__programme_period__programme"))
    knows = Exists(known.filter(objectives=OuterRef("objective"))) | Exists(
        known.filter(themes=OuterRef("theme"))
    )
    named = Exists(known.filter(objectives__isnull=False)) | Exists(known.filter(themes__isnull=False))
    held = Assessment.objects.taking_part().filter(project=OuterRef("pk"))
    counted = held.order_by().values("project").annotate(number=Count("assessor", distinct=True))
    opened = AssigningPlan.objects.filter(is_pool_open=True).values("call")
    return (
        Project.objects.submitted_in(user, {Role.ASSESSOR})
        .filter(knows | ~named, call__in=opened, state__in=IN_ASSESSMENT)
        .exclude(pk__in=Assessment.objects.filter(assessor=user).values("project"))
        .exclude(pk__in=Collaborator.objects.filter(user=user).values("project"))
        .exclude(pk__in=Interest.objects.conflicts_of(user).values("project"))
        .annotate(places=Coalesce(Subquery(counted.values("number")), Value(0)))
        .filter(places__lt=F("call__assessors_wanted"))
        .order_by("places", "first_submitted_at", "pk")
    )
