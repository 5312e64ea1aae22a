"""Letters about decisions, drafted for each manager of a project; invitations of assessors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment, Condition, Decision
from calls.states import CallKind
from core.money import eur
from correspondence import outbox
from correspondence.models import Message
from correspondence.states import CANCELLABLE, GONE
from projects import mails, moments
from projects.models import Project, StateChange
from projects.states import STEP1

KIND = "decision"
TEMPLATES = {
    "declare_eligible": "decision_eligible",
    "declare_ineligible": "decision_ineligible",
    "approve": "decision_approved",
    "approve_with_conditions": "decision_approved_with_conditions",
    "postpone": "decision_postponed",
    "put_on_reserve": "decision_reserve",
    "refuse": "decision_not_approved",
    "revert": "decision_reverted",
}


# In step 1 the same steps lead to step 2, not to money.
STEP1_TEMPLATES = {
    **TEMPLATES,
    "declare_eligible": "step1_eligible",
    "declare_ineligible": "step1_ineligible",
    "approve": "step1_approved",
    "approve_with_conditions": "step1_approved_with_conditions",
    "refuse": "step1_not_approved",
}


def draft(project: Project, change: StateChange, *, by: User, decision: Decision | None = None) -> int:
    """Put a letter to each manager into the outbox, where it waits for confirmation; returns how many.

    `decision` is that about the money, where there was one.
    """
    people = list(mails.managers_of(project))
    facts, template = facts_of(project, change, decision), template_of(change)
    for person in people:
        mails.draft_letter(project, change, KIND, template, to=person, by=by, facts=facts)
    return len(people)


def template_of(change: StateChange) -> str:
    """The letter that tells of a decision."""
    return (STEP1_TEMPLATES if change.target in STEP1 else TEMPLATES)[change.step]


def facts_of(
    project: Project, change: StateChange, decision: Decision | None
) -> Callable[[str], Mapping[str, str]]:
    """What the letter about a decision tells beside the values of every letter, by language."""
    reason = decision.reason if decision else change.note
    closes, zone = project.call.closes_at, project.call.time_zone

    def facts(language: str) -> dict[str, str]:
        return {
            "note": "" if change.step == "revert" else reason,
            "conditions": decision.conditions if decision else "",
            "granted": _granted(decision, language),
            "closes": moments.planned_for(closes, zone, language),
            "decided_on": moments.day(change.decided_on, language),
            "decided_by": _decided_by(project, language),
        }

    return facts


def _decided_by(project: Project, language: str) -> str:
    """Who selects, as the subject of a sentence.

    Of the grants that a funded project passes on that is its beneficiary (Regulation (EU) 2021/1059, Article
    25(3)(d)); of all others the monitoring committee.
    """
    with translation.override(language):
        if project.call.kind == CallKind.CASCADE:
            return _("The beneficiary that launched this call")
        return _("The monitoring committee")


def _granted(decision: Decision | None, language: str) -> str:
    """The grant in EUR, to the cent, when the decision cut what was asked for; else ""."""
    return eur(decision.granted, language) if decision and decision.granted is not None else ""


def take_back(change: StateChange, *, by: User) -> bool:
    """Cancel the letters of an undone decision that have not left; True when one of them had left."""
    written = Message.objects.filter(dedupe_key__startswith=_key(change))
    for message in written.filter(state__in=CANCELLABLE):
        outbox.cancel(message, by=by)
    return written.filter(state__in=GONE).exists()


def ask_assessor(assessment: Assessment) -> None:
    """Tell an assessor at once that an assessment waits. Names the acronym only: interests come first."""
    project = assessment.project
    outbox.write(
        "assessor",
        to=assessment.assessor,
        template="assessor_invited",
        context={
            "project": project,
            "name": name_for_assessors(project),
            "call": project.call.title.best(assessment.assessor.language).text,
            "due": moments.day(assessment.due, assessment.assessor.language),
        },
        about=project.chain,
        programme=project.programme_code,
        by=assessment.invited_by,
        dedupe_key=f"assessor:{assessment.pk}",
        confirmed=True,
    )


def name_for_assessors(project: Project) -> str:
    """The acronym, or the number alone where the call hides who applies."""
    return (project.code or "") if project.call.is_blind else project.acronym


def remind_assessor(assessment: Assessment, *, days: int) -> bool:
    """Remind an assessor of the date, `days` before it (negative: it has passed); False when that was done.

    A date that is moved is another one, of which people are reminded anew.
    """
    moment = "late" if days < 0 else str(days)
    key = f"assessment-due:{assessment.pk}:{assessment.due}:{moment}"
    if Message.objects.filter(dedupe_key=key).exists():
        return False
    project, person = assessment.project, assessment.assessor
    outbox.write(
        "assessor",
        to=person,
        template="assessment_late" if days < 0 else "assessment_due",
        context={
            "project": project,
            "name": name_for_assessors(project),
            "assessment": assessment,
            "call": project.call.title.best(person.language).text,
            "due": moments.day(assessment.due, person.language),
        },
        about=project.chain,
        programme=project.programme_code,
        by=None,
        dedupe_key=key,
        confirmed=True,
    )
    return True


def remind_of_conditions(
    project: Project, terms: Sequence[Condition], *, to: User, due: date, is_late: bool, of_staff: bool
) -> bool:
    """Remind a person of conditions that are due on one day; False when that was done for this moment.

    Another decision, or another day, is reminded of anew.
    """
    moment = "late" if is_late else "soon"
    key = f"condition-due:{terms[0].decision_id}:{due}:{moment}:{to.pk}"
    if Message.objects.filter(dedupe_key=key).exists():
        return False
    outbox.write(
        "condition",
        to=to,
        template="condition_late" if is_late else "condition_due",
        context={
            "project": project,
            "terms": terms,
            "due": moments.day(due, to.language),
            "of_staff": of_staff,
        },
        about=project.chain,
        programme=mails.outbox_of(project),
        by=None,
        dedupe_key=key,
        confirmed=True,
    )
    return True


def _key(change: StateChange) -> str:
    return f"{KIND}:{change.pk}:"


def example_values(project: Project, *, to: User, language: str) -> dict[str, str]:
    """What the placeholders of a letter would stand for now; blank where the proposal has no such fact."""
    decision = project.decisions.order_by("-recorded_at").first()
    change = StateChange.objects.of(project).exclude(decided_on=None).first()
    decided_on = decision.decided_on if decision else change.decided_on if change else None
    return {
        **mails.values_of(project, to, language),
        "decided_on": moments.day(decided_on, language),
        "decided_by": _decided_by(project, language),
        "in_force_on": moments.day(decided_on, language),
        "conditions": decision.conditions if decision else "",
        "granted": _granted(decision, language),
        "note": decision.reason if decision else "",
        "closes": moments.planned_for(project.call.closes_at, project.call.time_zone, language),
    }
