"""Decisions on eligibility and funding: each on the version seen, with its letter drafted, all or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import letters
from assessments.assigning import IN_ASSESSMENT, assessors_for, dismiss_assessor, invite_assessor
from assessments.conditions import Term, as_text, require_terms, set_on, terms_of
from assessments.conditions import obstacle as conditions_obstacle
from assessments.declaring import declare_interest
from assessments.models import AgendaItem, Decision
from assessments.quality import conclude_quality
from assessments.quality import obstacle as quality_obstacle
from assessments.scoring import (
    finish_assessment,
    reopen_assessment,
    save_score,
    save_scores,
)
from assessments.screening import conclude_screening, confirm_passed, open_screening, record_check
from assessments.states import Outcome
from core import money
from core.errors import DomainError
from core.retry import retried
from projects import lifecycle
from projects.lifecycle import Act, Seen
from projects.lifecycle.moves import require_same_change
from projects.locking import locked
from projects.models import Project, StateChange, Version
from projects.permissions import available_steps
from projects.states import State, Step

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

Subject = TypeVar("Subject", Decision, Project)
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
    letters.draft(project, change, by=by)
    return change


@retried
@transaction.atomic
def decide(  # noqa: PLR0913 - a decision has this many facts, each named by the caller
    project: Project,
    *,
    by: User,
    outcome: str,
    seen: Seen,
    decided_on: datetime.date,
    reason: str = "",
    conditions: str | Sequence[Term] = "",
    granted: Decimal | None = None,
    reserve_rank: int | None = None,
    item: AgendaItem | None = None,
    seen_change: int | None = None,
) -> Decision:
    """A funding decision on the version seen: state, record, trail and drafted letters in one transaction.

    `reason` is told to the applicant, and needed to refuse or postpone; `conditions` are needed to approve
    with them. `granted` is the European money in EUR when the grant was cut. `seen_change` names the newest
    state change that the page showed, since a postponed proposal keeps its state. Of two people who decide
    at once one is told what happened meanwhile.
    """
    if outcome not in Outcome.values:
        raise DomainError(_("Choose a decision."))
    terms = terms_of(conditions)
    require_terms(outcome, terms, decided_on)
    require_same_change(locked(project), seen_change)
    check_facts(project, seen, outcome, granted=granted, rank=reserve_rank)
    text = as_text(terms)
    note = "\n\n".join(part.strip() for part in (text, reason) if part.strip())
    lifecycle.take(project, STEP_OF[Outcome(outcome)], Act(by, seen, note, decided_on))
    decision = Decision.objects.create(
        project=project,
        version=Version.objects.get(project=project, number=seen.version_number),
        change=(change := _newest_change(project)),
        outcome=outcome,
        decided_on=decided_on,
        reason=reason.strip(),
        conditions=text,
        granted=granted,
        reserve_rank=reserve_rank,
        item=item,
        decided_by=by,
    )
    set_on(decision, terms)
    letters.draft(project, change, by=by, decision=decision)
    return _followed("taken", decision, by)


def obstacle(project: Project, step: Step, decided_on: datetime.date | None) -> str | None:
    """Named in settings.PROJECT_PRECONDITIONS: what a funding decision still waits for."""
    return quality_obstacle(project, step, decided_on) or conditions_obstacle(project, step.key)


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
    _followed("undone", project, by)
    return change


def _followed(what: str, subject: Subject, by: User) -> Subject:
    """What apps above do in the same transaction (settings.DECISION_FOLLOWERS); gives the subject back."""
    for follower in settings.DECISION_FOLLOWERS[what]:
        import_string(follower)(subject, by=by)
    return subject


def check_facts(
    project: Project, seen: Seen, outcome: str, *, granted: Decimal | None, rank: int | None
) -> None:
    """DomainError where an amount or a rank does not belong to this decision, or cannot be."""
    _check_money(project, seen, outcome, granted)
    _check_rank(project, outcome, rank)


def _check_money(project: Project, seen: Seen, outcome: str, granted: Decimal | None) -> None:
    if granted is None:
        return
    if outcome not in {Outcome.APPROVED, Outcome.APPROVED_WITH_CONDITIONS}:
        raise DomainError(_("Only an approval grants money. Leave the amount empty."))
    version = Version.objects.filter(project=project, number=seen.version_number).first()
    asked = Decimal(version.data["totals"]["eu_funding"]) if version else Decimal(0)
    if not 0 < granted <= asked:
        raise DomainError(
            _("The amount granted must be above zero and at most the %(asked)s that was asked for.")
            % {"asked": money.eur(asked, get_language() or "en")}
        )


def _check_rank(project: Project, outcome: str, rank: int | None) -> None:
    if rank is None:
        return
    if outcome != Outcome.RESERVE:
        raise DomainError(_("Only the reserve list has ranks. Leave the rank empty."))
    taken = (
        Decision.objects.standing()
        .filter(
            project__call=project.call_id,
            project__state=State.RESERVE,
            outcome=Outcome.RESERVE,
            reserve_rank=rank,
        )
        .exclude(project=project)
        .select_related("project")
        .first()
    )
    if taken is not None:
        raise DomainError(
            _("Rank %(rank)d of the reserve list is taken by %(project)s. Choose another rank.")
            % {"rank": rank, "project": taken.project}
        )


def _newest_change(project: Project) -> StateChange:
    return StateChange.objects.of(project)[0]
