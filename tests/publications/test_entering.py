"""The public record follows a modification on the day on which it enters into force, and not before."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts import trail
from accounts.models import TrailEntry
from core.errors import DomainError
from programmes.states import Role
from projects import lifecycle
from projects.lifecycle import Seen
from projects.models import Modification, Project
from projects.states import State
from publications import entering, publishing
from publications.models import Publication
from tests.factories.assessments import staff_of, submitted_project
from tests.publications.test_publishing import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    made = put(submitted_project(), State.CONTRACTED)
    publishing.publish(made, by=staff_of(made, Role.OFFICER))
    return made


def writer_of(project):
    return project.collaborators.get(level="manage").user


def modify(project, acronym, *, in_days, manager):
    """A modification that gives the project another acronym, approved today, in force some days later."""
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Another name.")
    Project.objects.filter(pk=project.pk).update(acronym=acronym)
    lifecycle.submit(Project.objects.get(pk=project.pk), by=writer_of(project))
    project.refresh_from_db()
    today = timezone.localdate(timezone=project.call.zone)
    lifecycle.approve_modification(
        project,
        by=manager,
        seen=Seen.of(project),
        decided_on=today,
        in_force_on=today + timedelta(days=in_days),
    )
    publishing.follow(project, by=manager)


def shown():
    return Publication.objects.get().acronym


def on_day(monkeypatch, project, days):
    """Let the portal's clock stand at noon, some days later than it stood before."""
    day = timezone.localdate(timezone=project.call.zone) + timedelta(days=days)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(project.call.time_zone))
    monkeypatch.setattr(timezone, "now", lambda: noon.astimezone(UTC))


def test_public_sees_the_old_version_until_the_day(project, monkeypatch):
    old = project.acronym
    modify(project, "LATER", in_days=3, manager=staff_of(project, Role.MANAGER))
    assert (shown(), entering.enter_all()) == (old, 0)
    publishing.publish(project, by=staff_of(project, Role.OFFICER))
    assert shown() == old
    on_day(monkeypatch, project, 2)
    assert (entering.enter_all(), shown()) == (0, old)
    on_day(monkeypatch, project, 1)
    assert (entering.enter_all(), shown()) == (1, "LATER")
    assert entering.enter_all() == 0
    assert TrailEntry.objects.filter(action="modification in force").count() == 1
    assert trail.verify_chain(project.chain) == []


def test_missed_days_are_caught_up_with_in_turn(project, monkeypatch):
    manager = staff_of(project, Role.MANAGER)
    modify(project, "FIRST", in_days=2, manager=manager)
    modify(project, "SECOND", in_days=4, manager=manager)
    assert shown() not in {"FIRST", "SECOND"}
    on_day(monkeypatch, project, 3)
    assert (entering.enter_all(), shown()) == (1, "FIRST")
    on_day(monkeypatch, project, 30)
    assert (entering.enter_all(), shown()) == (1, "SECOND")


def test_a_later_modification_cannot_enter_into_force_before_the_one_it_builds_on(project):
    manager = staff_of(project, Role.MANAGER)
    modify(project, "FIRST", in_days=5, manager=manager)
    with pytest.raises(DomainError):
        modify(project, "SECOND", in_days=4, manager=manager)
    assert list(Modification.objects.order_by("number").values_list("state", flat=True)) == [
        "approved",
        "submitted",
    ]


def test_rejecting_a_later_one_keeps_the_one_to_come(project, monkeypatch):
    manager = staff_of(project, Role.MANAGER)
    old = project.acronym
    modify(project, "FIRST", in_days=2, manager=manager)
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="And again.")
    Project.objects.filter(pk=project.pk).update(acronym="NEVER")
    lifecycle.submit(Project.objects.get(pk=project.pk), by=writer_of(project))
    project.refresh_from_db()
    lifecycle.reject_modification(
        project,
        by=manager,
        seen=Seen.of(project),
        decided_on=timezone.localdate(timezone=project.call.zone),
        note="No.",
    )
    publishing.follow(project, by=manager)
    assert (shown(), Project.objects.get().acronym) == (old, "FIRST")
    on_day(monkeypatch, project, 2)
    assert (entering.enter_all(), shown()) == (1, "FIRST")


def test_a_modification_of_today_shows_at_once(project):
    modify(project, "TODAY", in_days=0, manager=staff_of(project, Role.MANAGER))
    assert (shown(), entering.enter_all()) == ("TODAY", 0)
