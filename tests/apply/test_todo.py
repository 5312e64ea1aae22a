"""What waits for people who write proposals."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.todo import tasks
from apply.todo import SOURCES
from assessments.models import Condition
from assessments.states import ConditionState
from projects.models import SubmissionRequest
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.assessments import DecisionFactory
from tests.factories.calls import CallFactory
from tests.factories.projects import (
    CollaboratorFactory,
    PartnershipFactory,
    ProjectFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicant():
    return UserFactory()


def written(applicant, level=Level.MANAGE, **fields):
    project = ProjectFactory(**fields)
    CollaboratorFactory(project=project, user=applicant, level=level)
    return project


def kinds(applicant):
    return [task.source.kind for task in tasks(applicant, SOURCES, most=10)]


def test_a_draft_waits_until_its_call_closes(applicant):
    closes = timezone.now() + timedelta(days=3)
    project = written(applicant, call=CallFactory(closes_at=closes))
    (task,) = tasks(applicant, SOURCES, most=10)
    assert (task.source.kind, task.title, task.due) == ("write", project.acronym, closes)
    assert task.address == f"/en/apply/{project.uid}/" or str(project.uid) in task.address
    project.call.closes_at = timezone.now()
    project.call.save()
    assert kinds(applicant) == []


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.RETURNED, "correct"),
        (State.RETURNED_FOR_CONDITIONS, "conditions"),
        (State.IN_MODIFICATION, "modify"),
        (State.MODIFICATION_PRECONTRACTING, "modify"),
        (State.STEP1_APPROVED, "step_two"),
    ],
)
def test_each_state_asks_its_task_of_who_may_do_it(applicant, state, kind):
    fields = {"submitted": True, "state": state, "call": CallFactory()}
    if state == State.RETURNED:
        fields["returned_from"] = State.SUBMITTED
    written(applicant, **fields)
    assert kinds(applicant) == [kind]
    reader = UserFactory()
    written(reader, level=Level.VIEW, **(fields | {"code": "OTHER-1"}))
    assert kinds(reader) == []


def test_who_writes_one_partners_part_is_not_asked_for_the_whole(applicant):
    project = ProjectFactory()
    CollaboratorFactory(project=project, user=applicant, partnership=PartnershipFactory(project=project))
    assert kinds(applicant) == []


def test_a_submission_waits_for_a_second_person(applicant):
    project = written(applicant)
    asking = UserFactory()
    CollaboratorFactory(project=project, user=asking)
    SubmissionRequest.objects.create(project=project, digest="0" * 64, by=asking)
    assert "confirm" in kinds(applicant)
    assert "confirm" not in kinds(asking)


def test_an_open_condition_waits_with_its_day_until_it_is_answered(applicant):
    project = written(applicant, submitted=True, state=State.APPROVED_WITH_CONDITIONS)
    decision = DecisionFactory(project=project, version=VersionFactory(project=project))
    condition = Condition.objects.create(decision=decision, text="Name a deputy.", due=date(2026, 3, 31))
    (task,) = tasks(applicant, SOURCES, most=10)
    assert (task.source.kind, task.title, task.about) == ("meet_condition", project.acronym, project.code)
    assert task.address == reverse("apply:conditions", args=[project.uid])
    assert (task.due.date(), task.since) == (date(2026, 3, 31), decision.recorded_at)
    reader = UserFactory()
    CollaboratorFactory(project=project, user=reader, level=Level.VIEW)
    assert kinds(reader) == []
    condition.state = ConditionState.ANSWERED
    condition.save()
    assert kinds(applicant) == []


def test_rehearsals_ask_nothing(applicant):
    written(applicant, is_rehearsal=True)
    assert kinds(applicant) == []


def test_the_dashboard_lists_them_in_one_statement(applicant, client, django_assert_num_queries):
    written(applicant)
    with django_assert_num_queries(1):
        tasks(applicant, SOURCES, most=10)
    client.force_login(applicant)
    assert "What waits for you" in client.get("/en/apply/").content.decode()
