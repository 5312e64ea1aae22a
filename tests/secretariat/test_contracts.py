"""Contracts and modifications in the secretariat's door, from the list to the public record."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError
from programmes.models import SpecificObjective
from programmes.states import Role
from projects import contracting, dossier, lifecycle
from projects.contracting import Account, comparing
from projects.lifecycle import Plan, Seen
from projects.models import BankAccount, Contract, Modification, Project
from projects.states import State
from publications import publishing
from publications.models import Publication, RecordVersion
from tests.factories.projects import (
    ContractFactory,
    StateChangeFactory,
    VersionFactory,
    complete_project,
    ready_contract,
)
from tests.projects.people import with_level, with_role

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)


def approved(**given):
    made = complete_project(partners=2, **given)
    Project.objects.filter(pk=made.pk).update(
        state=State.APPROVED, code=f"C-{made.pk}", first_submitted_at=made.created_at
    )
    made = Project.objects.get(pk=made.pk)
    content = dossier.to_data(dossier.load(made))
    VersionFactory(project=made, data=content, hash=dossier.digest(content))
    return made


@pytest.fixture
def project():
    return approved()


@pytest.fixture
def manager(project, client):
    user = with_role(project, Role.MANAGER)
    client.force_login(user)
    return user


def address(name, project, *rest):
    return reverse(f"secretariat:{name}", args=[project.uid, *rest])


def seen(project):
    now = Seen.of(Project.objects.get(pk=project.pk))
    return {"seen_state": now.state, "seen_version": now.version_number}


def test_contract_is_given_overridden_recorded_and_closed(client, project, manager):
    assert b"0 of 7 points are met." in client.get(address("contract", project)).content
    saved = client.post(address("contract", project), {"revision": 0, "number": "C-7"})
    assert (saved.status_code, Contract.objects.get().number) == (302, "C-7")
    record = {"decided_on": "2026-01-15", "note": ""} | seen(project)
    refused = client.post(address("contract_record", project), record)
    assert (refused.status_code, b"points of the checklist" in refused.content) == (409, True)
    assert client.post(address("contract_override", project), {"reason": "On paper."}).status_code == 302
    assert client.post(address("contract_record", project), record).status_code == 302
    assert Project.objects.get().state == State.CONTRACTED
    again = client.post(address("contract_close", project), seen(project) | {"note": "Paid."})
    assert again.status_code == 400
    days = {"finished_on": "2026-02-01", "closed_on": "2026-02-02", "note": "Paid."}
    assert client.post(address("contract_close", project), seen(project) | days).status_code == 302
    assert (Project.objects.get().state, Contract.objects.get().closed_on) == ("closed", date(2026, 2, 2))
    assert (
        client.post(address("contract_reopen", project), seen(project) | {"note": "Late."}).status_code == 302
    )
    assert Project.objects.get().state == State.CONTRACTED


def test_stale_save_shows_both(client, project, manager):
    contracting.fill(project, by=manager, revision=0, values={"number": "C-1"})
    page = client.post(address("contract", project), {"revision": 0, "number": "C-2"})
    assert page.status_code == 409
    assert "Stored now: C-1" in page.content.decode()
    assert 'value="C-2"' in page.content.decode()


def test_officer_confirms_an_account_and_others_never_see_it_whole(client, project, manager):
    account = contracting.give(
        project, Account("City", "NL91ABNA0417164300"), by=with_level(project), key=uuid.uuid4()
    )
    client.force_login(with_role(project, Role.AUDITOR))
    assert b"0417" not in client.get(address("contract", project)).content
    assert client.get(address("account_settle", project, account.uid)).status_code == 404
    client.force_login(with_role(project, Role.OFFICER))
    assert b"NL91 ABNA 0417 1643 00" in client.get(address("account_settle", project, account.uid)).content
    assert (
        client.post(address("account_settle", project, account.uid), {"verdict": "right"}).status_code == 302
    )
    assert BankAccount.objects.get().state == "valid"


@pytest.fixture
def submitted_modification(project, manager):
    """A modification of the budget and the acronym, submitted."""
    Project.objects.update(state=State.CONTRACTED)
    project.refresh_from_db()
    project.state_changes.create(
        step="set_contracted",
        source=State.APPROVED,
        target=State.CONTRACTED,
        version=project.versions.get(),
        decided_on=DAY,
    )
    plan = Plan("major", (), date(2027, 1, 1))
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Go on.", plan=plan)
    line = project.partnerships.get(position=1).budget_lines.get()
    line.category = "external"
    line.save()
    lifecycle.submit(project, by=with_level(project))
    return Modification.objects.get()


def test_modification_is_compared_and_decided_with_its_day(client, project, submitted_modification):
    page = client.get(address("modification", project, submitted_modification.uid)).content.decode()
    assert "Moved between kinds of costs" in page
    shift = comparing.shift_of(submitted_modification)
    moved = {row.name: row.difference for row in shift.by_category if row.difference}
    assert sorted(moved.values()) == [-shift.between_categories, shift.between_categories]
    assert (shift.between_partners, shift.total_old) == (0, shift.total_new)
    ahead = timezone.localdate() + timedelta(days=10)
    decision = {"verdict": "approve", "decided_on": "2026-11-01", "in_force_on": ahead.isoformat()}
    url = address("modification", project, submitted_modification.uid)
    assert client.post(url, seen(project) | decision).status_code == 302
    row = Modification.objects.get()
    assert (row.state, row.in_force_on, row.entered_at) == ("approved", ahead, None)
    stale = client.post(url, seen(project) | decision | {"seen_state": "modification_submitted"})
    assert stale.status_code == 409


def test_rejected_modification_stands_in_the_history(client, project, submitted_modification):
    before = submitted_modification.base.hash
    url = address("modification", project, submitted_modification.uid)
    no = {"verdict": "reject", "decided_on": "2026-11-01"}
    dated = {**no, "note": "No.", "in_force_on": "2026-12-01"}
    assert client.post(url, seen(project) | dated).status_code == 400
    assert client.post(url, seen(project) | no).status_code == 409
    assert client.post(url, seen(project) | no | {"note": "Too late."}).status_code == 302
    project.refresh_from_db()
    assert dossier.digest(dossier.to_data(dossier.load(project))) == before
    assert b"Too late." in client.get(address("modifications", project)).content


def test_wish_is_opened_or_declined(client, project, manager):
    writer = with_level(project)
    asked = contracting.ask(
        project, by=writer, key=uuid.uuid4(), kind="minor", parts=["budget"], reason="Prices rose."
    )
    assert b"Prices rose." in client.get(address("modification_open", project)).content
    no = client.post(address("modification_decline", project, asked.uid), {"answer": "Use your reserve."})
    assert (no.status_code, Modification.objects.get().state) == (302, "declined")
    late = client.post(address("modification_decline", project, asked.uid), {"answer": "Not now."})
    assert late.status_code == 409
    assert "This modification was answered already." in late.content.decode()
    again = seen(project) | {"kind": "minor", "parts": ["budget"], "note": "Go on."}
    assert client.post(address("modification_open", project), again).status_code == 302
    assert Project.objects.get().open_keys == ["section.budget"]


@pytest.mark.parametrize(
    "query", ["", "?missing=any", "?missing=paper&stage=before&overdue=true&sort=due&q=C"]
)
def test_list_costs_the_same_at_one_and_three_rows(client, project, manager, query):
    url = reverse("secretariat:contracting") + query
    ContractFactory(project=project, due_on=timezone.localdate() - timedelta(days=3))
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as first:
        assert client.get(url).content.decode().count('scope="row"') == 1
    for _number in range(2):
        other = approved(call=project.call)
        ContractFactory(project=other, due_on=timezone.localdate() - timedelta(days=3))
    with CaptureQueriesContext(connection) as second:
        assert client.get(url).content.decode().count('scope="row"') == 3
    assert len(second) == len(first)
    assert len(first) <= 10


def test_list_narrows_by_what_is_missing(client, project, manager):
    ready_contract(project)
    url = reverse("secretariat:contracting")
    for missing in ("any", "days", "people", "account", "agreement", "number", "signatures", "paper"):
        assert b'scope="row"' not in client.get(f"{url}?missing={missing}").content
    Contract.objects.update(number="")
    assert b"Contract number" in client.get(f"{url}?missing=number").content
    assert b'scope="row"' in client.get(f"{url}?missing=any").content


@pytest.mark.parametrize(
    "query", ["q=%27", "missing=nonsense", "stage=%FF", "sort=password", "page=-9", "call=x"]
)
def test_list_answers_whatever_the_address_says(client, project, manager, query):
    assert client.get(f"{reverse('secretariat:contracting')}?{query}").status_code == 200


def test_tasks_lead_to_the_account_the_contract_and_the_wish(client, project, manager):
    account = contracting.give(
        project, Account("City", "NL91ABNA0417164300"), by=with_level(project), key=uuid.uuid4()
    )
    contracting.ask(
        project, by=with_level(project), key=uuid.uuid4(), kind="minor", parts=[], reason="Longer."
    )
    page = client.get(reverse("secretariat:tasks")).content.decode()
    for url in (
        address("account_settle", project, account.uid),
        address("contract", project),
        address("modifications", project),
    ):
        assert f'href="{url}"' in page


def test_types_of_intervention_are_chosen_of_those_of_the_objective_and_published(client, project, manager):
    version = project.versions.get()
    StateChangeFactory(project=project, step="approve", target="approved", version=version, at=timezone.now())
    publishing.publish(project, by=manager)
    assert b"Types of intervention" not in client.get(address("contract", project)).content
    SpecificObjective.objects.filter(pk=project.objective_id).update(
        intervention_fields=["058", "060", "079"]
    )
    page = client.get(address("contract", project)).content.decode()
    assert [f'value="{code}"' in page for code in ("058", "060", "079", "061")] == [True, True, True, False]
    refused = client.post(address("contract", project), {"revision": 0, "interventions": ["061"]})
    assert (refused.status_code, Contract.objects.count()) == (400, 0)
    saved = client.post(address("contract", project), {"revision": 0, "interventions": ["079", "058"]})
    assert saved.status_code == 302
    record = Publication.objects.get(code=project.code)
    assert record.interventions == ["058", "079"]
    assert RecordVersion.objects.filter(code=record.code).latest("number").changes == ["interventions"]
    assert b"058 | 079" in client.get(f"/data/operations.csv?q={record.acronym}").getvalue()
    client.post(address("contract", project), {"revision": 1})
    record.refresh_from_db()
    assert record.interventions == []


def test_a_contract_takes_no_type_of_intervention_of_another_objective(project, manager):
    with pytest.raises(DomainError):
        contracting.fill(project, by=manager, revision=0, values={"interventions": ["058"]})
