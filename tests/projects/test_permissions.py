"""One answer for one project: the same as the sets of projects give."""

import itertools

import pytest

from programmes.models import StaffRole
from programmes.states import Role
from projects.models import Collaborator, Project
from projects.permissions import available_steps, may_edit, may_manage, may_take, may_view
from projects.states import BY_KEY, EDITABLE, Level, State
from tests.factories.accounts import UserFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import ProjectFactory
from tests.projects.people import again, with_level, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """A submitted project and a person of each standing."""
    project = ProjectFactory(submitted=True)
    stranger = UserFactory()
    StaffRoleFactory(user=(elsewhere := UserFactory()), role=Role.MANAGER)
    staff = [with_role(project, role) for role in Role]
    writers = [with_level(project, level) for level in Level]
    return project, [stranger, elsewhere, *staff, *writers]


def test_answers_for_one_project_agree_with_the_sets(people):
    project, everybody = people
    for state, user in itertools.product(State, everybody):
        Project.objects.update(state=state)
        project.refresh_from_db()
        assert may_view(user, project) is Project.objects.visible_to(user).filter(pk=project.pk).exists()
        assert may_edit(user, project) is Project.objects.editable_by(user).filter(pk=project.pk).exists()


def test_staff_see_no_draft_that_was_never_submitted():
    project = ProjectFactory()
    for role in Role:
        user = with_role(project, role)
        assert not may_view(user, project)
        assert not Project.objects.visible_to(user).exists()


@pytest.mark.parametrize("level", Level)
def test_levels_view_edit_and_manage(level):
    project = ProjectFactory()
    user = with_level(project, level)
    answers = (may_view(user, project), may_edit(user, project), may_manage(user, project))
    assert answers == (True, level != Level.VIEW, level == Level.MANAGE)


def test_nobody_edits_a_project_outside_the_editable_states():
    project = ProjectFactory(submitted=True)
    user = with_level(project)
    for state in State:
        project.state = state
        assert may_edit(user, project) is (state in EDITABLE)


def test_closed_account_has_no_rights():
    project = ProjectFactory()
    user = with_level(project)
    user.is_active = False
    user.save()
    assert not may_view(user, project)
    assert not Project.objects.visible_to(user).exists()
    assert not Project.objects.written_by(user).exists()
    assert not Project.objects.editable_by(user).exists()


def test_rights_taken_away_are_gone_at_the_next_request():
    project = ProjectFactory(submitted=True)
    officer, writer = with_role(project, Role.OFFICER), with_level(project)
    assert may_view(officer, project)
    StaffRole.objects.all().delete()
    Collaborator.objects.all().delete()
    assert not may_view(again(officer), project)
    assert not may_view(again(writer), project)


def test_steps_on_offer_follow_role_and_state():
    project = ProjectFactory(submitted=True)
    officer, writer = with_role(project, Role.OFFICER), with_level(project)
    assert [step.key for step in available_steps(project, officer)] == [
        "return_to_applicant",
        "declare_eligible",
        "declare_ineligible",
    ]
    assert [step.key for step in available_steps(project, writer)] == ["withdraw"]
    assert available_steps(project, UserFactory()) == []


def test_withdrawal_is_not_offered_for_an_approved_project_that_was_returned():
    project = ProjectFactory(submitted=True, state=State.RETURNED, returned_from=State.APPROVED)
    writer = with_level(project)
    assert not may_take(writer, project, BY_KEY["withdraw"])
    assert [step.key for step in available_steps(project, writer)] == ["submit"]


def test_undoing_is_not_offered_where_no_decision_was_taken():
    project = ProjectFactory(submitted=True, state=State.APPROVED)
    keys = [step.key for step in available_steps(project, with_role(project, Role.MANAGER))]
    assert keys == ["return_to_applicant", "open_modification", "set_contracted"]


def test_person_who_writes_the_project_takes_no_staff_step():
    project = ProjectFactory(submitted=True)
    user = with_role(project, Role.MANAGER)
    Collaborator.objects.create(project=project, user=user, level=Level.VIEW)
    assert available_steps(project, user) == []
