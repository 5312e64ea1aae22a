"""Uploads of editors that broke off, and pictures that nothing uses: their rows, and their files."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from editorial.models import Draft, Paper, Picture, Piece, PieceVersion
from editorial.states import UploadState

log = structlog.get_logger(__name__)

PATIENCE = timedelta(days=1)  # no upload takes so long
AT_ONCE = 100
# A picture that no piece, draft or version uses: long enough to come back to a text that was set aside.
UNUSED_KEPT = timedelta(days=90)


_UNUSED = ~Exists(Piece.objects.filter(picture=OuterRef("pk"))) & ~Exists(
    Piece.pictures.through.objects.filter(picture=OuterRef("pk"))
)


def forget_broken(now: datetime | None = None) -> int:
    """Delete uploads that have been arriving for a day; how many.

    One that becomes whole meanwhile stays. A file that cannot be deleted leaves its row for the next time.
    """
    before = (now or timezone.now()) - PATIENCE
    number = 0
    for model in (Paper, Picture):
        rows = model.objects.filter(state=UploadState.ARRIVING, uploaded_at__lt=before).order_by(
            "uploaded_at"
        )
        for pk in list(rows.values_list("pk", flat=True)[:AT_ONCE]):
            number += _forget(model, pk)
    return number


@transaction.atomic
def _forget(model: type[Paper] | type[Picture], pk: int) -> int:
    rows = model.objects.select_for_update().filter(pk=pk, state=UploadState.ARRIVING)
    place = rows.values_list("file", flat=True).first()
    if place is None:
        return 0
    if place:
        default_storage.delete(place)
    model.objects.filter(pk=pk).delete()
    log.info("broken upload forgotten", kind=model._meta.model_name, pk=pk)
    return 1


def forget_unused(now: datetime | None = None) -> int:
    """Delete pictures that no piece, no draft and no version that could be brought back uses; how many.

    Each is kept for `UNUSED_KEPT` after it was uploaded. Safe to run twice.
    """
    before = (now or timezone.now()) - UNUSED_KEPT
    old = Picture.objects.filter(_UNUSED, is_shown=False, uploaded_at__lt=before)
    rows = old.exclude(state__in=[UploadState.ARRIVING, UploadState.WAITING]).order_by("uploaded_at")
    found = list(rows.values_list("pk", "uid")[:AT_ONCE])
    return sum(_forget_picture(pk) for pk, uid in found if not _is_named(pk, uid))


def _is_named(pk: int, uid: UUID) -> bool:
    """Whether a draft or version has the picture at its head, or in its text."""
    for model in (Draft, PieceVersion):
        rows = model._default_manager.annotate(said=Cast("content", TextField()))
        if rows.filter(Q(content__picture=pk) | Q(said__contains=f"picture:{uid}")).exists():
            return True
    return False


@transaction.atomic
def _forget_picture(pk: int) -> int:
    row = Picture.objects.select_for_update().filter(_UNUSED, pk=pk, is_shown=False).first()
    if row is None or _is_named(row.pk, row.uid):
        return 0
    for width in row.widths:
        default_storage.delete(f"{row.file}-{width}")
    row.delete()
    log.info("unused picture forgotten", pk=pk)
    return 1
