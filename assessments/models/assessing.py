"""Assessors' scores of one version, and what the secretariat concludes from them."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import User
from assessments.states import Recommendation
from calls.models import Criterion
from calls.permissions import reach
from calls.states import SCALE_HIGHEST
from programmes.states import Role
from projects.models import Interest, Project, Version


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Named sets of assessments; every page starts from one that names the person."""

    def for_assessor(self, user: User | AnonymousUser) -> AssessmentQuerySet:
        """The person's own, in programmes or calls where the person still is assessor."""
        return self.filter(
            reach(user, {Role.ASSESSOR}, "project__call", "project__call__programme_period__programme"),
            assessor_id=user.pk,
        )

    def open_to(self, user: User | AnonymousUser) -> AssessmentQuerySet:
        """The person's own whose file the person may read: no conflict of interest was declared."""
        return self.for_assessor(user).filter(
            project__in=Interest.objects.cleared_for(user).values("project")
        )

    def with_interest(self) -> AssessmentQuerySet:
        """Each with `has_conflict` (None until declared) and `conflict_note` of its assessor."""
        declared = Interest.objects.filter(project=OuterRef("project"), person=OuterRef("assessor"))
        columns = {
            "has_conflict": Subquery(declared.values("has_conflict")),
            "conflict_note": Subquery(declared.values("note")),
        }
        return self.annotate(**columns)

    def for_list(self) -> AssessmentQuerySet:
        """With the project, call and version that lists show; open work first."""
        return (
            self.with_interest()
            .select_related("project__call__programme_period__programme", "version", "assessor")
            .order_by(F("finished_at").asc(nulls_first=True), "-invited_at", "pk")
        )

    def taking_part(self) -> AssessmentQuerySet:
        """Without those whose assessor declared a conflict of interest: their place is free."""
        conflict = Interest.objects.filter(
            project=OuterRef("project"), person=OuterRef("assessor"), has_conflict=True
        )
        return self.filter(~Exists(conflict))

    def undeclared(self) -> AssessmentQuerySet:
        """Open ones whose assessor has yet to declare interests."""
        declared = Interest.objects.in_force().filter(
            project=OuterRef("project"), person=OuterRef("assessor")
        )
        return self.filter(~Exists(declared), finished_at__isnull=True)

    def finished(self) -> AssessmentQuerySet:
        """Those that count: finished, by somebody in whose declaration no conflict stands."""
        return self.taking_part().filter(finished_at__isnull=False)

    def readable_by(self, user: User | AnonymousUser) -> AssessmentQuerySet:
        """Those whose scores the person may read.

        An assessor reads the own ones, and others' finished ones of a project only after finishing the own
        one of the same step. Staff who see all submitted projects read finished ones.
        """
        own = Assessment.objects.open_to(user)
        done = own.finished().filter(project=OuterRef("project"), version__step=OuterRef("version__step"))
        staff = Project.objects.visible_to_staff(user).values("pk")
        others = Q(finished_at__isnull=False) & (Exists(done) | Q(project__in=staff))
        return self.filter(Q(pk__in=own.values("pk")) | others)


class Assessment(models.Model):
    """One assessor's scores of one version: invited, filled after declaring no conflict, finished.

    What the assessor declared is an `Interest`; `with_interest` puts it beside the assessment.
    """

    has_conflict: bool | None
    conflict_note: str | None

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="assessments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assessments")
    recommendation = models.CharField(max_length=15, choices=Recommendation, blank=True)
    comment = models.TextField(blank=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    due = models.DateField(null=True, blank=True, help_text="by when it is to be finished")
    skipped_at = models.DateTimeField(null=True, blank=True, help_text="put off by the assessor, last time")
    finished_at = models.DateTimeField(null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=1)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "assessor", "round"], name="assessment_once"),
        ]

    @property
    def known_as(self) -> str:
        """What its assessor may call the project: in a blind call its code, which tells nothing."""
        return (self.project.code or "–") if self.project.call.is_blind else str(self.project)


class Score(models.Model):
    """A score on the call's scale for one criterion, with the reason; null while only that is written."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(value__lte=SCALE_HIGHEST), name="score_on_a_scale"),
        ]


class QualityQuerySet(models.QuerySet["QualityConclusion"]):
    """Named sets of conclusions."""

    def newest_of(self, project: Project, *, step: int = 2) -> QualityConclusion | None:
        """The conclusion on the newest version of that step that has one."""
        return (
            self.filter(version__project=project, version__step=step)
            .select_related("version", "concluded_by")
            .order_by("-version__number")
            .first()
        )


class QualityConclusion(models.Model):
    """The secretariat's recommendation to the committee on one version, after the assessors' scores."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="quality")
    recommendation = models.CharField(max_length=15, choices=Recommendation)
    note = models.TextField(blank=True)
    concluded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(default=timezone.now)

    objects = QualityQuerySet.as_manager()
