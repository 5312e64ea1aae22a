"""What tests of the committee stand on: a proposal it may decide, and the people around it."""

import pytest

from programmes.states import Role
from tests.factories.assessments import eligible_project, staff_of
from tests.factories.committee import committee


@pytest.fixture
def project():
    return eligible_project()


@pytest.fixture
def programme(project):
    return project.call.programme_period.programme


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def members(programme):
    return committee(programme, voting=3)
