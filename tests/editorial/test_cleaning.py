"""Uploads that broke off are forgotten after a day; whatever else there is stays."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from editorial import cleaning, tasks
from editorial.models import Paper, Picture
from editorial.states import UploadState
from tests.factories.editorial import PaperFactory, PictureFactory
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db


def arriving(factory, **given):
    """An upload of two days ago whose file is in the storage."""
    file = default_storage.save("editorial/papers/broken", ContentFile(b"%PDF-"))
    given = {"state": UploadState.ARRIVING, "uploaded_at": timezone.now() - timedelta(days=2), **given}
    return factory(programme=ProgrammeFactory(code="HERE"), file=file, **given)


def test_what_has_been_arriving_for_a_day_is_forgotten_with_its_file() -> None:
    rows = [arriving(PaperFactory), arriving(PictureFactory, widths=[])]
    assert tasks.clean() == 2
    assert [Paper.objects.count(), Picture.objects.count()] == [0, 0]
    assert [default_storage.exists(row.file) for row in rows] == [False, False]
    assert tasks.clean() == 0


def test_an_upload_whose_file_never_came_is_forgotten() -> None:
    row = arriving(PaperFactory)
    default_storage.delete(row.file)
    assert cleaning.forget_broken() == 1


def test_what_arrives_now_what_waits_and_names_alone_stay() -> None:
    now = arriving(PaperFactory, uploaded_at=timezone.now() - timedelta(hours=23))
    waiting = arriving(PaperFactory, state=UploadState.WAITING)
    refused = arriving(PictureFactory, state=UploadState.REFUSED)
    named = PaperFactory(programme=now.programme, uploaded_at=timezone.now() - timedelta(days=9))
    assert cleaning.forget_broken() == 0
    assert set(Paper.objects.all()) == {now, waiting, named}
    assert list(Picture.objects.all()) == [refused]
    assert all(default_storage.exists(row.file) for row in (now, waiting, refused))
