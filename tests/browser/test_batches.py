"""Documents put together, in a real browser: from asking to the opened ZIP, by keyboard, at 320 px."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from documents.batches import tasks
from documents.models import Batch, BatchItem, JobState
from programmes.states import Role
from tests.batching import PLAIN
from tests.browsing import faults, found_on, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory
from tests.factories.publications import PublicationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(settings):
    settings.DOCUMENT_RENDERER = PLAIN
    return StaffRoleFactory(user=UserFactory(), role=Role.OFFICER).user


def go_on():
    """What beat does some seconds later."""
    Batch.objects.update(touched_at=timezone.now() - tasks.PAUSE)
    assert tasks.sweep() == 1


def test_summaries_from_asking_to_the_opened_zip(new_page, officer):
    PublicationFactory(code="dike", acronym="DIKE")
    PublicationFactory(code="heath", acronym="A very long acronym " * 4)
    page = new_page(width=320)
    sign_in(page, officer, then=reverse("secretariat:batches"))
    assert faults(page) == []
    page.get_by_role("link", name="Funding summaries", exact=True).press("Enter")
    page.wait_for_url("**/batches/summaries/")
    assert faults(page) == []
    page.get_by_role("checkbox", name="Dutch").press("Space")
    page.get_by_role("button", name="Put them together").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Left: 4.")).to_be_visible()
    assert faults(page) == []
    go_on()
    fetch = page.get_by_role("link", name="Fetch the file")
    expect(fetch).to_be_visible(timeout=15_000)
    assert faults(page) == []
    with page.expect_download() as started:
        fetch.press("Enter")
    archive = zipfile.ZipFile(started.value.path())
    assert archive.testzip() is None
    table = list(csv.reader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"), newline="")))
    assert sorted(archive.namelist()) == sorted(["index.csv", *(row[0] for row in table[1:])])
    assert [row[2:4] for row in table[1:]] == [["nl", "Made"], ["en", "Made"]] * 2
    page.goto(reverse("secretariat:batches"))
    expect(page.get_by_role("link", name="Funding summaries: All projects", exact=True)).to_be_visible()


def test_without_scripts_one_looks_again(new_page, officer):
    PublicationFactory(code="dike", acronym="DIKE")
    page = new_page(scripts=False)
    sign_in(page, officer, then=reverse("secretariat:batch_summaries"))
    page.get_by_role("button", name="Put them together").click()
    go_on()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("link", name="Fetch the file")).to_be_visible()


def test_other_pages_have_no_faults(new_page, officer):
    code = officer.staff_roles.get().programme_id
    ProgrammeFactory()
    MessageFactory(programme=code, letter="decision_approved", values={"code": "X-1"})
    facts = {"owner": officer, "kind": "summaries", "language": "en", "finished_at": timezone.now()}
    ended = [
        Batch.objects.create(title=f"Ended as {state}", state=state, total=2, sha256="x", **facts)
        for state in (JobState.READY, JobState.FAILED, JobState.STOPPED)
    ]
    for batch in ended:
        BatchItem.objects.create(batch=batch, position=0, key="a", name="a", state="failed", language="en")
    page = new_page(width=320)
    sign_in(page, officer)
    addresses = [reverse("secretariat:batch", args=[batch.uid]) for batch in ended]
    addresses += [reverse("secretariat:batches"), reverse("secretariat:batch_proposals")]
    addresses += [reverse("secretariat:batch_letters") + "?all=yes", reverse("secretariat:tasks")]
    assert found_on(page, addresses) == {}
