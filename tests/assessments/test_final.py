"""What rankings and papers go by: one row for each project and step, kept in line with the scores."""

from decimal import Decimal

import pytest
from django.utils import timezone

from assessments import decisions
from assessments.models import ConsolidatedScore, Consolidation, FinalScore
from assessments.results import final_scores, overview, settle
from assessments.states import ConsolidationState
from programmes.states import Role
from projects.models import Version
from tests.factories.assessments import scored, staff_of, submitted_project

pytestmark = pytest.mark.django_db


def finished(project, *values, **fields):
    found = []
    for value in values:
        assessment = scored(project, staff_of(project, Role.ASSESSOR), value)
        found.append(
            decisions.finish_assessment(assessment, by=assessment.assessor, recommendation="recommended")
        )
    return found


def test_final_score_is_the_mean_of_finished_assessments():
    project = submitted_project(criteria=2)
    scored(project, staff_of(project, Role.ASSESSOR), 0)
    finished(project, 2, 5)
    version = Version.objects.get(project=project)
    found = final_scores([version])[version.pk]
    assert (found.total, found.most, found.percent) == (Decimal("10.50"), Decimal("15.00"), Decimal("70.00"))
    assert (found.finished, found.spread, found.meets) == (2, Decimal("9.00"), True)
    assert found.total == overview(project).total


def test_final_score_leaves_with_a_reopened_assessment():
    project = submitted_project()
    (assessment,) = finished(project, 3)
    officer = staff_of(project, Role.OFFICER)
    decisions.reopen_assessment(assessment, by=officer, note="A new annex came.")
    assert final_scores(Version.objects.filter(project=project)) == {}
    assert FinalScore.objects.get(project=project).total is None


def test_concluded_consolidation_stands_for_the_mean():
    project = submitted_project(criteria=2)
    finished(project, 2, 5)
    version = Version.objects.get(project=project)
    officer = staff_of(project, Role.OFFICER)
    consolidation = Consolidation.objects.create(
        version=version,
        rapporteur=officer,
        named_by=officer,
        state=ConsolidationState.CONCLUDED,
        concluded_by=officer,
        concluded_at=timezone.now(),
    )
    for criterion in project.call.criteria.all():
        ConsolidatedScore.objects.create(consolidation=consolidation, criterion=criterion, value=4)
    settle([project])
    found = final_scores([version])[version.pk]
    assert (found.total, found.is_consolidated, found.finished, found.spread) == (
        Decimal("12.00"),
        True,
        2,
        Decimal("9.00"),
    )


def test_threshold_of_the_call_and_of_a_criterion_decide():
    project = submitted_project(criteria=2)
    project.call.threshold = Decimal(60)
    project.call.save()
    finished(project, 3)
    assert FinalScore.objects.get(project=project).meets is True
    project.call.criteria.filter(key="c1").update(threshold=Decimal("3.5"))
    settle([project])
    assert FinalScore.objects.get(project=project).meets is False


def test_final_scores_cost_the_same_for_one_and_three_projects(django_assert_num_queries):
    for count in (1, 3):
        projects = [submitted_project() for _each in range(count)]
        for project in projects:
            finished(project, 3, 4)
        with django_assert_num_queries(7):
            settle(projects)
        versions = list(Version.objects.filter(project__in=projects))
        with django_assert_num_queries(1):
            assert len(final_scores(versions)) == count
