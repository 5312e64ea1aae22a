"""Reminders of a deadline: who gets which one, once, in the own language, and what stops them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from calls.models import Call
from calls.states import CallState
from correspondence.models import Message
from correspondence.states import MessageState
from projects import dossier, eligibility, reminders
from projects.models import Collaborator, Project
from projects.states import Level, State
from projects.tasks import remind
from tests.factories.projects import CollaboratorFactory, complete_partner, complete_project
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def project():
    """Ten days old, with one manager; its call closes in six days."""
    project = complete_project(created_at=NOW - 10 * DAY)
    Collaborator.objects.update(since=NOW - 10 * DAY)
    closing(6 * DAY)
    return project


def closing(left):
    Call.objects.update(closes_at=NOW + left)


def sent_to():
    return list(Message.objects.filter(kind="reminder").order_by("pk").values_list("recipient", flat=True))


@pytest.mark.parametrize(
    ("left", "hours"),
    [
        (timedelta(days=7, seconds=1), None),
        (timedelta(days=7), 168),
        (timedelta(hours=72, seconds=1), 168),
        (timedelta(hours=72), 72),
        (timedelta(hours=24), 24),
        (timedelta(hours=2, seconds=1), 24),
        (timedelta(hours=2), 2),
        (timedelta(seconds=1), 2),
        (timedelta(0), None),
        (timedelta(seconds=-1), None),
    ],
)
def test_only_the_nearest_moment_that_passed_counts(left, hours):
    found = reminders.moment_passed(NOW + left, NOW)
    assert found == (None if hours is None else timedelta(hours=hours))


def test_reminder_leaves_without_confirmation_and_says_what_saved_is_not(project):
    assert reminders.remind(NOW) == 1
    mail = Message.objects.get()
    assert (mail.kind, mail.state, mail.recipient) == ("reminder", MessageState.CONFIRMED, project.created_by)
    assert "saved is not submitted" in mail.body
    assert "Nothing is missing" in mail.body
    assert f"/apply/{project.uid}/submit/" in mail.body
    assert mail.subject == f"Not submitted yet: {project.acronym}, 6 days left"


def test_reminder_counts_what_is_missing_and_leads_to_it(project):
    Project.objects.update(start_date=None, acronym="NEXT")
    project.answers.filter(field="summary", language="nl").delete()
    reminders.remind(NOW)
    body = Message.objects.get().body
    checks = eligibility.findings(dossier.load(project))
    count = sum(1 for check in checks if check.verdict == "error")
    assert count > 1
    assert f"{count} points must still be corrected" in body
    assert f"/apply/{project.uid}/check/" in body


def test_each_moment_is_told_once_however_often_the_sweep_runs(project):
    assert [reminders.remind(NOW) for _each in range(3)] == [1, 0, 0]
    closing(6 * DAY)
    later = NOW + 4 * DAY
    assert [reminders.remind(later) for _each in range(2)] == [1, 0]
    assert Message.objects.count() == 2


def test_missed_sweeps_give_one_reminder_and_not_all_of_them(project):
    assert reminders.remind(NOW + 6 * DAY - timedelta(minutes=90)) == 1
    assert "90 minutes left" not in Message.objects.get().subject
    assert "1 hour left" in Message.objects.get().subject


def test_moved_deadline_is_told_anew(project):
    reminders.remind(NOW)
    closing(5 * DAY)
    assert reminders.remind(NOW) == 1


def test_mail_is_in_the_language_of_its_reader(project):
    dutch, french = with_level(project, Level.EDIT), with_level(project, Level.MANAGE)
    type(dutch).objects.filter(pk=dutch.pk).update(language="nl")
    type(french).objects.filter(pk=french.pk).update(language="fr")
    Collaborator.objects.update(since=NOW - 10 * DAY)
    reminders.remind(NOW)
    languages = dict(Message.objects.values_list("recipient", "language"))
    assert languages == {project.created_by_id: "en", dutch.pk: "nl", french.pk: "fr"}
    assert "/nl/apply/" in Message.objects.get(recipient=dutch).body


def test_only_who_may_submit_is_reminded(project):
    with_level(project, Level.VIEW)
    partner = project.partnerships.first()
    CollaboratorFactory(project=project, level=Level.EDIT, partnership=partner)
    gone = with_level(project, Level.MANAGE)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    Collaborator.objects.update(since=NOW - 10 * DAY)
    reminders.remind(NOW)
    assert sent_to() == [project.created_by_id]


def test_who_came_after_the_moment_is_not_told_of_it(project):
    Collaborator.objects.update(since=NOW - timedelta(hours=1))
    assert reminders.remind(NOW) == 0
    Collaborator.objects.update(since=NOW - 10 * DAY)
    Project.objects.update(created_at=NOW - timedelta(hours=1))
    assert reminders.remind(NOW) == 0


def test_reminders_can_be_switched_off_for_the_account_or_one_proposal(project):
    Collaborator.objects.update(wants_reminders=False)
    assert reminders.remind(NOW) == 0
    Collaborator.objects.update(wants_reminders=True)
    type(project.created_by).objects.update(wants_reminders=False)
    assert reminders.remind(NOW) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"state": State.SUBMITTED, "code": "T-1", "first_submitted_at": NOW},
        {"state": State.RETURNED, "code": "T-1", "first_submitted_at": NOW},
        {"state": State.WITHDRAWN, "code": "T-1", "first_submitted_at": NOW},
        {"is_rehearsal": True},
    ],
)
def test_nobody_is_reminded_of_what_is_in_or_never_counts(project, change):
    Project.objects.update(**change)
    assert reminders.remind(NOW) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"closes_at": NOW - timedelta(seconds=1)},
        {"state": CallState.DRAFT},
        {"closes_at": NOW + 8 * DAY},
    ],
)
def test_nobody_is_reminded_when_the_call_is_closed_or_far_or_not_published(project, change):
    Call.objects.update(**change)
    assert reminders.remind(NOW) == 0


def test_first_step_is_reminded_of_its_own_deadline(project):
    Call.objects.update(step1_closes_at=NOW + 2 * DAY, closes_at=NOW + 90 * DAY)
    Project.objects.update(state=State.STEP1_DRAFT)
    assert reminders.remind(NOW) == 1
    assert "Step 1 of the call" in Message.objects.get().body
    Project.objects.update(state=State.DRAFT)
    assert reminders.remind(NOW) == 0


def test_one_sweep_asks_a_constant_number_of_questions_when_all_is_told(project, django_assert_num_queries):
    other = complete_project(call=project.call, created_at=NOW - 10 * DAY)
    complete_partner(other, 3)
    Collaborator.objects.update(since=NOW - 10 * DAY)
    reminders.remind(NOW)
    with django_assert_num_queries(2 + 2 * 2):
        assert reminders.remind(NOW) == 0


def test_task_runs_the_sweep(project):

    Call.objects.update(closes_at=timezone.now() + timedelta(hours=1))
    assert remind() == 1
