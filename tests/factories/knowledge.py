"""Smallest valid rows of learning platforms."""

import uuid

import factory

from knowledge.models import Criterion, Expert, GoodPractice, Member, Platform, Topic
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory


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
