"""What contracts and modifications ask of the secretariat, as sources of its task list."""

from __future__ import annotations

from django.db.models import F, Min, Q, TextField, Value
from django.db.models.functions import Cast, Concat

from accounts.models import User
from accounts.todo import Rows, as_tasks
from calls.permissions import reach
from programmes.states import SECRETARIAT
from projects.models import (
    BankAccount,
    Contractor,
    Modification,
    ModificationState,
    PolicyReport,
    Project,
    ProjectQuerySet,
)
from projects.states import MODIFICATION_WAITS, State


def handled_by(user: User) -> ProjectQuerySet:
    """What the person handles for a secretariat: assigned to the person, or to nobody yet."""
    mine = Q(officer=user) | Q(officer__isnull=True)
    works = reach(user, SECRETARIAT, "call", "call__programme_period__programme")
    return Project.objects.visible_to_staff(user).filter(mine, works)


def to_contract(user: User) -> Rows:
    """Approved, and the contract is not recorded; due when the applicants were to give their part."""
    rows = handled_by(user).filter(state=State.APPROVED)
    return as_tasks(
        rows,
        "contract",
        title="acronym",
        about="code",
        where="uid",
        since="changed_at",
        due="contract__due_on",
    )


def accounts_to_confirm(user: User) -> Rows:
    """Accounts for payments that wait for a second person."""
    waiting = BankAccount.objects.filter(state=BankAccount.State.WAITING)
    rows = waiting.filter(contract__project__in=handled_by(user)).exclude(given_by=user)
    project, account = Cast("contract__project__uid", TextField()), Cast("uid", TextField())
    return as_tasks(
        rows,
        "account",
        title="contract__project__acronym",
        about="contract__project__code",
        where=Concat(project, Value("/"), account, output_field=TextField()),
        since="given_at",
    )


def modifications_asked(user: User) -> Rows:
    """Applicants ask for a modification, and nobody has answered."""
    asked = Modification.objects.filter(state=ModificationState.ASKED, project__in=handled_by(user))
    return as_tasks(
        asked,
        "modification_asked",
        title="project__acronym",
        about="project__code",
        where="project__uid",
        since="asked_at",
    )


def modifications_to_come(user: User) -> Rows:
    """Approved modifications that wait for their day; the portal acts on it by itself."""
    ahead = Modification.objects.to_come().filter(project__in=handled_by(user))
    return as_tasks(
        ahead,
        "modification_to_come",
        title="project__acronym",
        about="project__code",
        where="project__uid",
        since="decided_at",
        due="in_force_on",
    )


def policy_reports(user: User) -> Rows:
    """Projects that reported on their policy instruments, and nobody has read it: one task for each."""
    waiting = PolicyReport.objects.waiting().filter(project__in=handled_by(user)).order_by()
    return as_tasks(
        waiting.values("project__acronym", "project__code", "project__uid"),
        "policy_report",
        title=F("project__acronym"),
        about=F("project__code"),
        where=F("project__uid"),
        since=Min("reported_at"),
    )


def contractors_to_confirm(user: User) -> Rows:
    """Projects that named contractors which nobody has confirmed or sent back: one task for each."""
    waiting = Contractor.objects.waiting().filter(project__in=handled_by(user)).order_by()
    return as_tasks(
        waiting.values("project__acronym", "project__code", "project__uid"),
        "contractor",
        title=F("project__acronym"),
        about=F("project__code"),
        where=F("project__uid"),
        since=Min("given_at"),
    )


def modified(user: User) -> Rows:
    """A modification was handed in."""
    rows = handled_by(user).filter(state__in=MODIFICATION_WAITS)
    return as_tasks(rows, "modification", title="acronym", about="code", where="uid", since="changed_at")
