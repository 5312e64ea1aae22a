"""The contract and the modifications in the applicants' door: given, compared, refused, never lost."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from projects import contracting, dossier
from projects.contracting import Account
from projects.models import Attachment, BankAccount, Contract, Modification, Project
from projects.states import Level, State
from tests.factories.projects import VersionFactory, complete_project
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db
# What a masked account hides; random names on the page may hold these digits among their own.
IN_THE_MIDDLE = re.compile(r"(?<![0-9a-f-])0417|ABNA ?0417|NL91")


@pytest.fixture
def project():
    made = complete_project(partners=2)
    Project.objects.update(state=State.APPROVED, code="C-1", first_submitted_at=made.created_at)
    made = Project.objects.get()
    VersionFactory(project=made, data=dossier.to_data(dossier.load(made)))
    return made


@pytest.fixture
def writer(project, client):
    user = with_level(project)
    client.force_login(user)
    return user


def address(name, project, *rest):
    return reverse(f"apply:{name}", args=[project.uid, *rest])


def test_contract_page_says_what_is_missing_and_proposes_the_days(client, project, writer):
    page = client.get(address("contract", project))
    assert page.status_code == 200
    content = page.content.decode()
    assert "0 of 7 points are met." in content
    assert f'value="{project.start_date:%Y-%m-%d}"' in content


def test_contract_is_saved_with_people(client, project, writer):
    data = {
        "revision": 0,
        "starts_on": "2027-01-01",
        "ends_on": "2028-12-31",
        "website": "example.org",
        "project_user": str(writer.uid),
        "finance_name": "Jo Doe",
        "finance_email": "jo@example.org",
    }
    assert client.post(address("contract", project), data).status_code == 302
    contract = Contract.objects.get()
    assert (str(contract.starts_on), contract.website) == ("2027-01-01", "https://example.org")
    assert list(contract.people.values_list("kind", "email")) == [
        ("project", writer.email),
        ("finance", "jo@example.org"),
    ]


def test_stale_contract_comes_back_with_both(client, project, writer):
    contracting.fill(project, by=writer, revision=0, values={"website": "https://theirs.example.org"})
    data = {"revision": 0, "website": "https://mine.example.org"}
    page = client.post(address("contract", project), data)
    assert page.status_code == 409
    content = page.content.decode()
    assert "https://mine.example.org" in content
    assert "Stored now: https://theirs.example.org" in content
    assert 'name="revision" value="1"' in content
    assert client.post(address("contract", project), data | {"revision": 1}).status_code == 302
    assert Contract.objects.get().website == "https://mine.example.org"


@pytest.mark.parametrize("field", ["website", "starts_on", "project_user", "revision", "finance_email"])
@pytest.mark.parametrize("value", ["\x00", "x" * 10_000, "-1", "９９９９-99-99", "\ud800"])
def test_contract_form_takes_whatever_is_sent(client, project, writer, field, value):
    data = {"revision": 0, field: value.encode("utf-8", "surrogatepass")}
    assert client.post(address("contract", project), data).status_code in {302, 400, 409}


def test_account_is_given_masked_and_confirmed_by_another(client, project, writer):
    form = {"key": uuid.uuid4(), "holder": "City", "iban": "NL91 ABNA 0417 1643 00"}
    bad = client.post(address("contract_account", project), form | {"iban": "NL92 ABNA 0417 1643 00"})
    assert (bad.status_code, b"check digits" in bad.content) == (409, True)
    assert client.post(address("contract_account", project), form).status_code == 302
    account = BankAccount.objects.get()
    page = client.get(address("contract", project)).content.decode()
    assert "NL•• •••• 4300" in page
    assert not IN_THE_MIDDLE.search(page)
    settle = address("account_settle", project, account.uid)
    own = client.post(settle, {"verdict": "right"})
    assert (own.status_code, b"gave this account yourself" in own.content) == (409, True)
    client.force_login(with_level(project))
    assert "NL91 ABNA 0417 1643 00" in client.get(settle).content.decode()
    assert client.post(settle, {"verdict": "wrong"}).status_code == 409
    assert client.post(settle, {"verdict": "right"}).status_code == 302
    assert BankAccount.objects.get().state == "valid"


def test_account_is_not_shown_to_who_may_only_view(client, project, writer):
    account = contracting.give(
        project, Account("City", "NL91ABNA0417164300"), by=writer, key=uuid.uuid4(), reason=""
    )
    client.force_login(with_level(project, Level.VIEW))
    page = client.get(address("contract", project))
    assert page.status_code == 200
    assert not IN_THE_MIDDLE.search(page.content.decode())
    assert client.get(address("account_settle", project, account.uid)).status_code == 404


def test_papers_are_added_downloaded_and_removed_and_stay_out_of_the_dossier(client, project, writer):
    file = SimpleUploadedFile("agreement.pdf", b"%PDF-1.4 signed")
    data = {"key": uuid.uuid4(), "purpose": "agreement", "file": file}
    assert client.post(address("paper_add", project), data).status_code == 302
    paper = Attachment.objects.get()
    assert (paper.purpose, dossier.load(project).annexes) == ("agreement", ())
    assert client.get(address("paper_file", project, paper.uid)).status_code == 409
    Attachment.objects.update(state="clean", content_type="application/pdf")
    assert client.get(address("paper_file", project, paper.uid)).status_code == 200
    assert client.get(address("annex_file", project, paper.uid)).status_code == 404
    assert client.post(address("paper_remove", project, paper.uid)).status_code == 302
    assert client.get(address("paper_file", project, paper.uid)).status_code == 404


def test_closed_project_shows_its_contract_and_takes_nothing(client, project, writer):
    Project.objects.update(state=State.CLOSED)
    page = client.get(address("contract", project))
    assert (page.status_code, b'name="revision"' in page.content) == (200, False)
    assert client.post(address("contract", project), {"revision": 0, "website": "x.org"}).status_code == 409


def test_modification_is_asked_for_and_taken_back(client, project, writer):
    page = client.get(address("modifications", project))
    assert (page.status_code, b"Ask the secretariat" in page.content) == (200, True)
    data = {
        "key": uuid.uuid4(),
        "kind": "major",
        "parts": ["partners", "budget"],
        "reason": "A partner left.",
    }
    assert client.post(address("modifications", project), data).status_code == 302
    row = Modification.objects.get()
    assert (row.state, row.parts) == ("asked", ["partners", "budget"])
    page = client.get(address("modifications", project))
    assert (b"A partner left." in page.content, b"Ask the secretariat" in page.content) == (True, False)
    here = address("modifications", project)
    in_dutch = address("modification_take_back", project, row.uid).replace("/en/", "/nl/", 1)
    assert client.post(in_dutch).status_code == 302
    assert Modification.objects.get().state == "declined"
    page = client.get(here)
    assert b"Taken back by the applicants." in page.content


@pytest.mark.parametrize("state", State)
def test_follow_up_answers_in_every_state(client, project, writer, state):
    Project.objects.update(state=state)
    page = client.get(address("follow", project))
    assert page.status_code == 200
    assert page.content.count(b'aria-current="step"') == 1


@pytest.mark.parametrize("name", ["contract", "modifications"])
def test_before_the_decision_there_is_no_contract(client, project, writer, name):
    Project.objects.update(state=State.SUBMITTED)
    assert client.get(address(name, project)).status_code == 404
