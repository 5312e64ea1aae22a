"""Who reviews, and who only reads."""

import itertools

import pytest

from assessments.permissions import may_read_screening, may_review, require_secretariat
from core.errors import NotAllowed
from programmes.states import Role
from projects.states import Level
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.projects import ProjectFactory
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "reviews", "reads"),
    [
        (Role.OFFICER, True, True),
        (Role.MANAGER, True, True),
        (Role.COMMITTEE, False, True),
        (Role.AUDITOR, False, True),
        (Role.ASSESSOR, False, False),
    ],
)
def test_secretariat_reviews_and_all_who_see_everything_read(role, reviews, reads):
    project = ProjectFactory(submitted=True)
    user = staff_of(project, role)
    assert (may_review(user, project), may_read_screening(user, project)) == (reviews, reads)


def test_applicants_strangers_and_other_programmes_neither_review_nor_read():
    project, other = ProjectFactory(submitted=True), ProjectFactory(submitted=True)
    people = [UserFactory(), with_level(project), staff_of(other, Role.MANAGER)]
    for user, question in itertools.product(people, (may_review, may_read_screening)):
        assert not question(user, project)


def test_staff_who_write_a_project_neither_review_nor_read_its_assessment():
    project = ProjectFactory(submitted=True)
    user = staff_of(project, Role.MANAGER)
    project.collaborators.create(user=user, level=Level.VIEW)
    assert not may_review(user, project)
    assert not may_read_screening(user, project)
    with pytest.raises(NotAllowed):
        require_secretariat(user, project)


def test_drafts_are_reviewed_by_nobody():
    project = ProjectFactory()
    assert not may_review(staff_of(project, *Role), project)
