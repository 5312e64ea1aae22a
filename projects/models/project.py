"""One project from draft to closure, and the people who write it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import User
from calls.models import Call
from calls.permissions import reach
from programmes.models import SpecificObjective, Theme
from programmes.permissions import calls_where, programmes_where
from programmes.states import DEALS_WITH_PROPOSALS, SEES_ALL_SUBMITTED, SEES_UNDECLARED, Role
from projects import searching
from projects.models.interests import Interest
from projects.states import DRAFTS, EDITABLE, FUNDED, REHEARSED, Level, State, step_of

# As `ProjectQuerySet.visible_to_staff` reads: what was submitted in earnest.
IN_INBOX = Q(first_submitted_at__isnull=False, is_rehearsal=False)


class ProjectQuerySet(models.QuerySet["Project"]):
    """Named sets of projects; every page starts from one that names the person."""

    def real(self) -> ProjectQuerySet:
        """Without rehearsals: what counts, is listed, exported, published or written to staff about."""
        return self.filter(is_rehearsal=False)

    def rehearsals(self) -> ProjectQuerySet:
        """Those with which staff try a call."""
        return self.filter(is_rehearsal=True)

    def written_by(self, user: User | AnonymousUser) -> ProjectQuerySet:
        """Those in which the person is a collaborator of any level."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(collaborators__user=user)

    def visible_to_staff(self, user: User | AnonymousUser) -> ProjectQuerySet:
        """Those once submitted where the person's role sees all of them. No rehearsals.

        A declared conflict of interest closes one; to the committee it opens once it declared none.
        """
        conflicts = Interest.objects.conflicts_of(user).values("project")
        return self.submitted_in(user, SEES_ALL_SUBMITTED).filter(_opened_to(user)).exclude(pk__in=conflicts)

    def submitted_in(self, user: User | AnonymousUser, roles: Iterable[Role]) -> ProjectQuerySet:
        """Those once submitted in programmes or calls where the person has one of `roles`, declared or not.

        Not for showing: only its number, code and title may be told before interests are declared.
        """
        mine = reach(user, roles, "call", "call__programme_period__programme")
        return self.real().filter(mine, first_submitted_at__isnull=False)

    def closed_to(self, user: User | AnonymousUser) -> ProjectQuerySet:
        """Those that declarations hide from a member of staff: conflicts, and undeclared ones."""
        closed = Q(pk__in=Interest.objects.conflicts_of(user).values("project"))
        reads = programmes_where(user, SEES_UNDECLARED)
        asked = set(programmes_where(user, DEALS_WITH_PROPOSALS)).difference(reads)
        if asked:
            cleared = Q(pk__in=Interest.objects.cleared_for(user).values("project"))
            unasked = Q(call__in=calls_where(user, SEES_UNDECLARED)) | cleared
            closed |= Q(call__programme_period__programme__in=asked) & ~unasked
        return self.filter(closed)

    def chains(self) -> models.QuerySet[Any, Any]:
        """The names of their trails (`Project.chain`), for rows of apps below that are about them."""
        name = Concat(Value("project:"), Cast("uid", CharField()), output_field=CharField())
        return self.order_by().values_list(name, flat=True)

    def visible_to(self, user: User | AnonymousUser) -> ProjectQuerySet:
        """Those that the person may read, as collaborator or as staff. Assessors: see assessments."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = Q(pk__in=Collaborator.objects.filter(user=user).values("project"))
        return self.filter(own | Q(pk__in=Project.objects.visible_to_staff(user).values("pk")))

    def matching(self, typed: str) -> ProjectQuerySet:
        """Those whose newest version says what was typed, or whose code, acronym or partners hold it."""
        return self.filter(pk__in=searching.Found(typed))

    def resembling(self, typed: str) -> ProjectQuerySet:
        """Those with a code, acronym or partner much like what was typed."""
        part = searching.part_of_name(typed)
        return self.filter(dossier_text__names__trigram_word_similar=part) if part else self.none()

    def for_page(self) -> ProjectQuerySet:
        """With the call and programme that every page about a project names."""
        return self.select_related("call__programme_period__programme")

    def editable_by(
        self, user: User | AnonymousUser, *, part: Q | None = None, places: Iterable[str] | None = None
    ) -> ProjectQuerySet:
        """Those that the person may change now as a whole; or at least the part of one partner.

        `part` is a condition on the collaborator that names the partner (projects.permissions.part_of).
        `places` of the form that a change stands in: one must be open. Without them: whether anything is.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        reach = Q(partnership=None) if part is None else Q(partnership=None) | part
        writers = Collaborator.objects.filter(reach, user=user, level__in=[Level.EDIT, Level.MANAGE])
        found = self.filter(pk__in=writers.values("project"), state__in=EDITABLE)
        is_open = Q(open_keys__isnull=True) | Q(open_keys__overlap=list(places or ()))
        return found if places is None else found.filter(is_open)


class Project(models.Model):
    """A proposal, and later the funded project that it becomes.

    `code` is given at the first submission; `uid` stands in addresses before and after. Narrative texts
    are rows of `Answer`; partners and money are rows of their own. A rehearsal is a project with which
    staff try a call as applicants: it never counts, and no staff page shows it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="projects")
    code = models.CharField(max_length=40, unique=True, null=True, blank=True)
    state = models.CharField(max_length=40, choices=State, default=State.DRAFT)
    returned_from = models.CharField(max_length=40, choices=State, blank=True)
    acronym = models.CharField(max_length=25)
    objective = models.ForeignKey(
        SpecificObjective, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    open_keys = ArrayField(
        models.CharField(max_length=150),
        null=True,
        blank=True,
        help_text="places of the form that a correction round opens; null: no round, the state alone decides",
    )
    away_since = models.DateTimeField(null=True, blank=True, help_text="with the applicant, after submission")
    away_for = models.DurationField(
        default=timedelta, help_text="with the applicant before, since it was received in this step"
    )
    is_demo = models.BooleanField(default=False)
    is_rehearsal = models.BooleanField(default=False)
    started_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="taken over from",
    )
    creation_key = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False, help_text="one form, one draft"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    first_submitted_at = models.DateTimeField(null=True, blank=True, help_text="in whatever step")
    step2_submitted_at = models.DateTimeField(
        null=True, blank=True, help_text="the first time in step 2 of a two-step call"
    )
    officer = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="handled_projects",
        help_text="who handles it for the secretariat",
    )
    # What lists show of the newest version; written with it (projects/searching.py).
    eu_asked = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, editable=False)
    total_asked = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, editable=False)
    lead_name = models.CharField(max_length=250, blank=True, editable=False)
    partner_count = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="project_state_known"),
            models.CheckConstraint(condition=~Q(acronym=""), name="project_has_acronym"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(DRAFTS))
                | Q(code__isnull=False, first_submitted_at__isnull=False),
                name="project_submitted_has_code",
            ),
            models.CheckConstraint(
                condition=Q(code__isnull=True) | Q(is_rehearsal=False) | Q(code__startswith="TEST-"),
                name="project_rehearsal_has_test_code",
            ),
            models.CheckConstraint(
                condition=Q(is_rehearsal=False) | Q(state__in=sorted(REHEARSED)),
                name="project_rehearsal_ends_at_submission",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "state", "-first_submitted_at"], name="project_inbox"),
            models.Index(fields=["-changed_at"], name="project_by_change"),
            models.Index(
                F("first_submitted_at").desc(),
                F("id").desc(),
                name="project_by_submission",
                condition=IN_INBOX,
            ),
            models.Index(
                F("eu_asked").desc(nulls_last=True), F("id"), name="project_by_eu_asked", condition=IN_INBOX
            ),
            models.Index(F("acronym"), F("id"), name="project_by_acronym", condition=IN_INBOX),
            models.Index(F("lead_name"), F("id"), name="project_by_lead", condition=IN_INBOX),
            # read alone, without the table: the numbers beside the states
            models.Index(
                fields=["call", "state", "officer", "objective"],
                include=["id"],
                name="project_numbers",
                condition=IN_INBOX,
            ),
            models.Index(fields=["officer", "state"], name="project_of_officer", condition=IN_INBOX),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.acronym}" if self.code else self.acronym

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    def opens(self, places: Iterable[str]) -> bool:
        """Whether one of these places of the form is open, or no correction round holds any back."""
        return self.open_keys is None or not set(self.open_keys).isdisjoint(places)

    @property
    def step(self) -> int:
        """1 while it is in the first step of a two-step call, else 2."""
        return step_of(self.state)

    @property
    def closes_at(self) -> datetime:
        """The deadline of the step in which it is."""
        call = self.call
        return (call.step1_closes_at if self.step == 1 else None) or call.closes_at

    @property
    def received_at(self) -> datetime | None:
        """When it was first submitted in the step where it is."""
        return (
            self.step2_submitted_at if self.step == 2 and self.step2_submitted_at else self.first_submitted_at
        )

    @property
    def is_funded(self) -> bool:
        """Approved or further, also while it is modified or was returned from there."""
        return self.state in FUNDED or (self.state == State.RETURNED and self.returned_from in FUNDED)

    @property
    def programme_code(self) -> str:
        """The programme of its call."""
        return self.call.programme_period.programme_id

    @property
    def chain(self) -> str:
        """The name of this project's trail, and what its mails and documents are about."""
        return f"project:{self.uid}"


def _opened_to(user: User | AnonymousUser) -> Q:
    """The condition for staff who have to declare first; none for those who need not."""
    unasked = programmes_where(user, SEES_UNDECLARED)
    asked = set(programmes_where(user, SEES_ALL_SUBMITTED)).difference(unasked)
    if not asked:
        return Q()
    cleared = Interest.objects.cleared_for(user).values("project")
    limited = Q(call__in=calls_where(user, SEES_UNDECLARED))
    return Q(call__programme_period__programme__in=unasked) | limited | Q(pk__in=cleared)


class Collaborator(models.Model):
    """Who writes a project, at a level; with a `partnership` that partner's keys only, reading everything."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="collaborators")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="collaborations")
    level = models.CharField(max_length=6, choices=Level, default=Level.VIEW)
    partnership = models.ForeignKey(
        "projects.Partnership", null=True, blank=True, on_delete=models.CASCADE, related_name="people"
    )
    wants_reminders = models.BooleanField(default=True, help_text="of the deadline, by mail")
    invited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="collaborator_once"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="collaborator_level_known"),
        ]
