"""Decisions on eligibility and funding: each on the version seen, with its letter drafted, all or nothing."""

from __future__ import annotations

import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import letters
from assessments.models import Decision
from assessments.quality import conclude_quality
from assessments.scoring import (
    IN_ASSESSMENT,
    assessors_for,
    declare_interest,
    dismiss_assessor,
    finish_assessment,
    invite_assessor,
    reopen_assessment,
    save_score,
    save_scores,
)
from assessments.screening import conclude_screening, confirm_passed, open_screening, record_check
from assessments.states import Outcome
from core.errors import DomainError
from core.retry import retried
from projects import lifecycle
from projects.lifecycle import Act, Seen
from projects.models import Project, StateChange, Version
from projects.permissions import available_steps

__all__ = [
    "IN_ASSESSMENT",
    "assessors_for",
    "conclude_quality",
    "conclude_screening",
    "confirm_passed",
    "decide",
    "decide_eligibility",
    "declare_interest",
    "dismiss_assessor",
    "finish_assessment",
    "invite_assessor",
    "open_screening",
    "possible_outcomes",
    "record_check",
    "reopen_assessment",
    "revert",
    "save_score",
    "save_scores",
]

STEP_OF = {
    Outcome.APPROVED: "approve",
    Outcome.APPROVED_WITH_CONDITIONS: "approve_with_conditions",
    Outcome.POSTPONED: "postpone",
    Outcome.RESERVE: "put_on_reserve",
    Outcome.NOT_APPROVED: "refuse",
}


def possible_outcomes(project: Project, user: User | AnonymousUser) -> list[Outcome]:
    """The funding decisions that the person may take on the project as it is now."""
    steps = {step.key for step in available_steps(project, user)}
    return [outcome for outcome, key in STEP_OF.items() if key in steps]


@retried
@transaction.atomic
def decide_eligibility(
    project: Project,
    *,
    by: User,
    is_eligible: bool,
    seen: Seen,
    decided_on: datetime.date,
    note: str = "",
) -> StateChange:
    """Declare eligible or not, whatever the screening concluded; drafts the letters."""
    key = "declare_eligible" if is_eligible else "declare_ineligible"
    lifecycle.take(project, key, Act(by, seen, note, decided_on))
    change = _newest_change(project)
    letters.draft(project, change, by=by, reason=change.note)
    return change


@retried
@transaction.atomic
def decide(
    project: Project,
    *,
    by: User,
    outcome: str,
    seen: Seen,
    decided_on: datetime.date,
    reason: str = "",
    conditions: str = "",
) -> Decision:
    """A funding decision on the version seen: state, record, trail and drafted letters in one transaction.

    `reason` is told to the applicant, and needed to refuse; `conditions` are needed to approve with them.
    Of two people who decide at once one is told that the page was out of date.
    """
    if outcome not in Outcome.values:
        raise DomainError(_("Choose a decision."))
    if outcome == Outcome.APPROVED_WITH_CONDITIONS and not conditions.strip():
        raise DomainError(_("Write down the conditions."))
    if outcome != Outcome.APPROVED_WITH_CONDITIONS:
        conditions = ""
    note = "\n\n".join(part.strip() for part in (conditions, reason) if part.strip())
    lifecycle.take(project, STEP_OF[Outcome(outcome)], Act(by, seen, note, decided_on))
    change = _newest_change(project)
    decision = Decision.objects.create(
        project=project,
        version=Version.objects.get(project=project, number=seen.version_number),
        change=change,
        outcome=outcome,
        decided_on=decided_on,
        reason=reason.strip(),
        conditions=conditions.strip(),
        decided_by=by,
    )
    letters.draft(project, change, by=by, reason=decision.reason, conditions=decision.conditions)
    return decision


@retried
@transaction.atomic
def revert(project: Project, *, by: User, seen: Seen, note: str) -> StateChange:
    """Undo the last decision. Its record stays, marked; letters that wait are cancelled.

    When a letter had left already, a correction is drafted for the same people.
    """
    undone = StateChange.objects.decision_behind(project)
    lifecycle.revert(project, by=by, seen=seen, note=note)
    change = _newest_change(project)
    if undone is not None:
        Decision.objects.standing().filter(change=undone).update(reverted_at=timezone.now())
        if letters.take_back(undone, by=by):
            letters.draft(project, change, by=by)
    return change


def _newest_change(project: Project) -> StateChange:
    return StateChange.objects.of(project)[0]
