"""What a decision leaves to do before the contract."""

from decimal import Decimal

import pytest

from assessments.terms import contract_points
from projects.models import Project, StateChange, Version
from projects.states import State
from tests.factories.assessments import DecisionFactory, submitted_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved():
    project = submitted_project()
    Project.objects.filter(pk=project.pk).update(state=State.APPROVED)
    project.refresh_from_db()
    version = Version.objects.get(project=project)
    StateChange.objects.create(
        project=project, step="approve", source=State.ELIGIBLE, target=State.APPROVED, version=version
    )
    return project


def grant_point(project, granted):
    DecisionFactory(project=project, version=Version.objects.get(project=project), granted=granted)
    return next(point for point in contract_points(project) if point.key == "grant")


def test_grant_as_asked_leaves_nothing_to_do(approved):
    assert contract_points(approved) == []


def test_cut_grant_waits_for_a_modification(approved):
    asked = Decimal(Version.objects.get(project=approved).data["totals"]["eu_funding"])
    point = grant_point(approved, asked - Decimal("0.01"))
    assert not point.is_met
    assert "Open a modification" in point.text


def test_version_within_the_grant_is_met(approved):
    asked = Decimal(Version.objects.get(project=approved).data["totals"]["eu_funding"])
    assert grant_point(approved, asked).is_met
