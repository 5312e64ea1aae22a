"""Smallest valid rows of learning platforms."""

import uuid

import factory
from django.utils import timezone

from knowledge.models import (
    Criterion,
    Expert,
    GoodPractice,
    Member,
    Platform,
    PracticeText,
    Review,
    ReviewScore,
    Topic,
)
from knowledge.practices import deciding, reviewing, submitting
from knowledge.states import Recommendation
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, RegionFactory, StaffRoleFactory


class PlatformFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Platform

    programme = factory.SubFactory(ProgrammeFactory)
    name = {"en": "Policy Learning Platform"}


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    platform = factory.SubFactory(PlatformFactory)
    code = factory.Sequence(lambda n: f"RSO9.{n}")
    title = factory.LazyAttribute(lambda row: {"en": f"Topic {row.code}"})


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    platform = factory.SubFactory(PlatformFactory)
    code = factory.Sequence(lambda n: f"criterion-{n}")
    title = factory.LazyAttribute(lambda row: {"en": f"Criterion {row.code}"})
    position = factory.Sequence(lambda n: n + 1)


class MemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Member

    platform = factory.SubFactory(PlatformFactory)
    user = factory.SubFactory(UserFactory)


class ExpertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Expert

    platform = factory.SubFactory(PlatformFactory)
    user = factory.SubFactory(UserFactory)


class GoodPracticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GoodPractice
        skip_postgeneration_save = True

    platform = factory.SubFactory(PlatformFactory)
    stamp = factory.LazyFunction(lambda: uuid.uuid4().hex)


CONTENT = {
    "topic": "RSO2.4",
    "organisation": "Demo Region",
    "country": "BE",
    "start_year": "2019",
    "title.en": "Flood alarm by neighbours",
    "summary.en": "Neighbours read gauges and warn each other.",
    "need.en": "Small rivers rise within an hour.",
    "practice.en": "Volunteers read a gauge and call five others.",
    "evidence.en": "Forty warnings in three years.",
    "transfer.en": "Gauges cost little; volunteers need a person who keeps in touch.",
}


def written(practice, by, **changed):
    """The practice with all that it must have; `changed` by key, "__" for ".", blank to leave out."""
    practice.authors.add(by)
    Topic.objects.get_or_create(
        platform=practice.platform, code="RSO2.4", defaults={"title": {"en": "Climate"}}
    )
    RegionFactory(code="BE")
    content = CONTENT | {key.replace("__", "."): value for key, value in changed.items()}
    for key, value in content.items():
        PracticeText.objects.create(practice=practice, key=key, value=value, by=by)
    return practice


def officer_of(platform):
    """A person of the secretariat of the platform's programme."""
    user = UserFactory()
    StaffRoleFactory(user=user, programme=platform.programme, role=Role.OFFICER)
    return user


def reviewed(version, by, value=4):
    """A finished review of this version by a new expert, who gave each criterion `value`."""
    expert = ExpertFactory(platform=version.practice.platform)
    review = reviewing.ask(version.practice, expert, due_on=timezone.localdate(), by=by)
    for criterion in version.practice.platform.criteria.all():
        ReviewScore.objects.create(review=review, criterion=criterion, value=value, comment="Because.")
    Review.objects.filter(pk=review.pk).update(recommendation="publish", text="Good to read.")
    return reviewing.finish(review, by=expert.user)


def published(platform=None, value=4, **changed):
    """A published practice, with its author and an officer as attributes of the test's world."""
    platform = platform or PlatformFactory()
    if not platform.criteria.exists():
        CriterionFactory(platform=platform)
    author, officer = UserFactory(), officer_of(platform)
    practice = written(GoodPracticeFactory(platform=platform), author, **changed)
    version = submitting.submit(practice, by=author)
    reviewed(version, officer, value)
    deciding.decide(practice, Recommendation.PUBLISH, text="", version=1, by=officer)
    practice.refresh_from_db()
    return practice
