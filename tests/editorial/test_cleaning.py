"""Uploads that broke off are forgotten after a day; whatever else there is stays."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from editorial import cleaning, tasks
from editorial.models import Paper, Picture, PieceVersion
from editorial.states import UploadState
from tests.factories.editorial import DraftFactory, PaperFactory, PictureFactory, PieceFactory
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


LONG_AGO = timedelta(days=91)


def picture(**given) -> Picture:
    """Clean, in one width, with its file."""
    row = PictureFactory(**{"uploaded_at": timezone.now() - LONG_AGO, "widths": [480], **given})
    name = default_storage.save(f"editorial/pictures/{row.uid}-480", ContentFile(b"x"))
    Picture.objects.filter(pk=row.pk).update(file=name.removesuffix("-480"))
    row.refresh_from_db()
    return row


def test_picture_that_nothing_uses_is_forgotten_after_its_days_with_its_files() -> None:
    row, fresh = picture(), picture(uploaded_at=timezone.now() - timedelta(days=80))
    assert tasks.forget_pictures() == 1
    assert list(Picture.objects.all()) == [fresh]
    assert not default_storage.exists(f"{row.file}-480")
    assert default_storage.exists(f"{fresh.file}-480")
    assert tasks.forget_pictures() == 0


def test_picture_that_a_piece_a_draft_or_a_version_uses_stays() -> None:
    head, inside, shown, drafted, drafted_head, old = (picture() for _number in range(6))
    piece = PieceFactory(picture=head)
    piece.pictures.add(inside)
    Picture.objects.filter(pk=shown.pk).update(is_shown=True)
    DraftFactory(content={"body": {"en": f"![](picture:{drafted.uid})"}})
    DraftFactory(content={"picture": drafted_head.pk})
    PieceVersion.objects.create(piece=piece, number=1, content={"body": {"nl": f"![](picture:{old.uid})"}})
    assert tasks.forget_pictures() == 0
    assert Picture.objects.count() == 6
