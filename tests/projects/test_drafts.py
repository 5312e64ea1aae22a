"""Drafts: started once, deleted whole by those who manage them."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from calls.states import CallState
from core.errors import DomainError, NotAllowed
from projects import fields, lifecycle
from projects.models import Collaborator, Partnership, Project, StateChange
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.projects import ProjectFactory, complete_project
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


def test_start_draft_makes_a_draft_managed_by_its_author():
    call, user = CallFactory(is_demo=True), UserFactory()
    project = lifecycle.start_draft(call, by=user, acronym="  CrossRoads  ", creation_key=uuid.uuid4())
    assert (project.state, project.acronym, project.code, project.is_demo) == (
        State.DRAFT,
        "CrossRoads",
        None,
        True,
    )
    assert Collaborator.objects.get().level == Level.MANAGE
    assert StateChange.objects.get().target == State.DRAFT
    entry = TrailEntry.objects.get(chain=project.chain)
    assert (entry.action, entry.actor, entry.new["acronym"]) == ("start_draft", user, "CrossRoads")


def test_start_draft_twice_with_one_key_gives_one_draft():
    call, user, key = CallFactory(), UserFactory(), uuid.uuid4()
    first = lifecycle.start_draft(call, by=user, acronym="A", creation_key=key)
    second = lifecycle.start_draft(call, by=user, acronym="A", creation_key=key)
    assert first == second
    assert (Project.objects.count(), TrailEntry.objects.count()) == (1, 1)


def test_start_draft_with_the_key_of_somebody_else_is_refused():
    call, key = CallFactory(), uuid.uuid4()
    lifecycle.start_draft(call, by=UserFactory(), acronym="A", creation_key=key)
    with pytest.raises(DomainError, match="already been used"):
        lifecycle.start_draft(call, by=UserFactory(), acronym="A", creation_key=key)


@pytest.mark.parametrize("acronym", ["", "   ", "x" * 26, "a\x00b", "a\ud800b"])
def test_start_draft_refuses_an_acronym_that_does_not_fit(acronym):
    with pytest.raises(DomainError):
        lifecycle.start_draft(CallFactory(), by=UserFactory(), acronym=acronym, creation_key=uuid.uuid4())
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"state": CallState.DRAFT},
        {"closes_at": timezone.now() - timedelta(seconds=1)},
        {"opens_at": timezone.now() + timedelta(hours=1)},
    ],
)
def test_start_draft_needs_an_open_call(facts):
    with pytest.raises(DomainError, match="not open"):
        lifecycle.start_draft(CallFactory(**facts), by=UserFactory(), acronym="A", creation_key=uuid.uuid4())


def test_delete_draft_removes_it_and_leaves_the_trail():
    project = ProjectFactory()
    user = with_level(project)
    chain = project.chain
    lifecycle.delete_draft(project, by=user)
    assert not Project.objects.exists()
    assert TrailEntry.objects.get(chain=chain).action == "delete_draft"


def test_delete_draft_takes_everything_with_it():
    project = complete_project()
    fields.save(project, "acronym", "OTHER", base=fields.tokens(project)["acronym"][1], by=project.created_by)
    lifecycle.delete_draft(project, by=project.created_by)
    assert not Project.objects.exists()
    assert not Partnership.objects.exists()


@pytest.mark.parametrize("level", [Level.VIEW, Level.EDIT])
def test_delete_draft_is_for_managers_of_the_draft(level):
    project = ProjectFactory()
    with pytest.raises(NotAllowed):
        lifecycle.delete_draft(project, by=with_level(project, level))
    assert Project.objects.exists()


def test_deleted_draft_cannot_be_moved():
    project = ProjectFactory()
    user = with_level(project)
    lifecycle.delete_draft(Project.objects.get(), by=user)
    with pytest.raises(DomainError, match="no longer exists"):
        lifecycle.delete_draft(project, by=user)
