"""Reminders of due conditions: once before, once after, to those who must act."""

from datetime import date, timedelta

import pytest

from assessments import conditions, decisions, due_conditions
from assessments.conditions import Term
from assessments.models import Condition, Decision
from assessments.states import ConditionState, Outcome
from correspondence.models import Message
from programmes.states import Role
from projects.lifecycle import Seen
from projects.models import Project
from tests.factories.assessments import eligible_project, staff_of
from tests.factories.projects import InterestFactory

pytestmark = pytest.mark.django_db

DECIDED, DUE = date(2026, 1, 15), date(2026, 3, 31)


@pytest.fixture
def project():
    found = eligible_project()
    terms = [Term("Name a deputy.", DUE), Term("Add a map.", DUE), Term("Say where.")]
    decisions.decide(
        found,
        by=staff_of(found, Role.MANAGER),
        outcome=Outcome.APPROVED_WITH_CONDITIONS,
        seen=Seen.of(found),
        decided_on=DECIDED,
        conditions=terms,
    )
    Decision.objects.update(recorded_at="2026-01-15T12:00:00Z")
    officer = staff_of(found, Role.OFFICER)
    Project.objects.update(officer=officer)
    return found


def on(days):
    """How many mails leave so many days before the day."""
    return due_conditions.remind(DUE - timedelta(days=days))


def mails():
    return Message.objects.filter(kind="condition").order_by("pk")


def test_managers_and_officer_are_reminded_once_before_and_once_after(project):
    days = [(30, 0), (8, 0), (7, 2), (7, 0), (1, 0), (0, 0), (-1, 2), (-9, 0), (-90, 0)]
    assert [(left, on(left)) for left, _number in days] == days
    officer = Project.objects.get().officer
    assert list(mails().values_list("recipient", flat=True)) == [project.created_by_id, officer.pk] * 2
    assert [mail.subject.split(": ")[1] for mail in mails()] == [
        "conditions are due by 31 March 2026",
        "conditions are due by 31 March 2026",
        "conditions were due by 31 March 2026",
        "conditions were due by 31 March 2026",
    ]
    assert set(mails().values_list("state", flat=True)) == {"confirmed"}


def test_mail_names_the_conditions_of_that_day_and_the_readers_own_page(project):
    on(5)
    theirs, ours = (mail.body for mail in mails())
    assert "1. Name a deputy.\n\n2. Add a map." in theirs
    assert "Say where." not in theirs
    assert f"/apply/{project.uid}/conditions/" in theirs
    assert f"/secretariat/projects/{project.uid}/conditions/" in ours


def test_answered_condition_waits_for_the_officer_alone_and_a_closed_one_for_nobody(project):
    first, second = Condition.objects.filter(due=DUE)
    conditions.answer(first, by=project.created_by, text="Ann.")
    conditions.settle(second, by=Project.objects.get().officer, state=ConditionState.MET)
    assert on(3) == 1
    assert mails().get().recipient == Project.objects.get().officer
    assert "Name a deputy. (answered, not yet checked)" in mails().get().body
    assert "Add a map." not in mails().get().body


def test_decision_of_the_last_week_named_the_day_itself(project):
    Decision.objects.update(recorded_at="2026-03-26T12:00:00Z")
    assert [on(4), on(0), on(-1)] == [0, 0, 2]


def test_officer_with_a_conflict_and_who_wants_none_hear_nothing(project):
    InterestFactory(project=project, person=Project.objects.get().officer, has_conflict=True, note="Mine.")
    type(project.created_by).objects.filter(pk=project.created_by_id).update(wants_reminders=False)
    assert [on(3), on(-1)] == [0, 0]


def test_undone_decision_reminds_nobody(project):
    decisions.revert(project, by=staff_of(project, Role.MANAGER), seen=Seen.of(project), note="A mistake.")
    assert [on(3), on(-1)] == [0, 0]
