"""Contractors in the secretariat's door: read, confirmed, sent back; a task until then."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.states import Role
from publications import publishing
from secretariat.pages import contract_tasks
from tests.factories.assessments import staff_of
from tests.factories.contractors import contracted_project, named_contractor, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return contracted_project()


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def client(officer):
    made = Client()
    made.force_login(officer)
    return made


def address(name, project, *args):
    return reverse(f"secretariat:{name}", args=[project.uid, *args])


def judge(client, project, row, verdict, answer=""):
    """As the page sends it."""
    text = client.get(address("contractors", project)).content.decode()
    here = text.split(f'action="{address("contractor", project, row.uid)}"')[1]
    data = {"seen": here.split('name="seen" value="')[1].split('"')[0], "verdict": verdict, "answer": answer}
    return client.post(address("contractor", project, row.uid), data)


def test_what_is_confirmed_is_on_the_public_page_at_once(client, project, officer):
    record = publishing.publish(project, by=officer)
    row = named_contractor(project)
    text = client.get(address("contractors", project)).content.decode()
    assert "Bouw bv" in text
    public = reverse("catalogue:project", args=[record.code])
    assert "Bouw bv" not in Client().get(public).content.decode()
    assert judge(client, project, row, "confirmed").status_code == 302
    shown = Client().get(public).content.decode()
    assert "Bouw bv" in shown
    assert "Bouw van een sluis" in shown
    assert judge(client, project, row, "returned", "Which lot?").status_code == 302
    assert "Bouw bv" not in Client().get(public).content.decode()
    assert "Which lot?" in client.get(address("contractors", project)).content.decode()


def test_sending_back_needs_a_reason_and_a_stale_page_decides_nothing(client, project):
    row = named_contractor(project)
    assert judge(client, project, row, "returned").status_code == 409
    late = {"seen": "2020-01-01T00:00:00.000000+0000", "verdict": "confirmed"}
    assert client.post(address("contractor", project, row.uid), late).status_code == 409
    assert client.post(address("contractor", project, row.uid), {"verdict": "confirmed"}).status_code == 409
    row.refresh_from_db()
    assert row.state == "sent"


def test_a_project_with_contractors_that_wait_is_one_task(project, officer):
    assert list(contract_tasks.contractors_to_confirm(officer)) == []
    named_contractor(project)
    named_contractor(project, person(project))
    (task,) = contract_tasks.contractors_to_confirm(officer)
    assert project.acronym in task


def test_the_page_costs_the_same_for_any_number_of_contractors(client, project):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address("contractors", project)).status_code == 200
        return len(asked)

    named_contractor(project)
    count()
    one = count()
    for _number in range(2):
        named_contractor(project, person(project))
    assert count() == one


def test_the_contract_leads_to_the_page(client, project):
    assert address("contractors", project) in client.get(address("contract", project)).content.decode()
