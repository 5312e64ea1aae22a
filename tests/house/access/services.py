"""Addresses of expert services: of those who ask and take part, of the platform's team, of the public."""

from uuid import uuid4

from knowledge.models import ServicePlace
from knowledge.service_states import ServiceState
from tests.factories.knowledge import PlatformFactory
from tests.factories.services import ServiceFactory, ServiceRequestFactory
from tests.house.access.table import EVERYBODY, SIGNED_IN, Row

SIGN_IN = {302: "anonymous"}


def service_of(world, kind="peer_review"):
    """The service of that kind, of the platform of the world's programme."""
    platform = getattr(world.programme, "platform", None) or PlatformFactory(programme=world.programme)
    return ServiceFactory(platform=platform, kind=kind)


def request_of(world, state=ServiceState.PREPARING, kind="peer_review"):
    """Asked by the applicant; the colleague is invited, the assessor is its expert."""
    found = world.applicant.service_requests.filter(state=state, service__kind=kind).first()
    if found is None:
        found = ServiceRequestFactory(
            service=service_of(world, kind), asker=world.applicant, expert=world.assessor, state=state
        )
        ServicePlace.objects.create(request=found, person=world.colleague)
    return found


def of_request(world):
    return {"uid": request_of(world).uid}


def of_offered(world):
    service = service_of(world)
    return {"platform": service.platform.programme.slug, "kind": service.kind}


def step(key, state=ServiceState.PREPARING, kind="peer_review"):
    """A page of a step, of a request where it may be taken."""
    return lambda world: {"uid": request_of(world, state, kind).uid, "step": key}


IN_IT = "applicant colleague assessor"

ROWS = [
    Row("apply:services", {200: SIGNED_IN, **SIGN_IN}),
    Row("apply:service_ask", {200: SIGNED_IN, **SIGN_IN}, of=of_offered),
    Row(
        "apply:service_ask",
        {302: EVERYBODY},
        of=of_offered,
        method="post",
        data=lambda world: {
            "organisation": "City",
            "title": "Title",
            "text": "Text",
            "questions": "Which?",
            "language": "en",
            "key": uuid4(),
        },
        note="sending",
    ),
    Row("apply:service", {200: IN_IT, **SIGN_IN}, of=of_request),
    Row("apply:service_calendar", SIGN_IN, of=of_request, note="no date"),
    Row(
        "apply:service_place",
        {302: "anonymous colleague"},
        of=of_request,
        method="post",
        data=lambda world: {"answer": "accept"},
    ),
    Row(
        "apply:service_consent",
        {302: "anonymous", 409: "applicant"},
        of=of_request,
        method="post",
        data=lambda world: {"answer": "yes"},
        note="before there is an outcome",
    ),
    Row("apply:service_step", {200: "applicant", **SIGN_IN}, of=step("withdraw")),
    Row("apply:service_step", {302: "anonymous applicant"}, of=step("withdraw"), method="post"),
    Row(
        "apply:service_step",
        {200: "assessor", **SIGN_IN},
        of=step("conclude", ServiceState.FIXED, "matchmaking"),
        note="of the expert",
    ),
]
