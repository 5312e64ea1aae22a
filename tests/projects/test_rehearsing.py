"""Rehearsals: everything an applicant can do, and nothing of it counts anywhere."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import TrailEntry
from calls.models import Call
from calls.states import CallState
from core.errors import DomainError, NotAllowed
from correspondence import outbox
from correspondence.models import Message
from programmes.states import Role
from projects import dossier, lifecycle, permissions
from projects.models import Project, Version
from projects.states import REHEARSED, Level, State
from tests.factories.accounts import UserFactory
from tests.factories.projects import CollaboratorFactory, complete_call, complete_project
from tests.projects.people import with_level, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def rehearsal():
    """Complete, in a draft call whose dates have passed, by an officer of its programme."""
    project = complete_project(is_rehearsal=True)
    Call.objects.update(state=CallState.DRAFT, closes_at=timezone.now())
    return project


def officer_of(call):
    return with_role(Project(call=call), Role.OFFICER)


@pytest.mark.parametrize("state", CallState)
def test_staff_start_one_in_any_call(state):
    call = complete_call(state=state)
    officer = officer_of(call)
    project = lifecycle.start_rehearsal(call, by=officer)
    assert (project.is_rehearsal, project.state, project.acronym) == (
        True,
        State.DRAFT,
        f"TEST {call.code}"[:25],
    )
    assert project.collaborators.get().user == officer


def test_only_the_programmes_secretariat_starts_one():
    call, elsewhere = complete_call(), complete_call()
    for person in (UserFactory(), officer_of(elsewhere), with_role(Project(call=call), Role.ASSESSOR)):
        with pytest.raises(NotAllowed):
            lifecycle.start_rehearsal(call, by=person)


def test_same_key_gives_the_same_rehearsal_to_the_same_person():
    call = complete_call()
    officer, key = officer_of(call), uuid.uuid4()
    made = {lifecycle.start_rehearsal(call, by=officer, creation_key=key).pk for _each in range(3)}
    assert len(made) == 1
    with pytest.raises(DomainError, match="already been used"):
        lifecycle.start_rehearsal(call, by=officer_of(call), creation_key=key)


def test_submitting_one_gives_a_test_code_and_takes_no_number(rehearsal):
    version = lifecycle.submit(rehearsal, by=rehearsal.created_by)
    call = Call.objects.get()
    assert rehearsal.code == f"TEST-{rehearsal.programme_code}-{call.number:02d}-{rehearsal.pk:05d}"
    assert (version.number, rehearsal.state, call.last_number) == (1, State.SUBMITTED, 0)
    real = complete_project(call=complete_call(programme_period=call.programme_period))
    lifecycle.submit(real, by=real.created_by)
    assert real.code.endswith("-00001")


def test_staff_see_it_nowhere_and_get_no_mail(rehearsal):
    officer = officer_of(rehearsal.call)
    lifecycle.submit(rehearsal, by=rehearsal.created_by)
    assert not Project.objects.visible_to_staff(officer).exists()
    assert not Project.objects.visible_to(officer).exists()
    assert permissions.standing(officer, rehearsal) == (frozenset(), None)
    assert lifecycle.available_steps(rehearsal, officer) == []
    assert not outbox.visible_to(officer).exists()
    assert [mail.recipient for mail in Message.objects.all()] == [rehearsal.created_by]


def test_it_is_real_to_its_own_people_only(rehearsal):
    assert Project.objects.visible_to(rehearsal.created_by).get() == rehearsal
    assert not Project.objects.real().exists()
    assert list(Project.objects.rehearsals()) == [rehearsal]


@pytest.mark.parametrize("state", [state for state in State if state not in REHEARSED])
def test_database_keeps_it_out_of_every_state_that_is_judged(rehearsal, state):
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.update(state=state, code="TEST-X", first_submitted_at=timezone.now())


def test_database_keeps_it_out_of_the_numbers(rehearsal):
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.update(code="FWVL-01-00001")


def test_one_person_may_play_both_parts_of_a_confirmation(rehearsal):
    Call.objects.update(needs_second_confirmation=True)
    lifecycle.request_submission(rehearsal, by=rehearsal.created_by)
    assert lifecycle.submit(rehearsal, by=rehearsal.created_by).number == 1


def test_deleting_takes_everything_with_it_and_leaves_the_trail(rehearsal):
    lifecycle.submit(rehearsal, by=rehearsal.created_by)
    chain = rehearsal.chain
    lifecycle.delete_rehearsal(rehearsal, by=rehearsal.created_by)
    assert not Project.objects.exists()
    assert not Version.objects.exists()
    entry = TrailEntry.objects.filter(chain=chain).last()
    assert (entry.action, entry.old["state"]) == ("delete_rehearsal", State.SUBMITTED)


def test_who_may_delete_one(rehearsal):
    for person in (UserFactory(), with_level(rehearsal, Level.EDIT)):
        with pytest.raises(NotAllowed):
            lifecycle.delete_rehearsal(rehearsal, by=person)
    lifecycle.delete_rehearsal(rehearsal, by=officer_of(rehearsal.call))
    assert not Project.objects.exists()


def test_nothing_else_is_deleted_in_that_way():
    project = complete_project()
    with pytest.raises(DomainError, match="Only a rehearsal"):
        lifecycle.delete_rehearsal(project, by=project.created_by)


def test_both_steps_of_a_call_can_be_tried():
    call = complete_call(step1_closes_at=timezone.now())
    officer = officer_of(call)
    first = lifecycle.start_rehearsal(call, by=officer)
    second = lifecycle.start_rehearsal(call, by=officer, step=2)
    assert (first.state, second.state) == (State.STEP1_DRAFT, State.DRAFT)


def test_colleagues_may_be_drawn_in(rehearsal):
    colleague = CollaboratorFactory(project=rehearsal, level=Level.EDIT).user
    assert Project.objects.editable_by(colleague).get() == rehearsal
    assert dossier.load(rehearsal).acronym == rehearsal.acronym
