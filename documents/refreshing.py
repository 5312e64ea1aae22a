"""Making documents anew after their subject changed: the last changed first, what did not change stays."""

from __future__ import annotations

import time
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from documents import engine
from documents.kinds import kind_of
from documents.models import Document

log = structlog.get_logger(__name__)

REST = timedelta(minutes=10)  # after which data that could not be read are read again


def refresh(most: int, seconds: float = 10.0) -> int:
    """Ask anew for the documents of at most so many changed subjects, in at most so much time; how many."""
    until, done = time.monotonic() + seconds, 0
    while done < most and time.monotonic() < until and _refresh_next():
        done += 1
    return done


def _refresh_next() -> bool:
    """Look at the subject that changed last; False when there is none."""
    kinds = [name for name in settings.DOCUMENT_KINDS if kind_of(name).reads_anew]
    stale = Document.objects.filter(stale_at__isnull=False)
    with transaction.atomic():
        next_one = (
            stale.select_for_update(skip_locked=True)
            .filter(kind__in=kinds, due_at__lte=timezone.now())
            .order_by("-stale_at")
            .first()
        )
        if next_one is None:
            return False
        rows = list(stale.filter(kind=next_one.kind, subject=next_one.subject))
        try:
            with transaction.atomic():
                _ask_anew(next_one.kind, next_one.subject, sorted({row.language for row in rows}))
        except Exception:
            log.exception("changed document could not be asked for", document=next_one.pk)
            stale.filter(pk__in=[row.pk for row in rows]).update(due_at=timezone.now() + REST)
            return True
        for row in rows:  # one that was marked again meanwhile stays marked
            stale.filter(pk=row.pk, stale_at=row.stale_at).update(stale_at=None)
    return True


def _ask_anew(kind: str, subject: str, languages: list[str]) -> None:
    data = kind_of(kind).data_of(subject)
    if data is None:
        engine.discard(kind, subject)
        return
    engine.request_many(kind, [(subject, language, data) for language in languages], bulk=True)
