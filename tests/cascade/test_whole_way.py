"""A small project fund from its set-up to its final recipients in public, by everybody's own pages."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from assessments import decisions
from calls.models import Call, CallFund
from calls.states import CallKind, CallState
from cascade.models import Scheme, SubCall, SubGrant
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects.models import Project
from projects.states import State
from tests.factories.accounts import UserFactory
from tests.factories.assessments import scored
from tests.factories.programmes import (
    PriorityFactory,
    ProgrammeFactory,
    ProgrammeFundFactory,
    ProgrammePeriodFactory,
    RegionFactory,
    SpecificObjectiveFactory,
    StaffRoleFactory,
)
from tests.factories.projects import AnswerFactory, complete_project
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
STAFF = "/en/secretariat"
CALL = {
    "code": "fund-1",
    "number": "3",
    "title": "First call of the fund",
    "language": "en",
    "time_zone": "Europe/Brussels",
    "opens_at": "2027-09-01T09:00",
    "closes_at": "2027-10-13T17:00",
    "budget": "500,000",
    "languages": ["nl"],
}


CEILINGS = ("grant", "duration", "max_rate")
FUND = {
    "operation": "roads",
    "code": "roads-fund",
    "kind": "small_project_fund",
    "title_nl": "Fonds voor kleine projecten",
    "title_fr": "Fonds de petits projets",
    "total_budget": "10,000,000",
    "max_grant": "150,000",
    "rate": "60",
    "max_months": "30",
    "target_projects": "50",
    "total_cost": "20,000,000",
    "management_cost": "3,000,000",
}


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def post(client, address, **said):
    """Send what people type; it is taken."""
    answer = client.post(address, said)
    assert answer.status_code == 302, (address, answer.status_code, answer.content.decode()[:2000])
    return answer


@pytest.fixture
def operation():
    edition = ProgrammePeriodFactory(
        programme=ProgrammeFactory(code="HERE", countries=["BE", "FR"], languages=["nl", "fr"])
    )
    edition.area.set([RegionFactory(code="BE251"), RegionFactory(code="FRE11")])
    ProgrammeFundFactory(programme_period=edition, max_rate=Decimal("60.00"))
    SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition))
    return PublicationFactory(programme_period=edition, code="roads", acronym="ROADS")


@pytest.fixture
def manager(operation):
    person = UserFactory()
    StaffRoleFactory(user=person, programme=operation.programme_period.programme, role=Role.MANAGER)
    return signed_in(person)


@pytest.fixture
def scheme(manager):
    """The manager sets up the fund: ceilings of its own, its share of management, no target for companies."""
    post(manager, f"{STAFF}/schemes/new/", **FUND)
    return Scheme.objects.get()


def started(manager, scheme):
    """The manager starts the call and names its people; then its opening comes."""
    new = f"{STAFF}/schemes/{scheme.code}/calls/new/"
    key = page(manager, new).select_one("input[name=key]")["value"]
    post(manager, new, **CALL, key=key)
    call = SubCall.objects.get().call
    people = {role: UserFactory(email=f"{role}@example.org") for role in ("officer", "manager")}
    assessors = [UserFactory(email=f"assessor{number}@example.org") for number in (1, 2)]
    for role, person in (*people.items(), *(("assessor", one) for one in assessors)):
        post(manager, f"{STAFF}/calls/{call.code}/people/", email=person.email, role=role)
    now = timezone.now()
    Call.objects.filter(pk=call.pk).update(
        state=CallState.PUBLISHED, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=30)
    )
    signed = {role: signed_in(person) for role, person in people.items()}
    return Call.objects.get(pk=call.pk), signed, assessors


def submitted(call):
    """A partnership of two writes its proposal and submits it."""
    project = complete_project(call=call)
    for field in ("challenges", "approach"):
        AnswerFactory(project=project, field=field, language="nl", text="Samen over de grens.")
    writer = signed_in(project.created_by)
    assert page(writer, f"/en/apply/{project.uid}/submit/").h1 is not None
    post(writer, f"/en/apply/{project.uid}/submit/")
    project.refresh_from_db()
    assert project.state == State.SUBMITTED
    return project


def screened(officer, project):
    """The officer of the call screens it and declares it eligible."""
    at, seen = f"{STAFF}/projects/{project.uid}", {"seen_state": "submitted", "seen_version": "1"}
    post(officer, f"{at}/screening/", open="yes")
    post(officer, f"{at}/screening/", confirm="passed")
    for check in project.versions.get().screening.checks.filter(verdict=""):
        named = {f"check-{check.pk}-verdict": "passed", f"check-{check.pk}-note": "Seen."}
        post(officer, f"{at}/screening/", check=check.pk, **named)
    post(officer, f"{at}/screening/", conclude="yes", conclusion="passed", note="Seen.", **seen)
    day = timezone.localdate().isoformat()
    post(officer, f"{at}/steps/declare_eligible/", note="Fine.", decided_on=day, **seen)


def assessed(officer, project, assessors):
    """Both assessors of the call finish; its officer concludes the quality."""
    for person in assessors:
        decisions.finish_assessment(scored(project, person), by=person, recommendation="recommended")
    quality = {"quality-seen_state": "eligible", "quality-seen_version": "1", "quality-note": "Good."}
    post(
        officer,
        f"{STAFF}/projects/{project.uid}/assessments/",
        conclude="yes",
        **{**quality, "quality-recommendation": "recommended"},
    )


def decided(decider, project):
    day = timezone.localdate().isoformat()
    said = {"outcome": "approved", "decided_on": day, "reason": "Strong.", "conditions": ""}
    seen = {"seen_state": "eligible", "seen_version": "1"}
    post(decider, f"{STAFF}/projects/{project.uid}/decision/", **said, **seen)


def test_sub_grant_goes_the_whole_way(scheme, manager):
    call, people, assessors = started(manager, scheme)
    ceilings = {rule.kind: rule.parameters["maximum"] for rule in call.rules.filter(kind__in=CEILINGS)}
    assert ceilings == {"grant": "150000.00", "duration": 30, "max_rate": "60.00"}
    assert (call.kind, CallFund.objects.get(call=call).rate) == (CallKind.CASCADE, Decimal("60.00"))
    assert page(Client(), f"/en/calls/{call.code}/").h1.get_text(strip=True) == "First call of the fund"
    project = submitted(call)
    screened(people["officer"], project)
    assessed(people["officer"], project, assessors)
    decided(people["manager"], project)
    assert Project.objects.get(pk=project.pk).state == State.APPROVED
    awarded = SubGrant.objects.get()
    assert (awarded.project, awarded.grant, awarded.published_at is not None) == (
        project,
        Decimal("120000.00"),
        True,
    )

    letters = Message.objects.about(project.chain).awaiting_confirmation()
    assert letters.filter(kind="decision").count() == 2  # that it is eligible, and that it is approved
    for letter in letters:
        post(people["officer"], f"{STAFF}/outbox/{letter.uid}/confirm/", seen=letter.revision)
    assert not Message.objects.about(project.chain).filter(state=MessageState.DRAFTED).exists()

    found = page(Client(), "/en/projects/roads/").select_one("section[aria-labelledby=passed-on]")
    words = " ".join(found.get_text().split())
    assert "€120,000.00 of €10,000,000.00 (1.2%)" in words
    assert "1 of at least 50 (2%)" in words
    assert "2 final recipients, each counted once." in words
    assert "Managing the fund costs €3,000,000.00 of €20,000,000.00 (15%; 20% at most" in words
    assert {bar["aria-labelledby"] for bar in found.select("progress")} == {
        "goal-roads-fund-money",
        "goal-roads-fund-projects",
    }
    recipients = set(awarded.grantees.values_list("name", flat=True))
    named = page(Client(), f"/en/sub-grants/{awarded.code}/").select(
        "section[aria-labelledby=recipients] th bdi"
    )
    assert ({one.get_text() for one in named}, len(recipients)) == (recipients, 2)
    assert found.select_one("tbody th a")["href"] == f"/en/sub-grants/{awarded.code}/"
    assert page(Client(), f"/en/sub-grants/{awarded.code}/").h1.get_text(strip=True) == project.acronym
