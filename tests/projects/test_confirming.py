"""Submissions that two people answer for, also when they, or several, press at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import TrailEntry
from calls.models import Call
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from documents.models import Document
from projects import fields, lifecycle
from projects.lifecycle import AlreadySubmitted, Closed, NotReady, SecondPersonNeeded
from projects.models import Project, SubmissionRequest, Version
from projects.states import Level, State
from tests.factories.projects import complete_call, complete_project
from tests.projects.people import with_level
from tests.projects.test_submitting import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return complete_project(call=complete_call(needs_second_confirmation=True))


@pytest.fixture
def other(project):
    return with_level(project, Level.MANAGE)


def test_nobody_submits_alone(project, other):
    with pytest.raises(SecondPersonNeeded, match="Ask for the confirmation first"):
        lifecycle.submit(project, by=project.created_by)
    lifecycle.request_submission(project, by=project.created_by)
    with pytest.raises(SecondPersonNeeded, match="asked for this submission yourself"):
        lifecycle.submit(project, by=project.created_by)
    assert not Version.objects.exists()


def test_another_manager_confirms_what_was_asked(project, other):
    request = lifecycle.request_submission(project, by=project.created_by)
    version = lifecycle.submit(project, by=other)
    request.refresh_from_db()
    assert (request.outcome, request.closed_by) == ("confirmed", other)
    assert (version.created_by, project.state) == (other, State.SUBMITTED)
    actions = TrailEntry.objects.filter(chain=project.chain).values_list("action", "actor")
    assert ("ask to confirm submission", project.created_by_id) in actions
    assert ("submit", other.pk) in actions


def test_who_may_only_edit_asks_but_does_not_confirm(project, other):
    editor = with_level(project, Level.EDIT)
    lifecycle.request_submission(project, by=other)
    with pytest.raises(NotAllowed, match="manage the proposal may confirm"):
        lifecycle.submit(project, by=editor)
    lifecycle.cancel_request(project, by=editor)
    lifecycle.request_submission(project, by=editor)
    lifecycle.submit(project, by=other)
    assert project.state == State.SUBMITTED


def test_viewers_and_strangers_neither_ask_nor_take_back(project, other):
    viewer = with_level(project, Level.VIEW)
    for verb in (lifecycle.request_submission, lifecycle.cancel_request):
        with pytest.raises(NotAllowed):
            verb(project, by=viewer)
    assert not SubmissionRequest.objects.exists()


def test_change_since_makes_the_request_void_and_changing_back_mends_it(project, other):
    lifecycle.request_submission(project, by=project.created_by)
    held = fields.tokens(project)["title.nl"]
    saved = fields.save(project, "title.nl", "Another", base=held.token, by=other)
    with pytest.raises(SecondPersonNeeded, match="no longer valid"):
        lifecycle.submit(project, by=other)
    fields.save(project, "title.nl", held.value, base=saved.token, by=other)
    lifecycle.submit(project, by=other)
    assert project.state == State.SUBMITTED


def test_change_of_the_call_leaves_the_request_alone(project, other):
    lifecycle.request_submission(project, by=project.created_by)
    Call.objects.update(closes_at=timezone.now() + timedelta(days=1))
    lifecycle.submit(project, by=other)
    assert project.state == State.SUBMITTED


def test_asking_again_for_the_same_text_is_the_same_request_and_mail(project, other):
    requests = {lifecycle.request_submission(project, by=project.created_by).pk for _each in range(3)}
    assert len(requests) == 1
    assert Message.objects.filter(kind="confirm").count() == 1


def test_asking_for_another_text_replaces_the_request(project, other):
    old = lifecycle.request_submission(project, by=project.created_by)
    Project.objects.update(acronym="OTHER")
    new = lifecycle.request_submission(project, by=other)
    old.refresh_from_db()
    assert (old.outcome, SubmissionRequest.objects.open_of(project)) == ("replaced", new)
    lifecycle.submit(project, by=project.created_by)


def test_request_needs_somebody_to_confirm_a_complete_text_and_an_open_call(project):
    with pytest.raises(DomainError, match="Nobody else manages"):
        lifecycle.request_submission(project, by=project.created_by)
    with_level(project, Level.MANAGE)
    Project.objects.update(start_date=None)
    with pytest.raises(NotReady):
        lifecycle.request_submission(project, by=project.created_by)
    Call.objects.update(closes_at=timezone.now())
    with pytest.raises(Closed):
        lifecycle.request_submission(project, by=project.created_by)


def test_request_keeps_no_deadline(project, other):
    lifecycle.request_submission(project, by=project.created_by)
    Call.objects.update(closes_at=timezone.now())
    with pytest.raises(Closed):
        lifecycle.submit(project, by=other)


def test_call_of_one_person_takes_no_requests(other):
    project = complete_project()
    with pytest.raises(DomainError, match="nobody else needs to confirm"):
        lifecycle.request_submission(project, by=project.created_by)


def test_one_request_at_a_time_is_held_by_the_database(project, other):
    lifecycle.request_submission(project, by=project.created_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        SubmissionRequest.objects.create(project=project, by=other, digest="0" * 64)


@pytest.mark.django_db(transaction=True)
def test_many_confirmations_at_once_make_one_submission():
    project = complete_project(call=complete_call(needs_second_confirmation=True))
    managers = [with_level(project, Level.MANAGE) for _each in range(2)]
    lifecycle.request_submission(project, by=project.created_by)
    errors = together(
        8, lambda number: lifecycle.submit(Project.objects.get(pk=project.pk), by=managers[number % 2])
    )
    assert [type(error) for error in errors] == [AlreadySubmitted] * 7
    assert (Version.objects.count(), Document.objects.count()) == (1, 1)
    assert Message.objects.filter(kind="receipt").count() == 1
    assert Call.objects.get().last_number == 1


@pytest.mark.django_db(transaction=True)
def test_many_requests_at_once_make_one():
    project = complete_project(call=complete_call(needs_second_confirmation=True))
    managers = [with_level(project, Level.MANAGE) for _each in range(3)]
    errors = together(
        6,
        lambda number: lifecycle.request_submission(
            Project.objects.get(pk=project.pk), by=managers[number % 3]
        ),
    )
    assert errors == []
    assert SubmissionRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_edit_against_confirmation_never_submits_a_text_that_nobody_asked_for():
    project = complete_project(call=complete_call(needs_second_confirmation=True))
    other = with_level(project, Level.MANAGE)
    asked = lifecycle.request_submission(project, by=project.created_by)
    base = fields.tokens(project)["title.nl"].token

    def act(number):
        if number:
            lifecycle.submit(Project.objects.get(pk=project.pk), by=other)
        else:
            fields.save(project, "title.nl", "Changed", base=base, by=project.created_by)

    errors = together(2, act)
    assert len(errors) == 1
    for version in Version.objects.all():
        data = {name: value for name, value in version.data.items() if name not in {"call", "code"}}
        assert data["title"]["nl"] != "Changed"
        assert asked.digest
