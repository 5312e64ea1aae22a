"""Taking in files: names, limits, one file for one key, and nothing half kept."""

import hashlib
import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from projects import attachments
from projects.attachments import Place, adding, limits
from projects.models import Attachment, Project
from projects.states import Level, State
from tests.factories.calls import CallAnnexFactory
from tests.factories.projects import (
    AttachmentFactory,
    CollaboratorFactory,
    PartnershipFactory,
    ProjectFactory,
)
from tests.hostile_files import EXE, pdf
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


def upload(name="letter.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def add(project, by, file=None, place=None, key=None):
    return attachments.add(project, file or upload(), by=by, place=place or Place(), key=key or uuid.uuid4())


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def writer(project):
    return with_level(project, Level.EDIT)


def test_add_stores_the_file_under_a_name_that_cannot_be_guessed(project, writer):
    content = pdf()
    row = add(project, writer, upload("Letter.pdf", content))
    assert (row.name, row.size, row.state) == ("Letter.pdf", len(content), "quarantined")
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    folder, first, token = row.file.split("/")
    assert (folder, first, len(token)) == ("attachments", token[:2], 48)
    with default_storage.open(row.file) as stored:
        assert stored.read() == content


def test_add_writes_the_trail_and_marks_the_project_changed(project, writer):
    before = project.changed_at
    row = add(project, writer)
    entry = TrailEntry.objects.get(chain=project.chain)
    assert (entry.action, entry.actor) == ("add file", writer)
    assert entry.new == {"file": str(row.uid), "name": row.name, "size": row.size, "sha256": row.sha256}
    project.refresh_from_db()
    assert project.changed_at > before


def test_same_key_gives_the_same_file(project, writer):
    key = uuid.uuid4()
    first = add(project, writer, key=key)
    assert add(project, writer, key=key).pk == first.pk
    assert Attachment.objects.count() == 1


def test_key_of_another_project_is_refused(project, writer):
    other = AttachmentFactory()
    with pytest.raises(DomainError, match="begun already"):
        add(project, writer, key=other.creation_key)


def test_names_are_cleaned_and_unique_in_their_category(project, writer):
    annex = CallAnnexFactory(call=project.call)
    assert add(project, writer, upload("a/b\u202e.pdf")).name == "b.pdf"
    assert add(project, writer, upload("B.PDF")).name == "B (2).PDF"
    assert add(project, writer, upload("b.pdf"), Place(annex)).name == "b.pdf"


def test_add_refuses_extensions_at_once(project, writer):
    with pytest.raises(DomainError, match="not accepted"):
        add(project, writer, upload("setup.exe", EXE))
    assert Attachment.objects.count() == 0


def test_add_refuses_what_is_empty_or_too_large(project, writer, monkeypatch):
    with pytest.raises(DomainError, match="empty"):
        add(project, writer, upload("a.pdf", b""))
    monkeypatch.setattr(adding, "MOST_BYTES", 10)
    with pytest.raises(DomainError, match="at most"):
        add(project, writer)


def test_add_keeps_the_limits_of_the_project(project, writer, monkeypatch):
    AttachmentFactory(project=project, size=limits.MOST_BYTES_OF_ALL - 10)
    with pytest.raises(DomainError, match="bytes is left"):
        add(project, writer)
    monkeypatch.setattr(adding, "MOST_FILES", 1)
    with pytest.raises(DomainError, match="at most 1 files"):
        add(project, writer)


def test_viewers_and_strangers_add_nothing(project):
    for person in (with_level(project, Level.VIEW), with_level(ProjectFactory(), Level.MANAGE)):
        with pytest.raises(NotAllowed):
            add(project, person)
    assert Attachment.objects.count() == 0


def test_nothing_is_added_after_the_submission(project, writer):
    Project.objects.filter(pk=project.pk).update(
        state=State.SUBMITTED, code="T-1", first_submitted_at=project.created_at
    )
    with pytest.raises(NotAllowed):
        add(project, writer)


def test_upload_that_is_overtaken_by_the_submission_leaves_nothing(project, writer, monkeypatch):
    """The proposal is submitted between the announcement and the end of the upload."""
    stored = []

    def store_then_submit(name, content):
        stored.append(name)
        default_storage.save(name, content)
        Project.objects.filter(pk=project.pk).update(
            state=State.SUBMITTED, code="T-1", first_submitted_at=project.created_at
        )
        return "0" * 64

    monkeypatch.setattr(adding, "_store", store_then_submit)
    with pytest.raises(NotAllowed):
        add(project, writer)
    assert Attachment.objects.count() == 0
    assert not default_storage.exists(stored[0])


def test_upload_that_cannot_be_stored_leaves_no_row(project, writer, monkeypatch):
    def full(name, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(adding, "_store", full)
    with pytest.raises(OSError, match="No space"):
        add(project, writer)
    assert Attachment.objects.count() == 0


def test_annexes_and_partners_of_others_are_refused(project, writer):
    foreign = CallAnnexFactory()
    per_partner = CallAnnexFactory(call=project.call, per_partner=True)
    for place in (
        Place(foreign),
        Place(per_partner),
        Place(per_partner, PartnershipFactory()),
        Place(CallAnnexFactory(call=project.call), PartnershipFactory(project=project)),
    ):
        with pytest.raises((DomainError, NotAllowed)):
            add(project, writer, place=place)
    assert Attachment.objects.count() == 0


def test_who_writes_one_part_adds_its_files_and_no_others(project):
    annex = CallAnnexFactory(call=project.call, per_partner=True)
    own, other = PartnershipFactory(project=project), PartnershipFactory(project=project)
    person = CollaboratorFactory(project=project, partnership=own, level=Level.EDIT).user
    assert add(project, person, place=Place(annex, own)).partnership == own
    for place in (Place(annex, other), Place()):
        with pytest.raises(NotAllowed):
            add(project, person, place=place)
