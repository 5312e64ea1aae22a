"""Documents that failed, in the secretariat's door: seen by their programme, tried again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import TrailEntry
from documents.models import Document
from documents.states import DocumentState
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db


def staff(role=Role.OFFICER, code="HERE"):
    programme = ProgrammeFactory(code=code, slug=code.lower())
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=role).user


def failed(subject, programme="HERE", kind="funding_summary", **given):
    return Document.objects.create(
        kind=kind,
        subject=subject,
        language="nl",
        programme=programme,
        data={},
        data_hash=subject,
        state=DocumentState.FAILED,
        finished_at=timezone.now(),
        attempts=3,
        failures=3,
        error="ValueError: <b>ink</b>",
        **given,
    )


def test_documents_shows_what_went_wrong_with_those_of_my_programmes(client):
    failed("publication:mine")
    failed("publication:theirs", programme="THERE")
    failed("search:any", programme="")
    client.force_login(staff())
    page = client.get(reverse("secretariat:documents"))
    body = page.content.decode()
    assert "publication:mine" in body
    assert "ValueError: &lt;b&gt;ink&lt;/b&gt;" in body
    assert "publication:theirs" not in body
    assert "search:any" not in body


def test_managers_see_those_of_no_programme(client):
    failed("search:any", programme="")
    client.force_login(staff(Role.MANAGER))
    assert b"search:any" in client.get(reverse("secretariat:documents")).content


def test_documents_can_be_narrowed_to_a_kind(client):
    failed("publication:mine")
    failed("message:mine", kind="letter")
    client.force_login(staff())
    page = client.get(reverse("secretariat:documents"), {"kind": "letter"})
    assert [one.subject for one in page.context["page"]] == ["message:mine"]
    odd = client.get(reverse("secretariat:documents"), {"kind": "x'\"", "page": "9" * 50})
    assert odd.context["kind"] == ""


def test_documents_without_failures_says_so(client):
    client.force_login(staff())
    assert "No document failed" in client.get(reverse("secretariat:documents")).content.decode()


def test_document_retry_makes_one_again(client):
    document, other = failed("publication:mine"), failed("publication:other")
    client.force_login(staff())
    assert client.post(reverse("secretariat:document_retry", args=[document.uid])).status_code == 302
    document.refresh_from_db()
    other.refresh_from_db()
    assert (document.state, document.attempts, document.is_bulk) == (DocumentState.QUEUED, 0, False)
    assert other.state == DocumentState.FAILED
    assert TrailEntry.objects.filter(chain=f"document:{document.uid}", action="retry").count() == 1


def test_documents_retry_makes_all_of_a_kind_again_and_no_others(client):
    mine = [failed(f"publication:{number}") for number in range(3)]
    letter, theirs = failed("message:1", kind="letter"), failed("publication:4", programme="THERE")
    client.force_login(staff())
    client.post(reverse("secretariat:documents_retry"), {"kind": "funding_summary"})
    states = dict(Document.objects.values_list("pk", "state"))
    assert {states[one.pk] for one in mine} == {DocumentState.QUEUED}
    assert states[letter.pk] == states[theirs.pk] == DocumentState.FAILED
    again = client.post(reverse("secretariat:documents_retry"), {"kind": "no-such"}, follow=True)
    assert "There was none of this kind left" in again.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_documents_reads_as_often_whatever_their_number(client, django_assert_max_num_queries, number):
    for one in range(number):
        failed(f"publication:{one}")
    client.force_login(staff())
    with django_assert_max_num_queries(12):
        client.get(reverse("secretariat:documents"))
