"""Taking a demo proposal to its state, step by step, each by the person who may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from assessments import consolidating, decisions, declaring
from assessments.models import ScreeningCheck
from assessments.states import Outcome, Recommendation, Verdict
from projects import contracting, corrections, lifecycle, officers
from projects.form.places import row_place
from projects.lifecycle import Act, Seen
from projects.models import Project
from projects.states import State
from publications import publishing
from publications.demo import contracts
from publications.demo.people import Cast

Entry = Mapping[str, Any]
Walk = Callable[[Project, Cast, Entry], None]


def _submit(project: Project, who: Cast, entry: Entry) -> None:
    lifecycle.submit(project, by=who.applicant)


def _screen(project: Project, who: Cast, entry: Entry) -> None:
    officers.assign(project, who.officer, by=who.manager)
    screening = decisions.open_screening(project, by=who.officer)
    decisions.confirm_passed(screening, by=who.officer)
    for check in ScreeningCheck.objects.filter(screening=screening, verdict=""):
        decisions.record_check(check, by=who.officer, verdict=check.machine_verdict or Verdict.PASSED)
    failed = entry["state"] == State.INELIGIBLE
    decisions.conclude_screening(
        screening,
        by=who.officer,
        seen=Seen.of(project),
        conclusion=Verdict.FAILED if failed else Verdict.PASSED,
        note=entry.get("note", "") if failed else "",
    )
    decisions.decide_eligibility(
        project,
        by=who.officer,
        seen=Seen.of(project),
        is_eligible=not failed,
        decided_on=timezone.localdate(),
        note=entry.get("note", "") if failed else "",
    )


def _assess(project: Project, who: Cast, entry: Entry) -> None:
    """Both assessors are invited; with `assessed: partly` only the first has finished."""
    for number, assessor in enumerate(who.assessors):
        seen = Seen.of(project)
        assessment = decisions.invite_assessor(project, by=who.officer, seen=seen, assessor=assessor)
        if entry.get("assessed") == "partly" and number:
            return
        decisions.declare_interest(assessment, by=assessor, has_conflict=False)
        scores = {
            criterion.pk: (5 - (criterion.pk + number + len(project.acronym)) % 3, "Demo: why this score.")
            for criterion in project.call.criteria.all()
        }
        decisions.save_scores(
            assessment, by=assessor, scores=scores, recommendation=Recommendation.RECOMMENDED, comment="Demo."
        )
        decisions.finish_assessment(assessment, by=assessor)
    if entry.get("consolidated") == "sent":
        _consolidate(project, who)


def _consolidate(project: Project, who: Cast) -> None:
    """The first assessor brings the scores together and asks the second, who has a week to answer."""
    writer = who.assessors[0]
    text = "Demo: both see the need; they differ on the plan, and meet in the middle."
    held = consolidating.name_rapporteur(project, by=who.officer, rapporteur=writer)
    fields = {f"value.{pk}": "4" for pk in project.call.criteria.values_list("pk", flat=True)}
    stored = consolidating.stored_of(held, list(project.call.criteria.values_list("pk", flat=True)))
    posted = {key: (value, stored[key].token) for key, value in {**fields, "text": text}.items()}
    consolidating.save_sheet(held, posted, by=writer)
    consolidating.send(held, by=writer, due=timezone.localdate() + timedelta(days=7))


def _decide(outcome: Outcome) -> Walk:
    def walk(project: Project, who: Cast, entry: Entry) -> None:
        seen = Seen.of(project)
        if project.state == State.ELIGIBLE:
            decisions.conclude_quality(
                project, by=who.officer, seen=seen, recommendation=Recommendation.RECOMMENDED, note="Demo."
            )
        declaring.declare(project, by=who.committee, has_conflict=False)
        decisions.decide(
            project,
            by=who.committee,
            outcome=outcome,
            seen=seen,
            decided_on=timezone.localdate(),
            reason=entry.get("note", ""),
            conditions=entry.get("conditions", ""),
        )
        project.refresh_from_db()

    return walk


def _publish(project: Project, who: Cast, entry: Entry) -> None:
    publishing.publish(project, by=who.officer)


def _withdraw(project: Project, who: Cast, entry: Entry) -> None:
    lifecycle.withdraw(project, by=who.applicant, note=entry["note"])


def _ask_corrections(project: Project, who: Cast, entry: Entry) -> None:
    """A correction round about the summary and the first partner's budget, with three weeks to answer."""
    lead = project.partnerships.order_by("position")[0]
    for place in ("summary", row_place("budget", lead.uid)):
        item = corrections.collect(project, by=who.officer, key=place, note=entry["note"])
    due = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=21)
    request = item.correction
    request.refresh_from_db()
    request = corrections.set_terms(
        request, by=who.officer, note=entry["note"], due=due, seen=request.revision
    )
    corrections.ask(request, by=who.officer, seen=Seen.of(project), revision=request.revision)


def _staff(key: str, note: str = "") -> Walk:
    def walk(project: Project, who: Cast, entry: Entry) -> None:
        text = note or entry.get("note") or entry.get("conditions", "")
        lifecycle.take(project, key, Act(who.manager, Seen.of(project), text))
        publishing.follow(project, by=who.manager)

    return walk


def _modify(project: Project, who: Cast, entry: Entry) -> None:
    lifecycle.open_modification(
        project, by=who.officer, seen=Seen.of(project), note="Demo: the partners want to shift their plan."
    )


def _contract(project: Project, who: Cast, entry: Entry) -> None:
    contracts.record(project, who)
    publishing.follow(project, by=who.manager)


def _close(project: Project, who: Cast, entry: Entry) -> None:
    today = timezone.localdate(timezone=project.call.zone)
    contracting.close(
        project,
        by=who.manager,
        seen=Seen.of(project),
        note=entry.get("note") or "Demo: the work is done and paid.",
        finished_on=today,
        closed_on=today,
    )
    publishing.follow(project, by=who.manager)


_REVIEWED: tuple[Walk, ...] = (_submit, _screen, _assess)
_APPROVED = (*_REVIEWED, _decide(Outcome.APPROVED))
_CONDITIONAL = (*_REVIEWED, _decide(Outcome.APPROVED_WITH_CONDITIONS))
_CONTRACTED = (*_APPROVED, _publish, _contract)
WALKS: Mapping[str, tuple[Walk, ...]] = {
    "draft_empty": (),
    State.DRAFT: (),
    State.SUBMITTED: (_submit,),
    State.RETURNED: (_submit, _ask_corrections),
    State.ELIGIBLE: _REVIEWED,
    State.INELIGIBLE: (_submit, _screen),
    State.RESERVE: (*_REVIEWED, _decide(Outcome.RESERVE)),
    State.NOT_APPROVED: (*_REVIEWED, _decide(Outcome.NOT_APPROVED)),
    State.APPROVED: _APPROVED,
    State.APPROVED_WITH_CONDITIONS: _CONDITIONAL,
    State.RETURNED_FOR_CONDITIONS: (*_CONDITIONAL, _staff("return_for_conditions")),
    State.CONDITIONS_SUBMITTED: (*_CONDITIONAL, _staff("return_for_conditions"), _submit),
    State.MODIFICATION_PRECONTRACTING: (*_APPROVED, _modify),
    State.MODIFICATION_PRECONTRACTING_SUBMITTED: (*_APPROVED, _modify, _submit),
    State.CONTRACTED: _CONTRACTED,
    State.IN_MODIFICATION: (*_CONTRACTED, _modify),
    State.MODIFICATION_SUBMITTED: (*_CONTRACTED, _modify, _submit),
    State.CLOSED: (*_CONTRACTED, _close),
    State.WITHDRAWN: (_submit, _withdraw),
}


def move(project: Project, entry: Entry, who: Cast) -> None:
    """Take the steps that lead to the entry's state; the notes are in the programme's language."""
    with override("en"):
        for walk in WALKS[entry["state"]]:
            walk(project, who, entry)
            project.refresh_from_db()
