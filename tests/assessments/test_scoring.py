"""Scoring: asked, declared, scored, finished; others' scores stay hidden until then."""

import pytest

from accounts.models import TrailEntry
from assessments import decisions, interests, scoring
from assessments.models import Assessment, Score
from assessments.permissions import may_see_project_as_assessor
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.models import StaffRole
from programmes.states import Role
from projects.lifecycle import Seen
from projects.models import Project
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.assessments import QualityConclusionFactory, scored, staff_of, submitted_project
from tests.factories.calls import CriterionFactory
from tests.factories.partners import OrganisationFactory
from tests.factories.projects import CollaboratorFactory, PartnershipFactory
from tests.projects.people import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted_project()


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def assessor(project):
    return staff_of(project, Role.ASSESSOR)


@pytest.fixture
def assessment(project, officer, assessor):
    return decisions.invite_assessor(project, by=officer, assessor=assessor, seen=Seen.of(project))


def declared(assessment):
    return decisions.declare_interest(assessment, by=assessment.assessor, has_conflict=False)


def test_invited_assessor_is_told_at_once_and_once(project, officer, assessor, assessment):
    assert decisions.invite_assessor(project, by=officer, assessor=assessor) == assessment
    mail = Message.objects.get(kind="assessor")
    assert (mail.recipient, mail.state) == (assessor, MessageState.CONFIRMED)
    assert TrailEntry.objects.filter(action="invite assessor").count() == 1


def test_only_assessors_of_the_programme_who_do_not_write_the_project_are_invited(project, officer):
    stranger, writer = UserFactory(), staff_of(project, Role.ASSESSOR)
    CollaboratorFactory(project=project, user=writer, level=Level.VIEW)
    closed = staff_of(project, Role.ASSESSOR)
    closed.is_active = False
    closed.save()
    for person in (stranger, writer, closed):
        with pytest.raises(DomainError):
            decisions.invite_assessor(project, by=officer, assessor=person)
    assert not Assessment.objects.exists()


def test_candidates_are_those_who_can_be_invited(project, officer, assessment):
    free = staff_of(project, Role.ASSESSOR)
    CollaboratorFactory(project=project, user=staff_of(project, Role.ASSESSOR))
    assert list(decisions.assessors_for(project)) == [free]


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR])
def test_only_the_secretariat_invites(project, assessor, role):
    with pytest.raises(NotAllowed):
        decisions.invite_assessor(project, by=staff_of(project, role), assessor=assessor)


def test_nobody_is_invited_outside_the_assessment(project, officer, assessor):
    Project.objects.update(state=State.APPROVED)
    with pytest.raises(DomainError, match="while it is submitted or eligible"):
        decisions.invite_assessor(project, by=officer, assessor=assessor)


def test_file_opens_only_after_declaring_no_conflict(project, assessor, assessment):
    assert not may_see_project_as_assessor(assessor, project)
    declared(assessment)
    assert may_see_project_as_assessor(assessor, project)


def test_conflict_shuts_the_file_and_takes_a_reason(project, assessor, assessment):
    with pytest.raises(DomainError, match="few words"):
        decisions.declare_interest(assessment, by=assessor, has_conflict=True)
    decisions.declare_interest(assessment, by=assessor, has_conflict=True, note="My sister works there.")
    assert not may_see_project_as_assessor(assessor, project)
    with pytest.raises(NotAllowed, match="conflict"):
        decisions.save_score(assessment, project.call.criteria.first(), by=assessor, value=3)
    with pytest.raises(DomainError, match="already"):
        decisions.declare_interest(assessment, by=assessor, has_conflict=False)


def test_nothing_is_scored_before_declaring(project, assessor, assessment):
    with pytest.raises(DomainError, match="Declare first"):
        decisions.save_score(assessment, project.call.criteria.first(), by=assessor, value=3)


def test_score_is_kept_as_often_as_it_changes(project, assessor, assessment):
    declared(assessment)
    criterion = project.call.criteria.first()
    for value, comment in ((None, "First thoughts"), (3, "First thoughts"), (5, "Better")):
        decisions.save_score(assessment, criterion, by=assessor, value=value, comment=comment)
    score = Score.objects.get()
    assert (score.value, score.comment) == (5, "Better")


@pytest.mark.parametrize("value", [-1, 6])
def test_score_outside_0_to_5_is_refused(project, assessor, assessment, value):
    declared(assessment)
    with pytest.raises(DomainError, match="0 to 5"):
        decisions.save_score(assessment, project.call.criteria.first(), by=assessor, value=value)


def test_criterion_of_another_call_is_refused(assessor, assessment):
    declared(assessment)
    foreign = CriterionFactory()
    with pytest.raises(DomainError, match="another call"):
        decisions.save_score(assessment, foreign, by=assessor, value=3)
    with pytest.raises(DomainError, match="another call"):
        decisions.save_scores(assessment, by=assessor, scores={foreign.pk: (3, "")})


def test_finishing_wants_every_score_reasons_for_low_ones_and_a_recommendation(project, assessor, assessment):
    declared(assessment)
    first, second = project.call.criteria.all()
    decisions.save_scores(assessment, by=assessor, scores={first.pk: (2, ""), second.pk: (None, "Hm.")})
    assert scoring.missing(Assessment.objects.get()) == [
        f"Give the reason for the score for “{first}”.",
        f"Give a score for “{second}”.",
        "Choose a recommendation.",
    ]
    with pytest.raises(DomainError, match="Give a score"):
        decisions.finish_assessment(assessment, by=assessor)
    decisions.save_scores(
        assessment,
        by=assessor,
        scores={first.pk: (2, "Thin."), second.pk: (4, "")},
        recommendation="recommended",
    )
    done = decisions.finish_assessment(assessment, by=assessor)
    assert done.finished_at is not None
    assert TrailEntry.objects.get(action="finish assessment").new["scores"] == {"c1": 2, "c2": 4}
    with pytest.raises(DomainError, match="finished this assessment"):
        decisions.save_score(assessment, first, by=assessor, value=5)


def test_unknown_recommendation_is_refused(project, assessor):
    assessment = scored(project, assessor)
    with pytest.raises(DomainError, match="Choose a recommendation"):
        decisions.finish_assessment(assessment, by=assessor, recommendation="superb")
    with pytest.raises(DomainError, match="Choose a recommendation"):
        decisions.save_scores(assessment, by=assessor, scores={}, recommendation="superb")


def test_others_neither_score_nor_finish_nor_declare(project, officer, assessment):
    other = staff_of(project, Role.ASSESSOR)
    for person in (other, officer, project.created_by):
        with pytest.raises(NotAllowed):
            decisions.declare_interest(assessment, by=person, has_conflict=False)
        with pytest.raises(NotAllowed):
            decisions.finish_assessment(assessment, by=person, recommendation="recommended")


def test_assessor_without_the_role_has_lost_the_assessment(project, assessor, assessment):
    declared(assessment)
    StaffRole.objects.filter(user=assessor).delete()
    person = again(assessor)
    assert not Assessment.objects.for_assessor(person).exists()
    assert not may_see_project_as_assessor(person, project)
    with pytest.raises(NotAllowed):
        decisions.save_score(assessment, project.call.criteria.first(), by=person, value=3)


def test_scores_of_others_open_once_the_own_ones_are_finished(project, assessor):
    other = staff_of(project, Role.ASSESSOR)
    mine, theirs = scored(project, assessor), scored(project, other)
    decisions.finish_assessment(theirs, by=other, recommendation="recommended")
    assert list(Assessment.objects.readable_by(assessor)) == [mine]
    decisions.finish_assessment(mine, by=assessor, recommendation="recommended")
    assert set(Assessment.objects.readable_by(assessor)) == {mine, theirs}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER, Role.COMMITTEE, Role.AUDITOR])
def test_staff_read_finished_scores_only(project, assessor, role):
    person = staff_of(project, role)
    assessment = scored(project, assessor)
    assert not Assessment.objects.readable_by(person).exists()
    decisions.finish_assessment(assessment, by=assessor, recommendation="recommended")
    assert list(Assessment.objects.readable_by(person)) == [assessment]


def test_applicants_and_other_programmes_read_no_scores(project, assessor):
    decisions.finish_assessment(scored(project, assessor), by=assessor, recommendation="recommended")
    elsewhere = staff_of(submitted_project(), Role.MANAGER)
    for person in (project.created_by, elsewhere, UserFactory()):
        assert not Assessment.objects.readable_by(person).exists()


def test_finished_assessment_is_opened_again_until_the_quality_is_concluded(project, officer, assessor):
    assessment = scored(project, assessor)
    decisions.finish_assessment(assessment, by=assessor, recommendation="recommended")
    decisions.reopen_assessment(assessment, by=officer, note="Asked to.")
    decisions.finish_assessment(assessment, by=assessor)
    QualityConclusionFactory(version=assessment.version)
    with pytest.raises(DomainError, match="concluded"):
        decisions.reopen_assessment(assessment, by=officer, note="Again.")


def test_invitation_is_taken_back_until_something_is_scored(project, officer, assessor, assessment):
    decisions.dismiss_assessor(assessment, by=officer)
    assert not Assessment.objects.exists()
    with pytest.raises(DomainError, match="begun to score"):
        decisions.dismiss_assessor(scored(project, assessor), by=officer)


def test_hints_name_what_might_tie_assessor_and_project(project):
    organisation = OrganisationFactory(name="Waterschap", website="https://www.waterschap.example")
    PartnershipFactory(project=project, organisation=organisation, position=9)
    CollaboratorFactory(project=project, user__email="an@stad.example")
    elsewhere = CollaboratorFactory()
    PartnershipFactory(project=elsewhere.project, organisation=organisation)
    assert interests.hints(UserFactory(email="jo@stad.example"), project) == [
        "Somebody who works on the project has an address at stad.example too."
    ]
    assert interests.hints(UserFactory(email="jo@lab.waterschap.example"), project) == [
        "The person has an e-mail address in the same domain as the website of Waterschap."
    ]
    assert interests.hints(elsewhere.user, project) == [
        "Somebody who works on the project has an address at example.org too.",
        "The person works on another project in which Waterschap is a partner.",
    ]
    assert interests.hints(UserFactory(email="jo@gmail.com"), project) == []
