"""A project that waits for the decision on its money, and who may decide."""

import pytest

from programmes.states import Role
from tests.factories.assessments import eligible_project, staff_of


@pytest.fixture
def project():
    return eligible_project()


@pytest.fixture
def manager(project):
    return staff_of(project, Role.MANAGER)
