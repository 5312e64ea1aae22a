"""Submitting: judged, frozen, numbered and receipted at once, or not at all, and only once."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import TrailEntry
from calls.models import Call
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from correspondence.states import MessageState
from documents.models import Document
from programmes.states import Role
from projects import dossier, lifecycle
from projects.lifecycle import AlreadySubmitted, NotReady, Seen
from projects.models import Partnership, Project, StateChange, Version
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.form import filled_project
from tests.factories.projects import complete_project
from tests.projects.people import with_level, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return complete_project()


@pytest.fixture
def writer(project):
    return with_level(project, Level.EDIT)


def returned(project, officer, note="Complete the budget."):
    lifecycle.return_to_applicant(project, by=officer, seen=Seen.of(project), note=note)


def test_submit_freezes_numbers_and_records(project, writer):
    version = lifecycle.submit(project, by=writer)
    call = Call.objects.get()
    stored = Project.objects.get()
    code = f"{call.programme_period.programme_id}-{call.number:02d}-00001"
    assert (stored.state, stored.code, call.last_number) == (State.SUBMITTED, code, 1)
    assert (project.state, project.code) == (State.SUBMITTED, code)
    assert (version.number, version.reason, version.created_by) == (1, "submitted", writer)
    assert version.hash == dossier.digest(version.data)
    assert version.data["code"] == code
    assert dossier.from_data(version.data) == dossier.load(project)
    change = StateChange.objects.get(step="submit")
    assert (change.source, change.target, change.version) == (State.DRAFT, State.SUBMITTED, version)
    assert [entry.action for entry in TrailEntry.objects.filter(chain=project.chain)] == [
        "freeze version",
        "submit",
    ]


def test_submit_writes_one_receipt_and_one_mail_in_the_language_of_who_submits(project):
    writer = with_level(project, Level.MANAGE)
    writer.language = "nl"
    writer.save()
    version = lifecycle.submit(project, by=writer)
    document, mail = Document.objects.get(), Message.objects.get()
    assert (document.kind, document.subject, document.language) == ("receipt", f"{project.chain}:1", "nl")
    assert document.data["hash"] == version.hash
    assert (mail.recipient, mail.attachment, mail.state) == (writer, document, MessageState.CONFIRMED)
    assert version.hash in mail.body
    assert " 1.0." in mail.body
    assert project.code in mail.subject


def test_codes_of_a_call_have_no_gaps(project, writer):
    other = complete_project(call=project.call)
    incomplete = complete_project(call=project.call)
    Project.objects.filter(pk=incomplete.pk).update(start_date=None)
    lifecycle.submit(project, by=writer)
    with pytest.raises(NotReady):
        lifecycle.submit(incomplete, by=with_level(incomplete))
    lifecycle.submit(other, by=with_level(other))
    assert [project.code[-5:], other.code[-5:]] == ["00001", "00002"]


def test_submit_with_errors_is_refused_and_names_them(project, writer):
    Partnership.objects.update(role="partner")
    with pytest.raises(NotReady) as refused:
        lifecycle.submit(project, by=writer)
    assert all(finding.verdict == "error" for finding in refused.value.findings)
    assert refused.value.findings
    project.refresh_from_db()
    assert (project.state, project.code) == (State.DRAFT, None)
    assert not Version.objects.exists()
    assert not Document.objects.exists()
    assert not TrailEntry.objects.exists()
    assert Call.objects.get().last_number == 0


@pytest.mark.parametrize(("seconds", "is_in_time"), [(-1, True), (0, False), (1, False)])
def test_first_submission_counts_only_when_it_arrived_before_the_closing_time(
    project, writer, seconds, is_in_time
):
    closes_at = timezone.now()
    Call.objects.update(closes_at=closes_at)
    arrived = closes_at + timedelta(seconds=seconds)
    if is_in_time:
        lifecycle.submit(project, by=writer, arrived_at=arrived)
        assert project.first_submitted_at == arrived
    else:
        with pytest.raises(DomainError, match="The call closed on"):
            lifecycle.submit(project, by=writer, arrived_at=arrived)


def test_submission_before_the_call_opens_keeps_the_draft(project, writer):
    Call.objects.update(opens_at=timezone.now() + timedelta(days=1))
    with pytest.raises(DomainError, match="not open yet"):
        lifecycle.submit(project, by=writer)


def test_submit_again_after_return_ignores_the_closing_date_and_goes_back_where_it_was(project, writer):
    lifecycle.submit(project, by=writer)
    officer = with_role(project, Role.OFFICER)
    Project.objects.update(state=State.ELIGIBLE)
    project.refresh_from_db()
    returned(project, officer)
    Call.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    code = project.code
    version = lifecycle.submit(project, by=writer)
    stored = Project.objects.get()
    assert (stored.state, stored.returned_from, stored.code) == (State.ELIGIBLE, "", code)
    assert (version.number, version.reason) == (2, "resubmitted")
    assert Call.objects.get().last_number == 1


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        (State.RETURNED_FOR_CONDITIONS, State.CONDITIONS_SUBMITTED, "conditions"),
        (
            State.MODIFICATION_PRECONTRACTING,
            State.MODIFICATION_PRECONTRACTING_SUBMITTED,
            "modification",
        ),
        (State.IN_MODIFICATION, State.MODIFICATION_SUBMITTED, "modification"),
    ],
)
def test_later_submissions_lead_where_they_belong(project, writer, source, target, reason):
    lifecycle.submit(project, by=writer)
    Project.objects.update(state=source)
    version = lifecycle.submit(project, by=writer)
    assert (Project.objects.get().state, version.reason) == (target, reason)


def test_second_click_is_told_that_it_is_in(project, writer):
    lifecycle.submit(project, by=writer)
    with pytest.raises(AlreadySubmitted, match="submitted already"):
        lifecycle.submit(project, by=writer)
    assert (Version.objects.count(), Document.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_who_may_not_write_does_not_submit(project):
    for person in (UserFactory(), with_level(project, Level.VIEW), with_role(project, Role.MANAGER)):
        with pytest.raises(NotAllowed):
            lifecycle.submit(project, by=person)
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    "state", [State.ELIGIBLE, State.APPROVED, State.NOT_APPROVED, State.WITHDRAWN, State.CLOSED]
)
def test_submit_from_a_state_that_is_shut_is_refused(project, writer, state):
    Project.objects.update(state=state, code="T-1", first_submitted_at=timezone.now())
    with pytest.raises(DomainError, match="is not possible"):
        lifecycle.submit(project, by=writer)


def together(count, act):
    """Run `act(number)` in as many threads with connections of their own; the errors, in any order."""
    start, errors = threading.Barrier(count), []

    def run(number):
        try:
            start.wait(timeout=120)
            act(number)
        except DomainError as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return errors


@pytest.mark.django_db(transaction=True)
def test_ten_submissions_at_once_make_one():
    project = complete_project()
    writers = [with_level(project, Level.MANAGE) for _each in range(2)]
    errors = together(
        10, lambda number: lifecycle.submit(Project.objects.get(pk=project.pk), by=writers[number % 2])
    )
    assert [type(error) for error in errors] == [AlreadySubmitted] * 9
    assert (Version.objects.count(), Document.objects.count(), Message.objects.count()) == (1, 1, 1)
    assert TrailEntry.objects.filter(action="submit").count() == 1
    assert Call.objects.get().last_number == 1


@pytest.mark.django_db(transaction=True)
def test_projects_of_one_call_submitted_at_once_get_numbers_without_gaps():
    first = complete_project()
    projects = [first, *(complete_project(call=first.call) for _each in range(4))]
    writers = [with_level(project) for project in projects]
    errors = together(5, lambda number: lifecycle.submit(projects[number], by=writers[number]))
    assert errors == []
    codes = sorted(Project.objects.values_list("code", flat=True))
    assert [code[-5:] for code in codes] == ["00001", "00002", "00003", "00004", "00005"]


@pytest.mark.django_db(transaction=True)
def test_ten_starts_with_one_key_make_one_draft():
    call, user = complete_project().call, UserFactory()
    key = Project.objects.get().uid
    errors = together(
        10, lambda number: lifecycle.start_draft(call, by=user, acronym="ONE", creation_key=key)
    )
    assert errors == []
    assert Project.objects.filter(acronym="ONE").count() == 1


def test_frozen_text_is_what_was_stored_at_submission(project, writer):
    version = lifecycle.submit(project, by=writer)
    Project.objects.update(acronym="LATER", start_date=date(2030, 1, 1))
    assert Version.objects.get(pk=version.pk).data["acronym"] == project.acronym != "LATER"


def test_submit_asks_the_database_the_same_with_twenty_partners():
    asked = []
    for partners in (2, 20):
        project = filled_project(partners=partners)
        with CaptureQueriesContext(connection) as queries:
            lifecycle.submit(project, by=project.created_by)
        asked.append(len(queries))
    assert asked[0] == asked[1]
