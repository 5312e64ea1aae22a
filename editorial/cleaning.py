"""Uploads of editors that broke off: their rows, and what of them reached the storage."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from editorial.models import Paper, Picture
from editorial.states import UploadState

log = structlog.get_logger(__name__)

PATIENCE = timedelta(days=1)  # no upload takes so long
AT_ONCE = 100


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
