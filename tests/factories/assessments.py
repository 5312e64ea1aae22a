"""Proposals on their way through assessment, and the smallest valid rows of it."""

from datetime import date
from typing import Any

import factory

from accounts.models import User
from assessments.models import (
    Assessment,
    Decision,
    Expertise,
    FreedPlace,
    QualityConclusion,
    Score,
    Screening,
    ScreeningCheck,
)
from assessments.states import Leaving, Outcome, Recommendation
from calls.models import Criterion
from programmes.states import Role
from projects import lifecycle
from projects.models import Project, Version
from projects.states import State
from tests.factories.accounts import UserFactory
from tests.factories.calls import CriterionFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory
from tests.factories.projects import InterestFactory, VersionFactory, complete_project


class ScreeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Screening

    version = factory.SubFactory(VersionFactory)


class ScreeningCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ScreeningCheck

    screening = factory.SubFactory(ScreeningFactory)
    key = factory.Sequence(lambda n: f"check-{n}")
    title = {"en": "A check"}


class AssessmentFactory(factory.django.DjangoModelFactory):
    """An invited assessor who has not declared anything; the role is not given."""

    class Meta:
        model = Assessment

    version = factory.SubFactory(VersionFactory)
    project = factory.SelfAttribute("version.project")
    assessor = factory.SubFactory(UserFactory)


class ScoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Score

    assessment = factory.SubFactory(AssessmentFactory)
    criterion = factory.SubFactory(CriterionFactory)
    value = 4


class QualityConclusionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QualityConclusion

    version = factory.SubFactory(VersionFactory)
    recommendation = Recommendation.RECOMMENDED
    concluded_by = factory.SubFactory(UserFactory)


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    version = factory.SubFactory(VersionFactory)
    project = factory.SelfAttribute("version.project")
    outcome = Outcome.APPROVED
    decided_on = date(2026, 1, 15)
    decided_by = factory.SubFactory(UserFactory)


class FreedPlaceFactory(factory.django.DjangoModelFactory):
    """Somebody declined to assess."""

    class Meta:
        model = FreedPlace

    version = factory.SubFactory(VersionFactory)
    project = factory.SelfAttribute("version.project")
    person = factory.SubFactory(UserFactory)
    why = Leaving.DECLINED
    reason = "No time."


class ExpertiseFactory(factory.django.DjangoModelFactory):
    """An assessor without fields of knowledge, with room for eight."""

    class Meta:
        model = Expertise

    user = factory.SubFactory(UserFactory)
    programme = factory.SubFactory(ProgrammeFactory)


def staff_of(project: Project, *roles: Role) -> User:
    """A person with these roles in the project's programme; the committee's has declared no conflict."""
    user: User = UserFactory()
    if Role.COMMITTEE in roles:
        InterestFactory(project=project, person=user)
    for role in roles:
        StaffRoleFactory(user=user, programme=project.call.programme_period.programme, role=role)
    return user


def submitted_project(criteria: int = 2, **fields: Any) -> Project:
    """A complete project submitted by its creator, in a call with criteria of weight 1, 2 ..."""
    return submitted(complete_project(**fields), criteria)


def submitted(project: Project, criteria: int = 2) -> Project:
    """The same, of a project that is at hand."""
    for number in range(1, criteria + 1):
        CriterionFactory(call=project.call, key=f"c{number}", weight=number, position=number)
    lifecycle.submit(project, by=project.created_by)
    return project


def eligible_project(criteria: int = 2, **fields: Any) -> Project:
    """A submitted project that was screened and declared eligible on 10 January 2026, quality concluded."""
    return declared_eligible(complete_project(**fields), criteria)


def declared_eligible(complete: Project, criteria: int = 2) -> Project:
    """The same, of a complete project that is at hand."""
    project = submitted(complete, criteria)
    version = Version.objects.get(project=project)
    officer = staff_of(project, Role.OFFICER)
    ScreeningFactory(
        version=version, conclusion="passed", concluded_by=officer, concluded_at=project.changed_at
    )
    seen = lifecycle.Seen(State.SUBMITTED, 1)
    lifecycle.declare_eligible(project, by=officer, seen=seen, decided_on=date(2026, 1, 10))
    QualityConclusionFactory(version=version, concluded_by=officer)
    return project


def scored(project: Project, assessor: User, value: int = 4) -> Assessment:
    """An assessment of the newest version with this score for every criterion, not yet finished."""
    version = Version.objects.newest_of(project)
    assessment: Assessment = AssessmentFactory(version=version, assessor=assessor)
    InterestFactory(project=assessment.project, person=assessor)
    for criterion in Criterion.objects.filter(call=project.call):
        ScoreFactory(assessment=assessment, criterion=criterion, value=value, comment="Because.")
    return assessment
