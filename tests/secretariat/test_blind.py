"""In a blind call nothing that an assessor can open tells who applies."""

import pytest
from django.urls import reverse

from assessments import blind, decisions
from assessments.models import BlindCopy
from calls.models import Call
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from partners.models import Organisation
from programmes.states import Role
from projects import lifecycle
from projects.models import Answer, Attachment, Project, Version
from tests.factories.assessments import staff_of
from tests.factories.calls import CriterionFactory
from tests.factories.projects import complete_project

pytestmark = pytest.mark.django_db

SECRET = "Zilverwater Instituut"
ACRONYM = "ZILVERWATER"


@pytest.fixture
def project():
    made = complete_project(acronym=ACRONYM)
    Call.objects.filter(pk=made.call_id).update(is_blind=True)
    first = made.partnerships.order_by("position").first()
    Organisation.objects.filter(pk=first.organisation_id).update(
        name=SECRET, website="https://zilverwater.example"
    )
    summary = f"Het {SECRET.upper()} leidt dit; zie zilverwater.example."
    Answer.objects.filter(project=made, field="summary", language="nl").update(text=summary)
    CriterionFactory(call=made.call, key="c1")
    fresh = Project.objects.get(pk=made.pk)
    lifecycle.submit(fresh, by=fresh.created_by)
    return fresh


@pytest.fixture
def version(project):
    return Version.objects.get(project=project)


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def assessor(project):
    return staff_of(project, Role.ASSESSOR)


@pytest.fixture
def assessment(project, officer, assessor):
    return decisions.invite_assessor(project, by=officer, assessor=assessor)


def at(project, name="blind_copy"):
    return reverse(f"secretariat:{name}", args=[project.uid])


def pages_of(assessment):
    names = ("assessment", "assessment_finish", "assessment_progress", "assessed_annexes")
    return [
        reverse("secretariat:my_assessments"),
        reverse("secretariat:tasks"),
        reverse("secretariat:declare_interests"),
        reverse("secretariat:interest", args=[assessment.project.uid]),
        *(reverse(f"secretariat:{name}", args=[assessment.pk]) for name in names),
    ]


def leaks(client, assessment):
    found = []
    for page in pages_of(assessment):
        shown = client.get(page, follow=True).content.decode().lower()
        found += [(page, word) for word in ("zilverwater", "instituut") if word in shown]
    return found


def test_nothing_leaks_before_declaring_while_waiting_and_after_the_release(
    client, project, version, officer, assessor, assessment
):
    client.force_login(assessor)
    assert leaks(client, assessment) == []
    decisions.declare_interest(assessment, by=assessor, has_conflict=False)
    waiting = client.get(reverse("secretariat:assessment", args=[assessment.pk]))
    assert (waiting.status_code, "Not open yet" in waiting.content.decode()) == (409, True)
    assert leaks(client, assessment) == []
    blind.save(version, by=officer, added=[ACRONYM], kept=[], files=[])
    blind.release(version, by=officer)
    opened = client.get(reverse("secretariat:assessment", args=[assessment.pk]))
    assert opened.status_code == 200
    assert "Partner 1 leidt dit" in opened.content.decode()
    assert leaks(client, assessment) == []


def test_mail_to_the_assessor_names_the_code_only(project, assessment):
    message = Message.objects.get(dedupe_key=f"assessor:{assessment.pk}")
    assert ACRONYM not in message.subject + message.body
    assert project.code in message.subject


def test_officer_sees_what_was_replaced_and_adds_words(client, project, version, officer):
    client.force_login(officer)
    page = client.get(at(project))
    found = {(row.words, row.count) for row in page.context["rows"]}
    assert found == {(SECRET, 1), ("zilverwater.example", 1), ("zilverwater", 1)}
    assert "leidt" in page.content.decode()
    assert client.post(at(project), {"added": "leidt\n\n"}).status_code == 302
    copy = BlindCopy.objects.get()
    assert copy.added == ["leidt"]
    assert copy.data["summary"]["nl"].startswith("Het Partner 1 […] dit; zie Partner 1.")
    assert client.post(at(project, "blind_release"), {"act": "release"}).status_code == 302
    copy.refresh_from_db()
    assert copy.released_by == officer
    client.post(at(project, "blind_release"), {"act": "withhold"})
    copy.refresh_from_db()
    assert copy.released_at is None


def test_name_that_tells_nothing_can_stay(version, officer):
    copy = blind.save(version, by=officer, added=[], kept=[SECRET, "zilverwater", "never found"], files=[])
    assert copy.kept == [SECRET, "zilverwater"]
    assert SECRET.upper() in copy.data["summary"]["nl"]
    assert copy.data["partners"][0]["name"] == "Partner 1"


def test_release_needs_a_copy_and_the_secretariat(version, officer, assessor):
    with pytest.raises(DomainError, match="Save the copy first"):
        blind.release(version, by=officer)
    with pytest.raises(NotAllowed):
        blind.save(version, by=assessor, added=[], kept=[], files=[])


def test_copy_is_no_page_in_a_call_that_hides_nobody(client, project, officer):
    Call.objects.update(is_blind=False)
    client.force_login(officer)
    assert client.get(at(project)).status_code == 404
    assert client.post(at(project, "blind_release")).status_code == 404


def test_files_are_shut_unless_released(client, project, version, officer, assessor, assessment):
    decisions.declare_interest(assessment, by=assessor, has_conflict=False)
    blind.save(version, by=officer, added=[], kept=[], files=["f" * 64])
    blind.release(version, by=officer)
    assert BlindCopy.objects.get().files == []
    client.force_login(assessor)
    assert not Attachment.objects.exists()
    archive = client.get(reverse("secretariat:assessed_archive", args=[assessment.pk]))
    assert archive.status_code in (200, 404, 409)
    assert b"zilverwater" not in b"".join(archive).lower()
