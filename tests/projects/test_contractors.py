"""Contractors of public procurement: named by partners, mended, confirmed or sent back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import TrailEntry
from calls.states import CallKind
from core.errors import DomainError, NotAllowed
from programmes.states import Role
from projects import contractors
from projects.models import Contractor, ContractorState, Project
from projects.states import Level, State
from tests.factories.assessments import staff_of
from tests.factories.contractors import award, contracted_project, named_contractor, person
from tests.factories.projects import CollaboratorFactory

pytestmark = pytest.mark.django_db
SENT, CONFIRMED, RETURNED = ContractorState.SENT, ContractorState.CONFIRMED, ContractorState.RETURNED


@pytest.fixture
def project():
    return contracted_project()


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


def handled(row, officer, verdict=CONFIRMED, answer=""):
    row.refresh_from_db()
    return contractors.handle(row, by=officer, seen=row.given_at, verdict=verdict, answer=answer)


def test_name_keeps_what_was_told_and_the_trail_names_no_person(project):
    company = named_contractor(project)
    human = named_contractor(project, person(project))
    assert (company.full_name, company.state, company.amount) == ("Bouw bv", SENT, Decimal("125000.00"))
    assert (human.full_name, human.identifier) == ("Zebediah Quxworthy", "")
    told = list(TrailEntry.objects.filter(action="name contractor").order_by("sequence"))
    assert [entry.new["name"] for entry in told] == ["Bouw bv", "Vertalingen"]
    assert "Quxworthy" not in str(told[1].new)


def test_one_press_names_once(project):
    key = uuid4()
    first = contractors.name(project, award(project), by=project.created_by, key=key)
    assert contractors.name(project, award(project), by=project.created_by, key=key) == first
    assert project.contractors.count() == 1


def test_who_writes_one_partner_names_the_contractors_of_that_partner_only(project):
    first, second = project.partnerships.order_by("position")
    writer = CollaboratorFactory(project=project, partnership=second, level=Level.EDIT).user
    viewer = CollaboratorFactory(project=project, level=Level.VIEW).user
    dossier = contractors.agreed(project)
    assert [uid for uid, _name in contractors.offered(writer, project, dossier)] == [str(second.uid)]
    assert contractors.offered(viewer, project, dossier) == []
    contractors.name(project, award(project, partner=second.uid), by=writer, key=uuid4())
    for who in (writer, viewer, staff_of(project, Role.OFFICER)):
        with pytest.raises(NotAllowed):
            contractors.name(project, award(project, partner=first.uid), by=who, key=uuid4())


@pytest.mark.parametrize("state", [State.APPROVED, State.CLOSED, State.DRAFT])
def test_contractors_are_named_while_the_contract_runs(project, state):
    Project.objects.filter(pk=project.pk).update(state=state)
    project.refresh_from_db()
    with pytest.raises(NotAllowed):
        named_contractor(project)
    assert contractors.is_open(project) == (state == State.CLOSED)


def test_a_sub_grant_has_none(project):
    project.call.kind = CallKind.CASCADE
    assert contractors.agreed(project) is None


def test_what_cannot_be_is_refused(project):
    ahead = timezone.localdate() + timedelta(days=2)
    wrong = (award(project, awarded_on=ahead), person(project, identifier="NL 1"))
    for told in wrong:
        with pytest.raises(DomainError):
            named_contractor(project, told)
    with pytest.raises(DomainError):
        named_contractor(project, award(project, partner=uuid4()))
    assert not project.contractors.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"first_name": "A"},
        {"is_natural_person": True},
        {"country": "be"},
        {"subject": ""},
        {"amount": Decimal("-0.01")},
        {"state": "gone"},
        {"state": "confirmed"},
        {"handled_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_makes_no_sense(project, fields):
    row = named_contractor(project)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contractor.objects.filter(pk=row.pk).update(**fields)


def test_handle_confirms_and_sends_back_with_a_reason(project, officer):
    row = named_contractor(project)
    with pytest.raises(NotAllowed):
        handled(row, project.created_by)
    with pytest.raises(DomainError):
        handled(row, officer, RETURNED)
    done = handled(row, officer)
    assert (done.state, done.handled_by, done.first_confirmed_at) == (CONFIRMED, officer, done.handled_at)
    first = done.first_confirmed_at
    back = handled(row, officer, RETURNED, "Which lot?")
    assert (back.state, back.answer) == (RETURNED, "Which lot?")
    contractors.mend(row, award(project, subject="Perceel 2"), by=project.created_by, key=uuid4())
    row.refresh_from_db()
    assert (row.state, row.answer, row.subject) == (SENT, "", "Perceel 2")
    assert handled(row, officer).first_confirmed_at == first


def test_nothing_is_confirmed_that_was_changed_since_it_was_read(project, officer):
    row = named_contractor(project)
    seen = row.given_at
    contractors.mend(row, award(project, name="Andere bv"), by=project.created_by, key=uuid4())
    with pytest.raises(DomainError):
        contractors.handle(row, by=officer, seen=seen, verdict=CONFIRMED, answer="")
    row.refresh_from_db()
    assert row.state == SENT


def test_a_correction_waits_beside_the_confirmed_one_and_takes_its_place(project, officer):
    row = named_contractor(project)
    handled(row, officer)
    told = replace(award(project), name="Bouw en Zoon bv")
    waits = contractors.mend(row, told, by=project.created_by, key=uuid4())
    row.refresh_from_db()
    assert (row.name, row.state, waits.corrects, waits.state) == ("Bouw bv", CONFIRMED, row, SENT)
    again = contractors.mend(row, replace(told, name="Bouw & Zn"), by=project.created_by, key=uuid4())
    assert again == waits
    handled(waits, officer)
    (only,) = project.contractors.all()
    assert (only.pk, only.uid, only.name, only.state) == (row.pk, row.uid, "Bouw & Zn", CONFIRMED)


def test_take_back_removes_what_is_not_confirmed(project, officer):
    row = named_contractor(project)
    handled(row, officer)
    with pytest.raises(DomainError):
        contractors.take_back(row, by=project.created_by)
    waits = contractors.mend(row, award(project, name="Andere bv"), by=project.created_by, key=uuid4())
    contractors.take_back(waits, by=project.created_by)
    contractors.take_back(waits, by=project.created_by)
    assert list(project.contractors.values_list("name", "state")) == [("Bouw bv", CONFIRMED)]
