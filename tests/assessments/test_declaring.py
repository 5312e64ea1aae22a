"""Declarations of interests: who makes them, what they shut, and who changes them."""

import pytest

from accounts.models import TrailEntry
from assessments import declaring, interests
from assessments.assigning import invite_assessor
from assessments.models import FreedPlace
from assessments.permissions import may_review
from core.errors import DomainError, NotAllowed
from correspondence import outbox
from correspondence.models import Message
from programmes.states import Role
from projects.interests import staff_told
from projects.models import Interest, Project
from projects.permissions import standing
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import InterestFactory, ProjectFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    found = ProjectFactory(submitted=True)
    VersionFactory(
        project=found, data={"title": {"en": "Clean rivers"}, "partners": [{"name": "Waterschap"}]}
    )
    return found


def with_role(project, role):
    """A person with the role who has declared nothing."""
    user = UserFactory()
    StaffRoleFactory(user=user, programme=project.call.programme_period.programme, role=role)
    return user


def seen_by(user):
    return list(Project.objects.visible_to_staff(user))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER])
def test_conflict_takes_the_proposal_away_from_the_secretariat(project, role):
    user = with_role(project, role)
    assert seen_by(user) == [project]
    declaring.declare(project, by=user, has_conflict=True, note="My sister works there.")
    assert seen_by(user) == []
    assert list(Project.objects.visible_to(user)) == []
    assert standing(user, project).roles == frozenset()
    assert not may_review(user, project)


def test_committee_sees_a_proposal_only_after_declaring_no_conflict(project):
    user = with_role(project, Role.COMMITTEE)
    assert seen_by(user) == []
    assert standing(user, project).roles == frozenset()
    declaring.declare(project, by=user, has_conflict=False)
    assert seen_by(user) == [project]
    assert standing(user, project).roles == {Role.COMMITTEE}


def test_conflict_wins_over_every_other_role(project):
    user = with_role(project, Role.MANAGER)
    for role in (Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR):
        StaffRoleFactory(user=user, programme=project.call.programme_period.programme, role=role)
    InterestFactory(project=project, person=user, has_conflict=True, note="Mine.")
    assert seen_by(user) == []


def test_auditor_reads_everything_and_declares_nothing(project):
    auditor = with_role(project, Role.AUDITOR)
    assert seen_by(auditor) == [project]
    with pytest.raises(NotAllowed):
        declaring.declare(project, by=auditor, has_conflict=True, note="Mine.")


def test_conflict_hides_mails_and_keeps_acts_on_them_away(project):
    officer = with_role(project, Role.OFFICER)
    letter = MessageFactory(about=project.chain, programme=project.programme_code)
    other = MessageFactory(about="project:other", programme=project.programme_code)
    InterestFactory(project=project, person=officer, has_conflict=True, note="Mine.")
    assert list(outbox.visible_to(officer)) == [other]
    with pytest.raises(NotAllowed):
        outbox.cancel(letter, by=officer)
    assert Message.objects.get(pk=letter.pk).state == letter.state


def test_people_with_a_conflict_or_nothing_declared_are_not_told(project):
    officer, closed = with_role(project, Role.OFFICER), with_role(project, Role.OFFICER)
    silent, cleared = with_role(project, Role.COMMITTEE), with_role(project, Role.COMMITTEE)
    InterestFactory(project=project, person=closed, has_conflict=True, note="Mine.")
    InterestFactory(project=project, person=cleared)
    assert set(staff_told(project, {Role.OFFICER, Role.COMMITTEE})) == {officer, cleared}
    assert silent not in staff_told(project, {Role.COMMITTEE})


def test_conflict_found_later_is_added_and_frees_the_place(project):
    assessor = with_role(project, Role.ASSESSOR)
    asked = invite_assessor(project, by=staff_of(project, Role.OFFICER), assessor=assessor)
    declaring.declare_interest(asked, by=assessor, has_conflict=False)
    declaring.declare_interest(asked, by=assessor, has_conflict=True, note="I found one.")
    freed = FreedPlace.objects.get()
    assert (freed.project, freed.person, freed.why, freed.reason) == (
        project,
        assessor,
        "conflict",
        "I found one.",
    )
    with pytest.raises(DomainError, match="conflict of interest"):
        invite_assessor(project, by=staff_of(project, Role.OFFICER), assessor=assessor)


def test_only_the_secretariat_takes_a_conflict_back_with_the_reason(project):
    user, officer = with_role(project, Role.COMMITTEE), staff_of(project, Role.OFFICER)
    found = declaring.declare(project, by=user, has_conflict=True, note="A slip.")
    with pytest.raises(DomainError, match="Ask the secretariat"):
        declaring.declare(project, by=user, has_conflict=False)
    with pytest.raises(NotAllowed):
        declaring.correct(found, by=user, has_conflict=False, reason="A slip.")
    with pytest.raises(DomainError, match="why"):
        declaring.correct(found, by=officer, has_conflict=False, reason=" ")
    declaring.correct(found, by=officer, has_conflict=False, reason="Ticked the wrong line.")
    assert seen_by(user) == [project]
    entry = TrailEntry.objects.for_chain(project.chain).get(action="correct interest")
    assert (entry.old["has_conflict"], entry.new["has_conflict"], entry.note) == (
        True,
        False,
        "Ticked the wrong line.",
    )


def test_nobody_changes_the_own_declaration_as_secretariat(project):
    officer = with_role(project, Role.OFFICER)
    found = InterestFactory(project=project, person=officer)
    with pytest.raises(NotAllowed):
        declaring.correct(found, by=officer, has_conflict=None, reason="Because.")


def test_declaration_taken_back_asks_again(project):
    user = with_role(project, Role.COMMITTEE)
    found = declaring.declare(project, by=user, has_conflict=False)
    assert list(interests.to_declare(user)) == []
    declaring.correct(found, by=staff_of(project, Role.MANAGER), has_conflict=None, reason="Declare again.")
    assert list(interests.to_declare(user)) == [project]
    assert seen_by(user) == []


def test_several_are_declared_all_or_none(project):
    user = with_role(project, Role.COMMITTEE)
    second = ProjectFactory(submitted=True, call=project.call)
    with pytest.raises(DomainError):
        declaring.declare_several({project: (False, ""), second: (True, "")}, by=user)
    assert Interest.objects.filter(person=user).count() == 0
    declaring.declare_several({project: (False, ""), second: (True, "My town.")}, by=user)
    assert seen_by(user) == [project]


def test_question_names_partners_and_hints_but_nothing_else(project, django_assert_num_queries):
    user = UserFactory(email="me@waterschap.example")
    with django_assert_num_queries(3):
        found = interests.questions(user, [project])
    assert (str(found[0].title), found[0].partners, found[0].hints) == ("Clean rivers", ("Waterschap",), ())


def test_names_stay_hidden_from_assessors_of_a_blind_call(project):
    project.call.is_blind = True
    project.call.save()
    assert interests.questions(with_role(project, Role.ASSESSOR), [project])[0].partners == ()
    assert interests.questions(with_role(project, Role.COMMITTEE), [project])[0].partners == ("Waterschap",)
