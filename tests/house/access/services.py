"""Addresses of expert services: of those who ask and take part, of the platform's team, of the public."""

from uuid import uuid4

from knowledge.models import PublishedService, Report, ReportFile, ServicePlace
from knowledge.service_states import ServiceState
from tests.factories.knowledge import PlatformFactory
from tests.factories.services import ServiceFactory, ServiceRequestFactory
from tests.house.access.table import EVERYBODY, SECRETARIAT, SIGNED_IN, Row

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
    if state == ServiceState.REPORTED:
        Report.objects.get_or_create(request=found, text="Buy used.", written_by=world.assessor)
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


def of_published(world):
    """What came of a question, published by the programme's platform."""
    found = request_of(world, ServiceState.CLOSED, "helpdesk")
    row, _is_new = PublishedService.objects.get_or_create(
        request=found,
        defaults={
            "platform": found.service.platform,
            "kind": "helpdesk",
            "language": "en",
            "title": "Title",
            "question": "How?",
            "answer": "So.",
        },
    )
    return {"uid": row.uid}


def of_platform(world):
    return {"slug": service_of(world).platform.programme.slug}


def of_place(world):
    found = request_of(world)
    return {"uid": found.uid, "place": found.places.get().uid}


def of_consented(world):
    found = request_of(world, ServiceState.CLOSED, "helpdesk")
    return {"uid": found.uid}


NOWHERE = "00000000-0000-4000-8000-000000000001"
TEAM = {200: SECRETARIAT, **SIGN_IN}
DONE = {302: f"anonymous {SECRETARIAT}"}

ROWS += [
    Row("secretariat:services", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:service_settings", {200: "manager", **SIGN_IN}),
    Row("secretariat:service", TEAM, of=of_request),
    Row("secretariat:service_step", TEAM, of=step("cancel")),
    Row(
        "secretariat:service_step", DONE, of=step("cancel"), method="post", data=lambda world: {"text": "No"}
    ),
    Row("secretariat:service_people", TEAM, of=of_request, query="?q=city"),
    Row(
        "secretariat:service_people",
        SIGN_IN,
        of=of_request,
        method="post",
        data=lambda world: {"member": "x"},
        note="no member",
    ),
    Row("secretariat:service_place", DONE, of=of_place, method="post"),
    Row("secretariat:service_agenda", TEAM, of=of_request),
    Row(
        "secretariat:agenda_remove",
        DONE,
        of=lambda world: {**of_request(world), "item": NOWHERE},
        method="post",
        note="gone",
    ),
    Row("secretariat:service_publish", TEAM, of=of_consented),
    Row(
        "secretariat:service_publish",
        {302: "anonymous", 409: SECRETARIAT},
        of=of_consented,
        method="post",
        data=lambda world: {"title": "T", "question": "Q", "answer": "A"},
        note="without consent",
    ),
    Row("secretariat:service_take_off", DONE, of=of_consented, method="post"),
    Row("catalogue:expert_services", {200: EVERYBODY}, of=of_platform),
    Row("catalogue:service_library", {200: EVERYBODY}, of=of_platform, query="?q=bridge&kind=helpdesk"),
    Row("catalogue:service_record", {200: EVERYBODY}, of=of_published),
    Row("catalogue:service_file", {}, of=lambda world: {**of_published(world), "file": NOWHERE}),
]


def of_file(world):
    """A file that is still being checked, on a review of which the assessor is the expert."""
    found = request_of(world, ServiceState.REPORTED)
    row, _is_new = ReportFile.objects.get_or_create(
        file="service-reports/00/of-the-world",
        defaults={
            "request": found,
            "key": uuid4(),
            "name": "report.pdf",
            "size": 1,
            "state": "quarantined",
            "uploaded_by": world.assessor,
        },
    )
    return {"uid": found.uid, "file": row.uid}


ROWS += [
    Row("secretariat:service_file", {409: SECRETARIAT, **SIGN_IN}, of=of_file, note="before its check"),
    Row("apply:service_file", {409: "assessor", **SIGN_IN}, of=of_file, note="before its check"),
    Row(
        "apply:service_file_add",
        {409: IN_IT, **SIGN_IN},
        of=of_request,
        method="post",
        note="without a file",
    ),
]
