"""One answer for one project: the same as the sets of projects give."""

import itertools

import pytest

from programmes.models import StaffRole
from programmes.states import Role
from projects.models import Collaborator, Project
from projects.permissions import (
    NOBODY,
    available_steps,
    level_in,
    may_edit,
    may_edit_part,
    may_manage,
    may_manage_part,
    part_of,
    standing,
)
from projects.states import EDITABLE, Level, State
from tests.factories.accounts import UserFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import (
    CollaboratorFactory,
    ContributionFactory,
    PartnershipFactory,
    ProjectFactory,
)
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
        assert may_edit(user, project) is Project.objects.editable_by(user).filter(pk=project.pk).exists()


def test_staff_see_no_draft_that_was_never_submitted():
    project = ProjectFactory()
    for role in Role:
        user = with_role(project, role)
        assert not Project.objects.visible_to(user).exists()


@pytest.mark.parametrize("level", Level)
def test_levels_view_edit_and_manage(level):
    project = ProjectFactory()
    user = with_level(project, level)
    answers = (may_edit(user, project), may_manage(user, project))
    assert answers == (level != Level.VIEW, level == Level.MANAGE)


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
    assert standing(user, project) == NOBODY
    assert not Project.objects.visible_to(user).exists()
    assert not Project.objects.written_by(user).exists()
    assert not Project.objects.editable_by(user).exists()


def test_rights_taken_away_are_gone_at_the_next_request():
    project = ProjectFactory(submitted=True)
    officer, writer = with_role(project, Role.OFFICER), with_level(project)
    assert Project.objects.visible_to(officer).exists()
    StaffRole.objects.all().delete()
    Collaborator.objects.all().delete()
    assert not Project.objects.visible_to(again(officer)).exists()
    assert not Project.objects.visible_to(again(writer)).exists()


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


@pytest.fixture
def partners():
    """Two partners of one draft."""
    project = ProjectFactory()
    return [PartnershipFactory(project=project, position=position) for position in (1, 2)]


@pytest.mark.parametrize("level", Level)
def test_person_bound_to_a_partner_may_do_so_only_in_its_part(partners, level):
    own = partners[0]
    bound = CollaboratorFactory(project=own.project, level=level, partnership=own)
    edits, manages = level != Level.VIEW, level == Level.MANAGE
    assert (may_edit(bound.user, own.project), may_manage(bound.user, own.project)) == (False, False)
    assert [may_edit_part(bound.user, one) for one in partners] == [edits, False]
    assert [may_manage_part(bound.user, one) for one in partners] == [manages, False]
    assert standing(bound.user, own.project).level == Level.VIEW
    assert [level_in(bound, one.uid) for one in partners] == [level, Level.VIEW]
    assert Project.objects.visible_to(bound.user).get() == own.project
    assert not Project.objects.editable_by(bound.user).exists()
    assert available_steps(own.project, bound.user) == []


def test_person_of_the_whole_may_do_so_in_every_part(partners):
    editor = with_level(partners[0].project, Level.EDIT)
    assert [may_edit_part(editor, one) for one in partners] == [True, True]
    assert [may_manage_part(editor, one) for one in partners] == [False, False]


def test_part_outside_the_editable_states_is_not_edited(partners):
    own = partners[0]
    bound = CollaboratorFactory(project=own.project, level=Level.EDIT, partnership=own)
    for state in State:
        own.project.state = state
        assert may_edit_part(bound.user, own) is (state in EDITABLE)


def test_fields_of_a_part_are_those_of_rows_of_the_partner(partners):
    own, other = partners
    bound = CollaboratorFactory(project=own.project, level=Level.EDIT, partnership=own)
    money = [ContributionFactory(partnership=one) for one in partners]

    def editable(group, row):
        part = part_of(group, str(row))
        return part is not None and Project.objects.editable_by(bound.user, part=part).exists()

    for group in ("partner", "budget", "rate", "cost"):
        assert not editable(group, other.uid)
    for group in ("partner", "budget", "rate"):
        assert editable(group, own.uid)
    assert [editable("contribution", row.pk) for row in money] == [True, False]
    rows = ("", "x", "9" * 30, "\u0664", own.uid, own.pk)
    assert not any(editable(group, row) for group in ("title", "activity", "acronym", "") for row in rows)
    assert not any(editable(group, row) for group in ("partner", "contribution") for row in rows[:4])
