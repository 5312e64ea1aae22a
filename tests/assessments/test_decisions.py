"""Decisions: on the version seen, with record, trail and letters, all or nothing; one of two wins."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import TrailEntry
from assessments import decisions
from assessments.conditions import settle
from assessments.models import Condition, Decision, QualityConclusion
from assessments.states import ConditionState, Outcome
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects import lifecycle
from projects.lifecycle import Seen
from projects.models import Project, StateChange
from projects.states import Level, State
from tests.assessments.deciding import CONDITIONS, DAY, decide
from tests.factories.assessments import (
    ScreeningFactory,
    eligible_project,
    scored,
    staff_of,
    submitted_project,
)
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("outcome", "state", "template_words"),
    [
        (Outcome.APPROVED, State.APPROVED, "approved your project"),
        (Outcome.APPROVED_WITH_CONDITIONS, State.APPROVED_WITH_CONDITIONS, "Find a French partner."),
        (Outcome.RESERVE, State.RESERVE, "reserve list"),
        (Outcome.NOT_APPROVED, State.NOT_APPROVED, "not to approve"),
    ],
)
def test_decide_moves_records_and_drafts_letters(project, manager, outcome, state, template_words):
    other = with_level(project)
    with_level(project, Level.EDIT)
    decision = decide(project, manager, outcome)
    assert Project.objects.get().state == state
    assert (decision.version.number, decision.decided_by, decision.decided_on) == (1, manager, DAY)
    assert decision.change == StateChange.objects.of(project)[0]
    assert TrailEntry.objects.filter(chain=project.chain).last().actor == manager
    letters = Message.objects.filter(kind="decision").order_by("recipient")
    assert [letter.recipient for letter in letters] == [project.created_by, other]
    assert {letter.state for letter in letters} == {MessageState.DRAFTED}
    assert all(template_words in letter.body and "Well argued." in letter.body for letter in letters)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ASSESSOR, Role.AUDITOR])
def test_only_managers_and_the_committee_decide_on_money(project, role):
    with pytest.raises(NotAllowed):
        decide(project, staff_of(project, role))
    decide(project, staff_of(project, Role.COMMITTEE))
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("outcome", "said", "words"),
    [
        ("superb", {}, "Choose a decision"),
        (Outcome.APPROVED_WITH_CONDITIONS, {"conditions": "  "}, "conditions"),
        (Outcome.NOT_APPROVED, {"reason": ""}, "note"),
        (Outcome.APPROVED, {"decided_on": date(2026, 1, 9)}, "eligibility"),
        (Outcome.APPROVED, {"decided_on": date(2126, 1, 1)}, "future"),
        (Outcome.APPROVED, {"reason": "x" * 10_001}, "too long"),
    ],
)
def test_decision_that_lacks_something_changes_nothing(project, manager, outcome, said, words):
    with pytest.raises(DomainError, match=words):
        decide(project, manager, outcome, **said)
    assert Project.objects.get().state == State.ELIGIBLE
    assert not Decision.objects.exists()
    assert not Message.objects.filter(kind="decision").exists()


def test_today_is_not_in_the_future(project, manager):
    decide(project, manager, decided_on=timezone.localdate())
    assert Decision.objects.get().decided_on == timezone.localdate()


def test_decision_from_eligible_waits_for_the_quality_conclusion(project, manager):
    QualityConclusion.objects.all().delete()
    with pytest.raises(DomainError, match="Conclude the quality"):
        decide(project, manager)


def test_later_decisions_need_no_new_quality_conclusion(project, manager):
    decide(project, manager, Outcome.RESERVE)
    QualityConclusion.objects.all().delete()
    decide(project, manager, Outcome.APPROVED_WITH_CONDITIONS)
    with pytest.raises(DomainError, match="1 condition is neither met nor waived"):
        decide(project, manager, Outcome.APPROVED)
    settle(Condition.objects.get(), by=manager, state=ConditionState.MET)
    decide(project, manager, Outcome.APPROVED)
    assert list(Decision.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "reserve",
        "approved_with_conditions",
        "approved",
    ]


def test_page_that_showed_another_version_decides_nothing(project, manager):
    for seen in (Seen(State.ELIGIBLE, 2), Seen(State.SUBMITTED, 1)):
        with pytest.raises(DomainError, match="out of date"):
            decisions.decide(
                project,
                by=manager,
                outcome=Outcome.APPROVED,
                seen=seen,
                decided_on=DAY,
                reason="Well argued.",
            )


def test_second_decision_of_the_same_page_is_refused(project, manager):
    seen = Seen.of(project)
    decide(project, manager)
    with pytest.raises(DomainError, match="out of date"):
        decisions.decide(project, by=manager, outcome=Outcome.APPROVED, seen=seen, decided_on=DAY)
    assert Decision.objects.count() == 1


# --- Eligibility --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("is_eligible", "state"), [(True, State.ELIGIBLE), (False, State.INELIGIBLE)])
def test_decision_on_eligibility_needs_a_screening_but_not_its_blessing(is_eligible, state):
    project = submitted_project()
    officer = staff_of(project, Role.OFFICER)
    said = {
        "by": officer,
        "is_eligible": is_eligible,
        "seen": Seen.of(project),
        "decided_on": DAY,
        "note": "Seen.",
    }
    with pytest.raises(DomainError, match="Conclude the screening"):
        decisions.decide_eligibility(project, **said)
    ScreeningFactory(
        version=project.versions.get(),
        conclusion="failed",
        concluded_by=officer,
        concluded_at=timezone.now(),
    )
    change = decisions.decide_eligibility(project, **said)
    assert (Project.objects.get().state, change.decided_on) == (state, DAY)
    assert Message.objects.get(kind="decision").state == MessageState.DRAFTED


# --- Quality ------------------------------------------------------------------------------------------------


def concluded(project, by, **said):
    facts = {"recommendation": "recommended", "seen": Seen.of(project), **said}
    return decisions.conclude_quality(project, by=by, **facts)


def finished(project, count):
    for _each in range(count):
        assessor = staff_of(project, Role.ASSESSOR)
        decisions.finish_assessment(scored(project, assessor), by=assessor, recommendation="recommended")


def test_quality_is_concluded_after_two_assessors_and_once_a_version():
    project = submitted_project()
    officer = staff_of(project, Role.OFFICER)
    finished(project, 1)
    with pytest.raises(DomainError, match="now 1 have"):
        concluded(project, officer)
    finished(project, 1)
    conclusion = concluded(project, officer)
    assert QualityConclusion.objects.newest_of(project) == conclusion
    with pytest.raises(DomainError, match="concluded already"):
        concluded(project, officer)


def test_quality_conclusion_checks_what_is_said_who_says_it_and_when():
    project = submitted_project()
    officer = staff_of(project, Role.OFFICER)
    finished(project, 2)
    for said in ({"recommendation": "superb"}, {"recommendation": "not_recommended"}):
        with pytest.raises(DomainError):
            concluded(project, officer, **said)
    with pytest.raises(DomainError, match="out of date"):
        concluded(project, officer, seen=Seen(State.SUBMITTED, 3))
    for role in (Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            concluded(project, staff_of(project, role))
    Project.objects.update(state=State.INELIGIBLE)
    project.refresh_from_db()
    with pytest.raises(DomainError, match="while a project is submitted or eligible"):
        concluded(project, officer)


# --- What is on offer ---------------------------------------------------------------------------------------


def test_possible_outcomes_follow_state_and_role(project, manager):
    assert decisions.possible_outcomes(project, manager) == list(Outcome)
    assert decisions.possible_outcomes(project, staff_of(project, Role.OFFICER)) == []
    decide(project, manager, Outcome.APPROVED_WITH_CONDITIONS)
    assert decisions.possible_outcomes(project, manager) == [Outcome.APPROVED, Outcome.NOT_APPROVED]


# --- At the same time ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_approving_and_refusing_at_once_makes_exactly_one_decision():
    project = eligible_project()
    people = [staff_of(project, Role.MANAGER), staff_of(project, Role.COMMITTEE)]
    seen, start, losers = Seen.of(project), threading.Barrier(2), []

    def run(person, outcome):
        try:
            start.wait(timeout=120)
            fresh = Project.objects.get(pk=project.pk)
            decisions.decide(fresh, by=person, outcome=outcome, seen=seen, decided_on=DAY, reason="So.")
        except DomainError as error:
            losers.append(str(error.text))
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=pair)
        for pair in zip(people, (Outcome.APPROVED, Outcome.NOT_APPROVED), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    decision = Decision.objects.get()
    expected = {Outcome.APPROVED: State.APPROVED, Outcome.NOT_APPROVED: State.NOT_APPROVED}
    assert Project.objects.get().state == expected[Outcome(decision.outcome)]
    assert len(losers) == 1
    assert "out of date" in losers[0]
    assert Message.objects.filter(kind="decision").count() == 1


def test_withdrawal_meets_a_decision_on_a_stale_page(project, manager):
    seen = Seen.of(project)
    lifecycle.withdraw(project, by=project.created_by, note="We stop.")
    with pytest.raises(DomainError, match="out of date"):
        decisions.decide(
            project,
            by=manager,
            outcome=Outcome.APPROVED,
            seen=seen,
            decided_on=timezone.localdate() - timedelta(days=1),
        )


@pytest.mark.parametrize(
    "outcome", [Outcome.APPROVED, Outcome.POSTPONED, Outcome.RESERVE, Outcome.NOT_APPROVED]
)
def test_conditions_of_another_decision_are_refused_and_not_dropped(project, manager, outcome):
    with pytest.raises(DomainError, match="Only an approval with conditions has conditions"):
        decide(project, manager, outcome, conditions=CONDITIONS)
    assert not Decision.objects.exists()
    assert not Message.objects.filter(kind="decision").exists()
