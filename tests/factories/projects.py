"""Smallest valid rows of projects, and projects put in a state."""

import factory
from django.utils import timezone

from projects.models import Collaborator, Partnership, Project, StateChange, Version
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.partners import OrganisationFactory


class ProjectFactory(factory.django.DjangoModelFactory):
    """A draft without collaborators. `submitted=True` gives the code and date that other states need."""

    class Meta:
        model = Project

    class Params:
        submitted = factory.Trait(
            state=State.SUBMITTED,
            code=factory.Sequence(lambda n: f"TEST-01-{n:05d}"),
            first_submitted_at=factory.LazyFunction(timezone.now),
        )

    call = factory.SubFactory(CallFactory)
    acronym = factory.Sequence(lambda n: f"PROJECT{n}")
    created_by = factory.SubFactory(UserFactory)


class CollaboratorFactory(factory.django.DjangoModelFactory):
    """A person who manages a draft."""

    class Meta:
        model = Collaborator

    project = factory.SubFactory(ProjectFactory)
    user = factory.SubFactory(UserFactory)
    level = Level.MANAGE


class PartnershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partnership

    project = factory.SubFactory(ProjectFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    position = factory.Sequence(lambda n: n + 1)
    abbreviation = factory.Sequence(lambda n: f"P{n}")


class VersionFactory(factory.django.DjangoModelFactory):
    """A version with no content."""

    class Meta:
        model = Version

    project = factory.SubFactory(ProjectFactory, submitted=True)
    number = 1
    reason = "submitted"
    schema = 1
    data = factory.LazyFunction(dict)
    hash = "0" * 64
    created_by = factory.SelfAttribute("project.created_by")


class StateChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StateChange

    project = factory.SubFactory(ProjectFactory)
    step = "start_draft"
    target = State.DRAFT
    by = factory.SelfAttribute("project.created_by")
