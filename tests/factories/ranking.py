"""Proposals of a call that rank: with finished assessments and the money that they ask."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments.models import Assessment
from assessments.results import settle
from calls.models import Call
from projects.models import Project, Version
from projects.states import State
from tests.factories.assessments import AssessmentFactory, ScoreFactory
from tests.factories.calls import CallFactory, CriterionFactory
from tests.factories.projects import ProjectFactory, VersionFactory


def ranked_call(budget: str = "100.00", **fields: Any) -> Call:
    """A call with two criteria, of weight 1 and 3: at most 20 points."""
    call: Call = CallFactory(budget=Decimal(budget), **fields)
    CriterionFactory(call=call, key="c1", weight=1, position=1)
    CriterionFactory(call=call, key="c2", weight=3, position=2)
    return call


def proposal(
    call: Call, *values: int, asked: str = "40.00", state: str = State.ELIGIBLE, **fields: Any
) -> Project:
    """A submitted proposal with one finished assessment for each of `values`."""
    project: Project = ProjectFactory(
        call=call, submitted=True, state=state, eu_asked=Decimal(asked), **fields
    )
    version: Version = VersionFactory(project=project, data={"totals": {"eu_funding": asked}})
    for value in values:
        assess(version, value)
    return project


def assess(version: Version, value: int) -> Assessment:
    """A finished assessment with this score for every criterion."""
    assessment: Assessment = AssessmentFactory(version=version, finished_at=timezone.now())
    for criterion in version.project.call.criteria.all():
        ScoreFactory(assessment=assessment, criterion=criterion, value=value)
    settle([version.project])
    return assessment
