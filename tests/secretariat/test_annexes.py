"""The files of a version: for staff of the programme, and for assessors of that version without conflict."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from assessments import decisions
from programmes.states import Role
from projects import dossier, lifecycle
from projects.models import Attachment
from tests.factories.assessments import staff_of
from tests.factories.calls import CallAnnexFactory
from tests.factories.form import standard_project
from tests.factories.projects import (
    AnswerFactory,
    AttachmentFactory,
    InterestFactory,
    VersionFactory,
    complete_project,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    """In a submitted proposal, and removed from the draft since."""
    project = complete_project()
    annex = CallAnnexFactory(call=project.call, key="letter", title={"en": "Letter of support"})
    stored = default_storage.save(f"attachments/00/{uuid.uuid4().hex}", ContentFile(b"content"))
    row = AttachmentFactory(project=project, annex=annex, file=stored, name="letter.pdf")
    lifecycle.submit(project, by=project.created_by)
    project.refresh_from_db()
    Attachment.objects.update(removed_at=timezone.now())
    row.project = project
    return row


@pytest.fixture
def later(file):
    """Added after the version was frozen."""
    return AttachmentFactory(project=file.project)


def test_staff_see_and_save_the_files_of_a_version(client, file):
    client.force_login(staff_of(file.project, Role.OFFICER))
    page = client.get(reverse("secretariat:annexes", args=[file.project.uid, 1])).content.decode()
    assert "Letter of support" in page
    assert file.sha256 in page
    answer = client.get(reverse("secretariat:annex_file", args=[file.project.uid, 1, file.uid]))
    assert b"".join(answer.streaming_content) == b"content"
    archive = client.get(reverse("secretariat:annex_archive", args=[file.project.uid, 1]))
    assert b"letter/letter.pdf" in b"".join(archive.streaming_content)
    assert "annexes" in client.get(reverse("secretariat:project", args=[file.project.uid])).content.decode()


def test_staff_see_no_file_that_was_not_submitted(client, file, later):
    client.force_login(staff_of(file.project, Role.OFFICER))
    address = reverse("secretariat:annex_file", args=[file.project.uid, 1, later.uid])
    assert client.get(address).status_code == 404


def test_file_found_harmful_later_is_no_longer_handed_out(client, file):
    Attachment.objects.update(state="refused", fault="virus")
    client.force_login(staff_of(file.project, Role.OFFICER))
    page = client.get(reverse("secretariat:annexes", args=[file.project.uid, 1])).content.decode()
    address = reverse("secretariat:annex_file", args=[file.project.uid, 1, file.uid])
    assert address not in page
    assert "Refused" in page
    assert client.get(address).status_code == 409


@pytest.mark.parametrize(("has_conflict", "status"), [(None, 404), (True, 404), (False, 200)])
def test_assessor_gets_files_once_no_conflict_is_declared(client, file, later, has_conflict, status):
    assessor = staff_of(file.project, Role.ASSESSOR)
    asked = decisions.invite_assessor(
        file.project, by=staff_of(file.project, Role.OFFICER), assessor=assessor
    )
    InterestFactory(project=file.project, person=assessor, has_conflict=has_conflict, note="Why.")
    client.force_login(assessor)
    for name, more in (("assessed_annexes", []), ("assessed_file", [file.uid]), ("assessed_archive", [])):
        assert client.get(reverse(f"secretariat:{name}", args=[asked.pk, *more])).status_code == status
    assert client.get(reverse("secretariat:assessed_file", args=[asked.pk, later.uid])).status_code == 404


def test_staff_read_the_whole_form(client):
    project = standard_project()
    AnswerFactory(project=project, field="challenges", text="Het water stijgt.")
    version = VersionFactory(project=project, schema=2, data=dossier.to_data(dossier.load(project)))
    type(project).objects.filter(pk=project.pk).update(
        state="submitted", code="T-1", first_submitted_at=version.created_at
    )
    client.force_login(staff_of(project, Role.OFFICER))
    page = client.get(reverse("secretariat:project", args=[project.uid])).content.decode()
    assert "Het water stijgt." in page
