"""The checklist, the contract that it lets through, closing and opening again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts import trail
from assessments.models import Condition, Decision
from core.errors import DomainError, NotAllowed
from programmes.states import Role
from projects import contracting, lifecycle
from projects.contracting import Account
from projects.lifecycle import Seen
from projects.models import BankAccount, Contract, Project
from projects.states import State
from tests.factories.assessments import DecisionFactory
from tests.factories.projects import ContractFactory, complete_project, ready_contract
from tests.projects.people import with_level, with_role

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)


@pytest.fixture
def project():
    made = complete_project(partners=2)
    lifecycle.submit(made, by=with_level(made))
    Project.objects.update(state=State.APPROVED)
    return Project.objects.get()


def missing(project):
    return [item.key for item in contracting.checklist(project) if not item.is_met]


def record(project, by):
    return contracting.set_contracted(project, by=by, seen=Seen.of(project), decided_on=DAY)


def test_checklist_names_what_is_missing_and_whose_turn_it_is(project):
    assert missing(project) == ["days", "people", "account", "agreement", "number", "signatures", "paper"]
    turns = {item.key: item.turn for item in contracting.checklist(project)}
    assert turns["account"] == "applicants"
    assert turns["signatures"] == "secretariat"
    ready_contract(project)
    assert missing(project) == []
    assert contracting.is_ready(project)


def test_contract_waits_for_the_checklist(project):
    manager = with_role(project, Role.MANAGER)
    with pytest.raises(DomainError, match="7 points"):
        record(project, manager)
    ready_contract(project)
    record(project, manager)
    assert Project.objects.get().state == State.CONTRACTED


def test_an_account_that_waits_keeps_the_contract_back(project):
    contract = ready_contract(project)
    contract.accounts.update(state=BankAccount.State.REPLACED)
    writer = with_level(project)
    contracting.give(
        project, Account("City", "NL91ABNA0417164300"), by=writer, key=contract.project.uid, reason="New."
    )
    assert missing(project) == ["account"]


def test_open_conditions_keep_the_contract_back(project):
    ready_contract(project)
    decision: Decision = DecisionFactory(project=project, version=project.versions.get())
    condition = Condition.objects.create(decision=decision, text="Name a deputy.")
    assert missing(project) == ["conditions"]
    Condition.objects.filter(pk=condition.pk).update(state="met", closed_at=timezone.now())
    assert missing(project) == []


def test_a_manager_overrides_the_checklist_with_a_reason(project):
    manager, officer = with_role(project, Role.MANAGER), with_role(project, Role.OFFICER)
    with pytest.raises(NotAllowed):
        contracting.override(project, by=officer, note="Quick.")
    with pytest.raises(DomainError, match="why"):
        contracting.override(project, by=manager, note="  ")
    contracting.override(project, by=manager, note="Signed on paper.")
    record(project, manager)
    assert Project.objects.get().state == State.CONTRACTED
    assert trail.verify_chain(project.chain) == []


def test_who_writes_the_project_never_overrides(project):
    both = with_role(project, Role.MANAGER)
    project.collaborators.create(user=both, level="manage")
    with pytest.raises(NotAllowed):
        contracting.override(project, by=both, note="Mine.")


@pytest.fixture
def running(project):
    ContractFactory(project=project, overridden=True)
    return record(project, with_role(project, Role.MANAGER))


def close(project, by, **given):
    facts = {"note": "All paid.", "finished_on": date(2026, 3, 1), "closed_on": date(2026, 4, 1)} | given
    return contracting.close(project, by=by, seen=Seen.of(project), **facts)


def test_close_keeps_the_days_and_locks_the_contract(running):
    manager = with_role(running, Role.MANAGER)
    close(running, manager, last_payment_on=date(2026, 3, 15))
    contract = Contract.objects.get()
    assert (contract.finished_on, contract.last_payment_on, contract.closed_on) == (
        date(2026, 3, 1),
        date(2026, 3, 15),
        date(2026, 4, 1),
    )
    with pytest.raises(DomainError, match="locked"):
        contracting.fill(Project.objects.get(), by=manager, revision=0, values={"number": "1"})
    contracting.reopen(running, by=manager, seen=Seen.of(running), note="A late invoice.")
    assert (Project.objects.get().state, Contract.objects.get().closed_on) == (State.CONTRACTED, None)
    assert trail.verify_chain(running.chain) == []


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"note": " "}, "why"),
        ({"closed_on": timezone.localdate() + timedelta(days=3)}, "in the future"),
        ({"finished_on": date(2026, 1, 14)}, "before its contract"),
    ],
)
def test_close_refuses_what_cannot_be(running, given, text):
    with pytest.raises(DomainError, match=text):
        close(running, with_role(running, Role.MANAGER), **given)
    assert Project.objects.get().state == State.CONTRACTED
