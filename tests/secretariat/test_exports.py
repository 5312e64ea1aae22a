"""The pages of exports: choose, wait, fetch; and nobody else's file."""

import csv
import io
import uuid

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from assessments.models import Export, ExportState, ExportTemplate
from documents.models import Batch
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.assessments import submitted_project as submitted
from tests.factories.programmes import StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted(acronym="WATER")


@pytest.fixture
def officer(client, project):
    user = staff_of(project, Role.OFFICER)
    client.force_login(user)
    return user


def content_of(response):
    return b"".join(response.streaming_content)


def test_table_is_chosen_made_and_fetched(client, project, officer, django_capture_on_commit_callbacks):
    page = client.get(reverse("secretariat:export_new"))
    assertContains(page, "<strong>1 proposal</strong>")
    assertContains(page, "WATER")
    said = {"key": uuid.uuid4(), "kind": "csv", "rows_of": "proposals", "columns": ["code", "acronym"]}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("secretariat:export_new"), said | {"name": "Short", "programme": ""})
    export = Export.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("secretariat:export", args=[export.uid]))
    assert ExportTemplate.objects.get().columns == ["code", "acronym"]
    assertContains(client.get(answer["Location"]), "Fetch the file")
    answer = client.get(reverse("secretariat:export_file", args=[export.uid]))
    assert answer["Content-Disposition"].startswith('attachment; filename="table-')
    assert answer["X-Content-Type-Options"] == "nosniff"
    found = list(csv.reader(io.StringIO(content_of(answer).decode("utf-8-sig"), newline="")))
    assert found == [["Number", "Acronym"], [project.code, "WATER"]]
    export.refresh_from_db()
    assert export.seen_at is not None
    assertContains(client.get(reverse("secretariat:exports")), "Short")


def test_template_ticks_its_columns(client, officer):
    template = ExportTemplate.objects.create(
        owner=officer, name="P", rows_of="partners", columns=["partner.name"]
    )
    page = client.get(reverse("secretariat:export_new"), {"template": template.pk})
    assertContains(page, 'value="partner.name" checked')
    assertNotContains(page, 'value="acronym" checked')


def test_ticked_proposals_count_and_foreign_ones_do_not(client, project, officer):
    other = submitted(acronym="FOREIGN")
    page = client.get(reverse("secretariat:export_new"), {"uid": [project.uid, other.uid, "nonsense"]})
    assertContains(page, "<strong>1 proposal</strong>")
    assertNotContains(page, "FOREIGN")


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "exe"},
        {"columns": ["unknown"]},
        {"columns": []},
        {"rows_of": "nonsense"},
        {"key": "nonsense"},
        {"programme": "OTHER"},
        {"query": "state=nonsense&q=%00&call=x", "all": "1"},
        {"uid": "\x00"},
    ],
)
def test_hostile_values_are_told_and_break_nothing(client, officer, said):
    usual = {"key": uuid.uuid4(), "kind": "csv", "rows_of": "proposals", "columns": ["code"], "name": ""}
    answer = client.post(reverse("secretariat:export_new"), usual | said)
    assert answer.status_code in {200, 302, 400, 409}
    assert client.get(reverse("secretariat:export_new"), usual | said).status_code in {200, 400}


def test_nobody_else_gets_the_file(client, project, officer, django_capture_on_commit_callbacks):
    said = {"key": uuid.uuid4(), "kind": "csv", "rows_of": "proposals", "columns": ["code"]}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("secretariat:export_new"), said)
    export = Export.objects.get()
    assert export.state == ExportState.READY
    addresses = [
        reverse(f"secretariat:{name}", args=[export.uid]) for name in ("export", "export_file", "export_stop")
    ]
    colleague = staff_of(project, Role.MANAGER)
    for stranger in (colleague, StaffRoleFactory(user=UserFactory(), role=Role.OFFICER).user, UserFactory()):
        client.force_login(stranger)
        for address in addresses:
            post = address.endswith("stop/")
            assert (client.post(address) if post else client.get(address)).status_code == 404
    client.force_login(officer)
    officer.staff_roles.all().delete()
    assert client.get(addresses[1]).status_code == 404


def test_waiting_export_can_be_stopped(client, project, officer):
    export = Export.objects.create(owner=officer, kind="table", format="csv", language="en", projects=[1])
    assertContains(client.get(reverse("secretariat:export", args=[export.uid])), "0 of 1 proposals")
    client.post(reverse("secretariat:export_stop", args=[export.uid]))
    assertContains(client.get(reverse("secretariat:export", args=[export.uid])), "Stopped.")


def test_dossiers_say_what_is_in_them(client, project, officer):
    page = client.get(reverse("secretariat:export_dossiers"), {"uid": project.uid})
    assertContains(page, "its annexes, screening, assessments, decisions")
    answer = client.post(reverse("secretariat:export_dossiers"), {"uid": project.uid, "key": uuid.uuid4()})
    assert answer.status_code == 302
    assert Batch.objects.get().kind == "dossiers"


def test_export_stands_in_the_tasks_until_it_is_fetched(client, officer):
    Export.objects.create(owner=officer, kind="table", format="csv", language="en", projects=[1])
    assertContains(client.get(reverse("secretariat:tasks")), "Fetch the file")
