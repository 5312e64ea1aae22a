"""The pages of documents put together: ask, look how far, fetch; and nobody else's."""

import uuid

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.todo import tasks
from documents.batches import asking
from documents.models import Batch, BatchItem, JobState
from documents.models.batches import ItemState
from programmes.states import Role
from projects.models import Project
from secretariat.todo import SOURCES
from tests.batching import PLAIN, make
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.assessments import submitted_project as submitted
from tests.factories.committee import SessionFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain(settings):
    settings.DOCUMENT_RENDERER = PLAIN


@pytest.fixture
def project():
    return submitted(acronym="WATER")


@pytest.fixture
def officer(client, project):
    user = staff_of(project, Role.OFFICER)
    client.force_login(user)
    return user


def ask(client, **said):
    """Asks for summaries by the page; the answer."""
    facts = {"key": uuid.uuid4(), "programme": "", "period": "", "search": "", "languages": ["en"]}
    return client.post(reverse("secretariat:batch_summaries"), facts | said)


def task_titles(user):
    return [task.title for task in tasks(user, SOURCES, most=20) if task.source.kind == "batch"]


def test_summaries_are_asked_for_made_and_fetched_in_parts(client, officer):
    PublicationFactory(code="dike", acronym="DIKE")
    assertContains(client.get(reverse("secretariat:batches")), "Nothing has been put together yet")
    assertContains(client.get(reverse("secretariat:batch_summaries")), "Address of a search")
    answer = ask(client)
    batch = Batch.objects.get()
    page = reverse("secretariat:batch", args=[batch.uid])
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert task_titles(officer) == ["Funding summaries: All projects: 0 of 1 documents"]
    assertContains(client.get(page), "Made: 0. Left: 1.")
    part = client.get(page, headers={"HX-Request": "true"})
    assertContains(part, 'hx-trigger="every 3s"')
    assertNotContains(part, "<h1>")
    make(batch)
    assert task_titles(officer) == ["Funding summaries: All projects: ready"]
    shown = client.get(page)
    assertContains(shown, "Fetch the file")
    assertNotContains(shown, "hx-trigger")
    file = reverse("secretariat:batch_file", args=[batch.uid])
    answer = client.get(file)
    whole = b"".join(answer.streaming_content)
    assert len(whole) == batch.size
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="funding-summaries-all-projects-')
    assert answer["Cache-Control"] == "no-store, private"
    part = client.get(file, headers={"Range": "bytes=2-9"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, whole[2:10])
    assert task_titles(officer) == []
    assertContains(client.get(reverse("secretariat:batches")), "Funding summaries: All projects")


def test_a_double_click_asks_once(client, officer):
    PublicationFactory()
    key = uuid.uuid4()
    assert {ask(client, key=key)["Location"] for _click in range(2)} == {
        reverse("secretariat:batch", args=[Batch.objects.get().uid])
    }


def test_address_of_a_search_is_read_and_a_wrong_one_refused(client, officer):
    PublicationFactory(status="closed")
    PublicationFactory(status="ongoing")
    ask(client, search="https://portal.example/en/projects/?status=closed")
    batch = Batch.objects.get()
    assert (batch.total, batch.parameters) == (1, {"query": "status=closed", "languages": ["en"]})
    for wrong in ("https://portal.example/en/projects/", "?year_from=xyz", "http://[", "x" * 5000):
        answer = ask(client, search=wrong)
        assert answer.status_code == 400, wrong
        assertContains(answer, 'href="#id_search"', status_code=400)
    assert ask(client, programme="nowhere").status_code == 400
    assert ask(client, languages=["xx"]).status_code == 400
    assert ask(client, search="?status=cancelled").status_code == 409
    assert Batch.objects.count() == 1


def test_nobody_else_sees_a_batch_and_no_longer_its_owner_without_a_role(client, officer):
    PublicationFactory()
    ask(client)
    batch = Batch.objects.get()
    make(batch)
    other = StaffRoleFactory(user=UserFactory(), role=Role.MANAGER).user
    client.force_login(other)
    for name in ("batch", "batch_file"):
        assert client.get(reverse(f"secretariat:{name}", args=[batch.uid])).status_code == 404
    for name in ("batch_stop", "batch_again"):
        assert client.post(reverse(f"secretariat:{name}", args=[batch.uid])).status_code == 404
    assertNotContains(client.get(reverse("secretariat:batches")), "Funding summaries: All")
    officer.staff_roles.all().delete()
    client.force_login(officer)
    assert client.get(reverse("secretariat:batch_file", args=[batch.uid])).status_code == 404


def test_letters_of_a_session_are_put_together(client, officer, project):
    session = SessionFactory(programme=project.call.programme_period.programme)
    session.items.create(project=project, position=1)
    facts = {"programme": project.programme_code, "letter": "decision_approved"}
    mine = MessageFactory(about=project.chain, subject="Approved at last", **facts)
    MessageFactory(about="project:other", subject="Of another round", **facts)
    address = reverse("secretariat:batch_letters")
    page = client.get(address, {"all": "yes", "session": str(session.uid)})
    assertContains(page, "Approved at last")
    assertNotContains(page, "Of another round")
    said = {"key": uuid.uuid4(), "form": "pdf", "all": "yes", "session": str(session.uid)}
    assert client.post(address, said).status_code == 302
    batch = Batch.objects.get()
    assert (batch.form, batch.items.get().key) == ("pdf", str(mine.uid))
    page = client.get(address, {"letter": f"{mine.uid}:{mine.revision}"})
    assertContains(page, "<strong>1 letter</strong>")
    assertContains(client.get(address, {"letter": "nonsense"}), "No letter is selected")
    assertContains(client.get(address, {"all": "yes", "session": "x"}), "No letter is selected")


def test_applications_of_the_selection_are_put_together(client, officer, project):
    address = reverse("secretariat:batch_proposals")
    assertContains(client.get(address), "WATER")
    said = {"key": uuid.uuid4(), "what": "applications", "languages": ["en", "nl"], "uid": str(project.uid)}
    assert client.post(address, said | {"languages": []}).status_code == 409
    assert client.post(address, said).status_code == 302
    assert Batch.objects.get().total == 2
    Project.objects.update(state="draft", code=None, first_submitted_at=None)
    assertContains(client.get(address), "No proposal is selected")


def test_what_failed_is_named_tried_again_and_put_away(client, officer):
    PublicationFactory(code="dike", acronym="DIKE")
    ask(client)
    batch = Batch.objects.get()
    make(batch)
    BatchItem.objects.update(state=ItemState.FAILED)
    Batch.objects.update(state=JobState.FAILED, failures=1, file="")
    page = reverse("secretariat:batch", args=[batch.uid])
    assertContains(client.get(page), "DIKE (dike)")
    assert task_titles(officer) == ["Funding summaries: All projects: it could not be made"]
    client.post(reverse("secretariat:batch_stop", args=[batch.uid]))
    assert task_titles(officer) == []
    assert Batch.objects.get().state == JobState.FAILED
    client.post(reverse("secretariat:batch_again", args=[batch.uid]))
    assert client.post(reverse("secretariat:batch_again", args=[batch.uid])).status_code == 409
    assert len(make(Batch.objects.get())[0]) == 1


def test_pages_ask_the_same_for_one_and_for_three_batches(client, officer, django_assert_max_num_queries):
    PublicationFactory()
    for number in (1, 2):
        for _turn in range(number):
            ask(client)
        with django_assert_max_num_queries(6):
            client.get(reverse("secretariat:batches"))
    batch = Batch.objects.first()
    with django_assert_max_num_queries(7):
        client.get(reverse("secretariat:batch", args=[batch.uid]))
    assert ask(client).status_code == 409
    asking.stop(batch, by=officer)
    assertContains(client.get(reverse("secretariat:batch", args=[batch.uid])), "Go on with it")
