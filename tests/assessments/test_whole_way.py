"""One project from submission to closure through nothing but the verbs, and the record that it leaves."""

from datetime import date

import pytest

from accounts import trail
from accounts.models import TrailEntry
from assessments import conditions, decisions
from assessments.models import Assessment, Condition
from programmes.states import Role
from projects import lifecycle
from projects.lifecycle import Seen
from projects.models import Project, StateChange, Version
from projects.states import State
from tests.factories.assessments import scored, staff_of, submitted_project
from tests.factories.projects import ContractFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)


def screened_and_eligible(project, officer):
    screening = decisions.open_screening(project, by=officer)
    decisions.confirm_passed(screening, by=officer)
    for check in screening.checks.filter(verdict=""):
        decisions.record_check(check, by=officer, verdict="passed", note="Seen.")
    decisions.conclude_screening(screening, by=officer, conclusion="passed", seen=Seen.of(project))
    decisions.decide_eligibility(project, by=officer, is_eligible=True, seen=Seen.of(project), decided_on=DAY)


def assessed(project, officer):
    for _each in range(2):
        assessor = staff_of(project, Role.ASSESSOR)
        decisions.finish_assessment(scored(project, assessor), by=assessor, recommendation="recommended")
    decisions.conclude_quality(project, by=officer, recommendation="recommended", seen=Seen.of(project))


def test_project_goes_the_whole_way():
    project = ContractFactory(project=submitted_project(), overridden=True).project
    writer = project.created_by
    officer, manager = staff_of(project, Role.OFFICER), staff_of(project, Role.MANAGER)
    committee = staff_of(project, Role.COMMITTEE)

    lifecycle.return_to_applicant(project, by=officer, seen=Seen.of(project), note="Add a summary.")
    lifecycle.submit(project, by=writer)
    screened_and_eligible(project, officer)
    assessed(project, officer)
    decisions.decide(
        project,
        by=committee,
        outcome="approved_with_conditions",
        seen=Seen.of(project),
        decided_on=DAY,
        conditions="Name a deputy.",
    )
    lifecycle.return_for_conditions(project, by=officer, seen=Seen.of(project), note="Name a deputy.")
    lifecycle.submit(project, by=writer)
    lifecycle.hand_back(project, by=officer, seen=Seen.of(project), note="A person, please.")
    lifecycle.submit(project, by=writer)
    conditions.settle(Condition.objects.get(), by=officer, state="met")
    decisions.decide(project, by=committee, outcome="approved", seen=Seen.of(project), decided_on=DAY)
    lifecycle.set_contracted(project, by=manager, seen=Seen.of(project), decided_on=DAY)
    lifecycle.open_modification(project, by=officer, seen=Seen.of(project), note="Six months longer.")
    lifecycle.submit(project, by=writer)
    lifecycle.reject_modification(
        project, by=committee, seen=Seen.of(project), decided_on=DAY, note="Too long."
    )
    lifecycle.close(project, by=manager, seen=Seen.of(project))
    lifecycle.reopen(project, by=manager, seen=Seen.of(project), note="A late invoice.")

    assert Project.objects.get().state == State.CONTRACTED
    assert list(Version.objects.order_by("number").values_list("reason", flat=True)) == [
        "submitted",
        "resubmitted",
        "conditions",
        "conditions",
        "modification",
        "restored",
    ]
    steps = [change.step for change in reversed(StateChange.objects.of(project))]
    assert steps == [
        "submit",
        "return_to_applicant",
        "submit",
        "declare_eligible",
        "approve_with_conditions",
        "return_for_conditions",
        "submit",
        "hand_back",
        "submit",
        "approve",
        "set_contracted",
        "open_modification",
        "submit",
        "reject_modification",
        "close",
        "reopen",
    ]
    entries = list(TrailEntry.objects.filter(chain=project.chain).order_by("sequence"))
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    assert trail.verify_chain(project.chain) == []
    assert [entry.action for entry in entries if entry.action in set(steps)] == steps
    assert Assessment.objects.finished().count() == 2
