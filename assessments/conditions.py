"""Conditions of an approval: set with the decision, answered by the applicant, closed by the secretariat."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import trail
from accounts.models import User
from assessments.models import Condition, Decision
from assessments.permissions import require_secretariat
from assessments.states import UNSETTLED, ConditionState, Outcome
from core.errors import DomainError, NotAllowed
from projects import attachments
from projects.attachments import Place
from projects.lifecycle.moves import clean_text
from projects.locking import locked
from projects.models import Attachment, Project
from projects.models.attachments import Purpose
from projects.permissions import standing
from projects.states import Level, State, reaches

TEXT_LENGTH = 5_000
MOST = 30
# In these the conditions of an approval are worked on.
ANSWERABLE = frozenset(
    {
        State.APPROVED_WITH_CONDITIONS,
        State.RETURNED_FOR_CONDITIONS,
        State.CONDITIONS_SUBMITTED,
        State.STEP1_APPROVED_WITH_CONDITIONS,
    }
)


@dataclass(frozen=True)
class Term:
    """A condition as it is set: what must be done or shown, and by which day (None: no day)."""

    text: str
    due: datetime.date | None = None


ONLY_WITH_CONDITIONS = gettext_lazy(
    "Only an approval with conditions has conditions: choose it, or take them away."
)


def terms_of(said: str | Sequence[Term]) -> tuple[Term, ...]:
    """Conditions that were typed as one text make one term; blank ones make none."""
    given = (Term(said),) if isinstance(said, str) else tuple(said)
    terms = tuple(Term(clean_text(term.text, TEXT_LENGTH), term.due) for term in given if term.text.strip())
    if len(terms) > MOST:
        raise DomainError(_("Set at most %(most)d conditions.") % {"most": MOST})
    return terms


def as_text(terms: Sequence[Term], written: str = "d-m-Y") -> str:
    """The conditions as they stand in a letter: numbered when there are several, each with its day."""
    lines = []
    for number, term in enumerate(terms, start=1):
        text = f"{number}. {term.text}" if len(terms) > 1 else term.text
        if term.due is not None:
            text = _("%(text)s (by %(day)s)") % {"text": text, "day": term.due.strftime("%d-%m-%Y")}
        lines.append(text)
    return "\n".join(lines)


def set_on(decision: Decision, terms: Iterable[Term]) -> None:
    """Keep the conditions of a decision, in its transaction."""
    Condition.objects.bulk_create(
        Condition(decision=decision, position=place, text=term.text, due=term.due)
        for place, term in enumerate(terms, start=1)
    )


@transaction.atomic
def require_answerable(condition: Condition, *, by: User) -> None:
    """DomainError or NotAllowed says why the person cannot answer it now."""
    _of_writer(condition, by)


@transaction.atomic
def answer(condition: Condition, *, by: User, text: str) -> Condition:
    """The applicants say how the condition was met; an answer may be corrected until it is closed."""
    project, fresh = _of_writer(condition, by)
    said = clean_text(text, TEXT_LENGTH)
    if not said:
        raise DomainError(_("Say in a few words how the condition is met."))
    old = {"state": fresh.state, "answer": fresh.answer}
    fresh.answer, fresh.state = said, ConditionState.ANSWERED
    fresh.answered_by, fresh.answered_at = by, timezone.now()
    fresh.save(update_fields=["answer", "state", "answered_by", "answered_at"])
    new = {"condition": fresh.pk, "state": fresh.state, "answer": said}
    trail.record(project.chain, "answer condition", by=by, old=old, new=new)
    return fresh


def add_evidence(condition: Condition, content: File[bytes], *, by: User, key: UUID) -> Attachment:
    """Keep a file that shows how the condition is met; checked like every annex before anybody gets it."""
    project = condition.decision.project

    def may_add(fresh: Project, person: User, annex: object, partner: object) -> None:
        _require_writer(fresh, person)

    label = _("Condition %(number)d") % {"number": condition.position}
    added = attachments.add(
        project,
        content,
        by=by,
        place=Place(purpose=Purpose.EVIDENCE),
        key=key,
        description=label,
        may_add=may_add,
    )
    condition.evidence.add(added)
    return added


@transaction.atomic
def settle(condition: Condition, *, by: User, state: str, reason: str = "") -> Condition:
    """Close a condition as met or waived; waiving needs a reason, which the applicant reads."""
    project, fresh = _of_secretariat(condition, by)
    said = clean_text(reason, TEXT_LENGTH)
    if state not in {ConditionState.MET, ConditionState.WAIVED}:
        raise DomainError(_("Choose whether the condition is met or waived."))
    if fresh.state not in UNSETTLED:
        raise DomainError(_("This condition is closed already. Open it again to change that."))
    if state == ConditionState.WAIVED and not said:
        raise DomainError(_("Say why the condition is waived."))
    old = {"state": fresh.state}
    fresh.state, fresh.reason = state, said
    fresh.closed_by, fresh.closed_at = by, timezone.now()
    fresh.save(update_fields=["state", "reason", "closed_by", "closed_at"])
    new = {"condition": fresh.pk, "state": state}
    trail.record(project.chain, "close condition", by=by, old=old, new=new, note=said)
    return fresh


@transaction.atomic
def reopen(condition: Condition, *, by: User, reason: str) -> Condition:
    """Ask for more: an answered or closed condition is open again, with the reason for the applicant."""
    project, fresh = _of_secretariat(condition, by)
    said = clean_text(reason, TEXT_LENGTH)
    if fresh.state == ConditionState.OPEN:
        raise DomainError(_("This condition is open already."))
    if not said:
        raise DomainError(_("Say what is still missing: the applicant reads it."))
    old = {"state": fresh.state}
    fresh.state, fresh.reason = ConditionState.OPEN, said
    fresh.closed_by, fresh.closed_at = None, None
    fresh.save(update_fields=["state", "reason", "closed_by", "closed_at"])
    new = {"condition": fresh.pk, "state": fresh.state}
    trail.record(project.chain, "reopen condition", by=by, old=old, new=new, note=said)
    return fresh


def obstacle(project: Project, key: str) -> str | None:
    """Approving after conditions waits until each of them is met or waived."""
    if key != "approve" or project.state not in ANSWERABLE:
        return None
    left = Condition.objects.unsettled().filter(decision__project=project).count()
    if not left:
        return None
    return ngettext(
        "%(count)d condition is neither met nor waived. Close it first.",
        "%(count)d conditions are neither met nor waived. Close them first.",
        left,
    ) % {"count": left}


def require_terms(outcome: str, terms: Sequence[Term], decided_on: datetime.date) -> None:
    """Conditions belong to an approval with conditions; none is due before the day of the decision."""
    if outcome == Outcome.APPROVED_WITH_CONDITIONS and not terms:
        raise DomainError(_("Write down the conditions."))
    if outcome != Outcome.APPROVED_WITH_CONDITIONS and terms:
        raise DomainError(ONLY_WITH_CONDITIONS)
    if any(term.due is not None and term.due < decided_on for term in terms):
        raise DomainError(_("A condition cannot be due before the day of the decision."))


def _of_writer(condition: Condition, by: User) -> tuple[Project, Condition]:
    project = locked(condition.decision.project)
    _require_writer(project, by)
    fresh = _fresh(condition)
    if fresh.state not in UNSETTLED:
        raise DomainError(_("The secretariat has closed this condition. There is nothing left to answer."))
    return project, fresh


def _require_writer(project: Project, by: User) -> None:
    if not reaches(standing(by, project).level, Level.EDIT):
        raise NotAllowed(_("You may not answer for this project. Ask a person who may edit it."))
    if project.state not in ANSWERABLE:
        raise DomainError(_("The conditions of this project are not open for answers now."))


def _of_secretariat(condition: Condition, by: User) -> tuple[Project, Condition]:
    project = locked(condition.decision.project)
    require_secretariat(by, project)
    if project.state not in ANSWERABLE:
        raise DomainError(_("The project is beyond its conditions: they stay as they are."))
    return project, _fresh(condition)


def _fresh(condition: Condition) -> Condition:
    found = Condition.objects.standing().select_for_update(of=("self",)).filter(pk=condition.pk).first()
    if found is None:
        raise DomainError(_("The decision that set this condition was undone."))
    return found
