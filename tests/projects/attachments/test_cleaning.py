"""What broken uploads, deleted drafts and removed files leave behind is cleaned up, and nothing else."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from projects.attachments import cleaning, tasks
from projects.models import Attachment
from tests.factories.projects import AttachmentFactory, ProjectFactory, VersionFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=60)


def stored(name, *, is_old=True):
    default_storage.save(name, ContentFile(b"content"))
    if is_old:
        past = time.time() - 7 * 3600
        os.utime(default_storage.path(name), (past, past))
    return name


def test_half_written_uploads_go_after_a_while():
    old = AttachmentFactory(state="arriving", file=stored("attachments/aa/half"))
    Attachment.objects.update(uploaded_at=timezone.now() - timedelta(hours=3))
    young = AttachmentFactory(state="arriving")
    tasks.clean()
    assert list(Attachment.objects.all()) == [young]
    assert not default_storage.exists(old.file)


def test_parts_of_cut_requests_go(settings):
    folder = Path(settings.MEDIA_ROOT) / "arriving"
    folder.mkdir(parents=True, exist_ok=True)
    old, young = folder / "old.part", folder / "young.part"
    for part in (old, young):
        part.write_bytes(b"x")
    os.utime(old, (0, 0))
    cleaning.clean()
    assert (old.exists(), young.exists()) == (False, True)
    young.unlink()


def test_files_without_a_row_go_and_others_stay():
    lost, fresh = stored("attachments/bb/lost"), stored("attachments/bb/fresh", is_old=False)
    kept = AttachmentFactory(file=stored("attachments/bb/kept")).file
    cleaning.clean()
    assert [default_storage.exists(name) for name in (lost, fresh, kept)] == [False, True, True]


def test_removed_files_go_after_the_submission_unless_a_version_holds_them():
    project = ProjectFactory(submitted=True)
    held, gone = (AttachmentFactory(project=project) for _number in range(2))
    young = AttachmentFactory(project=project, removed_at=timezone.now())
    draft = AttachmentFactory(removed_at=timezone.now() - LONG_AGO)
    Attachment.objects.filter(pk__in=[held.pk, gone.pk]).update(removed_at=timezone.now() - LONG_AGO)
    VersionFactory(project=project, data={"annexes": [{"uid": str(held.uid), "name": "x"}]})
    cleaning.clean()
    assert set(Attachment.objects.all()) == {held, young, draft}
