"""How far proposals are assessed: each stands in exactly one set, whoever declared a conflict left out."""

import pytest

from assessments import progress
from assessments.models import FinalScore
from assessments.states import Progress
from projects.models import Project
from projects.states import State
from tests.factories.assessments import AssessmentFactory, ScoreFactory
from tests.factories.projects import InterestFactory, ProjectFactory, VersionFactory
from tests.factories.ranking import proposal, ranked_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return ranked_call("100.00")


def at(value):
    return set(progress.narrow(Project.objects.all(), value).values_list("acronym", flat=True))


def invited(project, **fields):
    return AssessmentFactory(version=project.versions.get(), **fields)


def test_each_proposal_stands_in_one_of_the_four(call):
    proposal(call, acronym="NOBODY")
    invited(proposal(call, acronym="INVITED"))
    begun = invited(proposal(call, acronym="BEGUN"))
    ScoreFactory(assessment=begun, criterion=call.criteria.first(), value=None)
    invited(proposal(call, acronym="WORDS"), comment="Good.")
    invited(proposal(call, 3, acronym="ONE MISSING"))
    proposal(call, 3, 4, acronym="ALL")
    done = proposal(call, 3, 4, acronym="DONE")
    FinalScore.objects.filter(project=done).update(is_consolidated=True)
    sets = {value: at(value) for value in Progress}
    assert sets == {
        Progress.NOT_BEGUN: {"NOBODY", "INVITED"},
        Progress.UNDER_WAY: {"BEGUN", "WORDS", "ONE MISSING"},
        Progress.ALL_IN: {"ALL"},
        Progress.CONSOLIDATED: {"DONE"},
    }


def test_who_declared_a_conflict_is_not_waited_for(call):
    project = proposal(call, 3, acronym="ALL")
    waiting = invited(project)
    assert at(Progress.UNDER_WAY) == {"ALL"}
    InterestFactory(project=project, person=waiting.assessor, has_conflict=True, note="My employer.")
    assert at(Progress.ALL_IN) == {"ALL"}


def test_the_first_step_does_not_count_in_the_second(call):
    project = ProjectFactory(call=call, submitted=True, state=State.STEP1_ELIGIBLE, acronym="TWO")
    AssessmentFactory(version=VersionFactory(project=project, step=1), comment="Good.")
    assert at(Progress.UNDER_WAY) == {"TWO"}
    Project.objects.update(state=State.ELIGIBLE)
    assert at(Progress.NOT_BEGUN) == {"TWO"}
