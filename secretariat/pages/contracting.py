"""Contract and modification steps from pages: through their verbs, and the public record follows."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from core.retry import retried
from projects import contracting, contractors, lifecycle, reporting
from projects.lifecycle import Plan, Seen
from projects.models import Contractor, PolicyReport, Project
from publications import publishing


@retried
@transaction.atomic
def fill(project: Project, *, by: User, revision: int, values: dict[str, Any]) -> None:
    """Save the secretariat's part of the contract."""
    before = contracting.contract_of(project).interventions
    stored = contracting.fill(project, by=by, revision=revision, values=values)
    if stored.interventions != before:
        publishing.follow_contract(project)


@transaction.atomic
def record_seen(project: Project, *, by: User, seen: Seen, **said: Any) -> None:
    """Record the contract."""
    contracting.set_contracted(project, by=by, seen=seen, **said)
    publishing.follow(project, by=by)


@transaction.atomic
def close_seen(project: Project, *, by: User, seen: Seen, **said: Any) -> None:
    """Close the project."""
    contracting.close(project, by=by, seen=seen, **said)
    publishing.follow(project, by=by)


@transaction.atomic
def reopen_seen(project: Project, *, by: User, seen: Seen, note: str) -> None:
    """Open it again."""
    contracting.reopen(project, by=by, seen=seen, note=note)
    publishing.follow(project, by=by)


def open_seen(project: Project, *, by: User, seen: Seen, note: str, plan: Plan) -> None:
    """Open a modification."""
    lifecycle.open_modification(project, by=by, seen=seen, note=note, plan=plan)


@transaction.atomic
def decide_seen(
    project: Project,
    *,
    by: User,
    seen: Seen,
    verdict: str,
    decided_on: datetime.date,
    note: str,
    in_force_on: datetime.date | None = None,
) -> None:
    """Approve or reject a submitted modification."""
    if verdict == "approve":
        lifecycle.approve_modification(
            project, by=by, seen=seen, decided_on=decided_on, note=note, in_force_on=in_force_on
        )
    else:
        lifecycle.reject_modification(project, by=by, seen=seen, decided_on=decided_on, note=note)
    publishing.follow(project, by=by)


@transaction.atomic
def handle_report(found: PolicyReport, *, by: User, verdict: str, answer: str) -> None:
    """Confirm a report on policy, or send it back."""
    reporting.handle(found, by=by, verdict=verdict, answer=answer)
    publishing.follow_policy(found.project)


@retried
@transaction.atomic
def handle_contractor(
    found: Contractor, *, by: User, seen: datetime.datetime, verdict: str, answer: str
) -> None:
    """Confirm a contractor, or send it back."""
    contractors.handle(found, by=by, seen=seen, verdict=verdict, answer=answer)
    publishing.follow_contractors(found.project)
