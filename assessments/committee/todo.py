"""What the committee's sessions and the conditions of approvals leave to do, as rows of the list of tasks."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q

from accounts.models import User
from accounts.todo import Rows, as_tasks
from assessments.committee import recusals
from assessments.conditions import ANSWERABLE
from assessments.models import AgendaItem, Attendance, Condition, DelegationMember, Session, Vote
from assessments.states import ConditionState, SessionState
from programmes.permissions import programmes_where
from programmes.states import DECIDES, SECRETARIAT, Role
from projects.models import Interest, Project
from projects.states import Level


def to_vote(user: User) -> Rows:
    """Sessions in which the member's delegation has not voted on everything that the member may vote on.

    Items from which a colleague's interest keeps the whole delegation wait for nobody.
    """
    seats = DelegationMember.objects.filter(user=user).values("delegation")
    conflicts = Interest.objects.conflicts_of(user).values("project")
    written = user.collaborations.values("project")
    said = Vote.objects.filter(item=OuterRef(OuterRef("pk")), delegation=OuterRef("delegation"))
    silent = (
        Attendance.objects.filter(session=OuterRef("session"), has_vote=True, delegation__in=seats)
        .exclude(Exists(said))
        .exclude(Exists(recusals.members(OuterRef(OuterRef("project")), OuterRef("delegation"))))
    )
    open_items = AgendaItem.objects.filter(
        Exists(silent), session=OuterRef("pk"), project__isnull=False, closed_at=None
    ).exclude(Q(project__in=conflicts) | Q(project__in=written))
    rows = Session.objects.filter(
        Exists(open_items),
        state__in=[SessionState.CONVENED, SessionState.OPEN],
        programme__in=programmes_where(user, {Role.COMMITTEE}),
    )
    return as_tasks(rows, "vote", title="title", where="uid", since="convened_at", due="deadline")


def to_prepare(user: User) -> Rows:
    """Sessions that are planned, or over without agreed minutes."""
    rows = Session.objects.filter(
        programme__in=programmes_where(user, SECRETARIAT),
        state__in=[SessionState.PLANNED, SessionState.CLOSED],
    )
    return as_tasks(rows, "session", title="title", where="uid", since="created_at", due="starts_at")


def to_confirm(user: User) -> Rows:
    """Sessions with prepared decisions on closed votes that nobody has confirmed."""
    conflicts = Interest.objects.conflicts_of(user).values("project")
    waiting = AgendaItem.objects.filter(
        session=OuterRef("pk"), closed_at__isnull=False, pending__isnull=False, pending__decision=None
    ).exclude(project__in=conflicts)
    rows = Session.objects.filter(
        Exists(waiting),
        programme__in=programmes_where(user, DECIDES),
        state__in=[SessionState.OPEN, SessionState.CLOSED],
    )
    return as_tasks(rows, "confirm", title="title", where="uid", since="created_at")


def conditions_to_check(user: User) -> Rows:
    """Answered conditions, and open ones with a day: for the secretariat."""
    mine = Project.objects.visible_to_staff(user).filter(
        Q(officer=user) | Q(officer=None),
        call__programme_period__programme__in=programmes_where(user, SECRETARIAT),
    )
    rows = Condition.objects.unsettled().filter(decision__project__in=mine)
    return _conditions(rows.filter(Q(state=ConditionState.ANSWERED) | Q(due__isnull=False)), "condition")


def conditions_to_meet(user: User) -> Rows:
    """Open conditions that the person may answer now, rehearsals aside: for applicants."""
    mine = Project.objects.real().filter(
        collaborators__user=user,
        collaborators__level__in=[Level.EDIT, Level.MANAGE],
        collaborators__partnership__isnull=True,
        state__in=ANSWERABLE,
    )
    rows = Condition.objects.unsettled().filter(decision__project__in=mine, state=ConditionState.OPEN)
    return _conditions(rows, "meet_condition")


def _conditions(rows: Rows, kind: str) -> Rows:
    return as_tasks(
        rows,
        kind,
        title=F("decision__project__acronym"),
        about=F("decision__project__code"),
        where=F("decision__project__uid"),
        since=F("decision__recorded_at"),
        due=F("due"),
    )
