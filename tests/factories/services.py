"""Smallest valid rows of expert services: a service, a request for it."""

from uuid import uuid4

import factory

from knowledge.models import Service, ServiceRequest
from knowledge.service_states import ServiceKind
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import PlatformFactory


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service
        django_get_or_create = ("platform", "kind")

    platform = factory.SubFactory(PlatformFactory)
    kind = ServiceKind.PEER_REVIEW
    summary = {"en": "What it is."}
    assess_months = 1
    visit_days = 2
    session_hours = 2


class ServiceRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceRequest

    service = factory.SubFactory(ServiceFactory)
    key = factory.LazyFunction(uuid4)
    asker = factory.SubFactory(UserFactory)
    organisation = "City of Somewhere"
    title = factory.Sequence(lambda n: f"Request {n}")
    text = "How do others do it?"
    language = "en"
