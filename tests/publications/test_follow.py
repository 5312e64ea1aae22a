"""The public record follows the steps of its project."""

from datetime import date

import pytest

from accounts.models import TrailEntry
from projects.models import Project, StateChange
from projects.states import State
from publications import publishing
from publications.models import Publication
from publications.states import Status
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(world: World) -> Project:
    """The submitted project, approved on its first version and made public."""
    project = world.submitted
    version = project.versions.get()
    Project.objects.filter(pk=project.pk).update(state=State.APPROVED)
    StateChange.objects.create(
        project=project,
        step="approve",
        source=State.ELIGIBLE,
        target=State.APPROVED,
        version=version,
        by=world.manager,
        decided_on=date(2026, 1, 1),
    )
    project.refresh_from_db()
    publishing.publish(project, by=world.officer)
    return project


def test_follow_leaves_unpublished_projects_alone(world: World) -> None:
    publishing.follow(world.submitted, by=world.officer)

    assert Publication.objects.count() == 0


def test_follow_shows_closure_whoever_recorded_it(world: World, approved: Project) -> None:
    Project.objects.filter(pk=approved.pk).update(state=State.CLOSED)

    publishing.follow(approved, by=world.committee)

    assert Publication.objects.get().status == Status.CLOSED


def test_follow_takes_away_what_lost_its_approval(world: World, approved: Project) -> None:
    Project.objects.filter(pk=approved.pk).update(state=State.ELIGIBLE)

    publishing.follow(approved, by=world.manager)

    assert Publication.objects.count() == 0
    assert TrailEntry.objects.filter(chain=approved.chain, action="withdraw_publication").count() == 1


def test_follow_changes_nothing_when_nothing_changed(world: World, approved: Project) -> None:
    before = Publication.objects.get().data_date

    publishing.follow(approved, by=world.officer)

    assert Publication.objects.get().data_date == before
