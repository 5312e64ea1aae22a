"""Describing, removing and putting back: while the proposal may be edited, and by who may edit it."""

import pytest

from core.errors import DomainError, NotAllowed
from projects import attachments
from projects.dossier import AnnexFile
from projects.models import Attachment, Project
from projects.states import Level, State
from tests.factories.projects import AttachmentFactory, ProjectFactory
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def writer(project):
    return with_level(project, Level.EDIT)


def test_describe_keeps_one_line(project, writer):
    row = AttachmentFactory(project=project)
    assert (
        attachments.describe(row, by=writer, description=" Signed\n on  5 May ").description
        == "Signed on 5 May"
    )


@pytest.mark.parametrize("text", ["x" * 251, "half \ud800", "bell \x07"])
def test_describe_refuses_what_cannot_be_kept(project, writer, text):
    with pytest.raises(DomainError):
        attachments.describe(AttachmentFactory(project=project), by=writer, description=text)


def test_remove_can_be_undone(project, writer):
    row = AttachmentFactory(project=project, name="a.pdf")
    attachments.remove(row, by=writer)
    assert not Attachment.objects.present().exists()
    AttachmentFactory(project=project, name="a.pdf")
    assert attachments.put_back(row, by=writer).name == "a (2).pdf"
    assert Attachment.objects.present().count() == 2


def test_remove_twice_removes_once(project, writer):
    row = AttachmentFactory(project=project)
    first = attachments.remove(row, by=writer).removed_at
    assert attachments.remove(row, by=writer).removed_at == first


@pytest.mark.parametrize("verb", [attachments.remove, attachments.put_back])
def test_nothing_changes_after_the_submission(project, writer, verb):
    row = AttachmentFactory(project=project)
    Project.objects.filter(pk=project.pk).update(
        state=State.SUBMITTED, code="T-1", first_submitted_at=project.created_at
    )
    with pytest.raises(NotAllowed):
        verb(row, by=writer)


def test_viewers_change_nothing(project):
    viewer = with_level(project, Level.VIEW)
    row = AttachmentFactory(project=project)
    with pytest.raises(NotAllowed):
        attachments.remove(row, by=viewer)
    with pytest.raises(NotAllowed):
        attachments.describe(row, by=viewer, description="x")


def test_restore_as_makes_the_files_those_of_a_version(project):
    kept, added, gone = (AttachmentFactory(project=project) for _number in range(3))
    Attachment.objects.filter(pk=gone.pk).update(removed_at=project.created_at)
    frozen = [
        AnnexFile(
            uid=row.uid,
            key="",
            partner=None,
            name=name,
            description="As it was",
            size=1,
            sha256="",
            content_type="",
            state="clean",
            fault="",
        )
        for row, name in ((kept, "kept.pdf"), (gone, "gone.pdf"))
    ]
    attachments.restore_as(project, frozen)
    present = Attachment.objects.present().order_by("pk").values_list("pk", "name", "description")
    assert list(present) == [(kept.pk, "kept.pdf", "As it was"), (gone.pk, "gone.pdf", "As it was")]
    assert list(Attachment.objects.removed()) == [added]
