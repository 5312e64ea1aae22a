"""Documents for the apps above: asked for by key, marked when stale, tried again, withdrawn."""

from __future__ import annotations

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from documents.asking import current, make_anew, newest_ready, request, request_many
from documents.models import Document
from documents.states import DocumentState

__all__ = [
    "current",
    "discard",
    "make_again",
    "mark_stale",
    "newest_ready",
    "request",
    "request_many",
    "retry",
]


def mark_stale(kind: str, *subjects: str) -> int:
    """Say that the data of these subjects changed; how many documents that touches.

    Kinds that read their data anew are made again in the background, the last changed first.
    """
    now = timezone.now()
    newest = (
        Document.objects.filter(kind=kind, subject__among=subjects)
        .exclude(state=DocumentState.WITHDRAWN)
        .order_by("subject", "language", "-requested_at", "-pk")
        .distinct("subject", "language")
    )
    return Document.objects.filter(pk__in=newest.values("pk")).update(stale_at=now, due_at=now)


def retry(document: Document, by: User) -> Document:
    """Make a failed document after all. DomainError when it has not failed."""
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        if locked.state != DocumentState.FAILED:
            raise DomainError(_("This document has not failed: there is nothing to try again."))
        trail.record(f"document:{locked.uid}", "retry", by=by, old=locked.error, new=None)
        return make_anew(locked, bulk=False)


def make_again(document: Document) -> None:
    """Make a document whose file was lost from the storage, or not kept."""
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        if locked.state in {DocumentState.READY, DocumentState.EXPIRED}:
            make_anew(locked, bulk=False)


def discard(kind: str, subject: str) -> int:
    """Withdraw every document of a subject: its data go, and its files once this commits; how many.

    For what may not be kept; ask anew for what shall be there again. The row stays, so that who holds a copy
    learns from its number that it was withdrawn.
    """
    found = Document.objects.select_for_update().filter(kind=kind, subject=subject)
    rows = list(found.exclude(state=DocumentState.WITHDRAWN).values_list("pk", "file"))
    Document.objects.filter(pk__in=[pk for pk, _file in rows]).update(
        state=DocumentState.WITHDRAWN, data={}, data_hash="", file="", claim=None, stale_at=None, error=""
    )
    for _pk, file in rows:
        if file:
            transaction.on_commit(partial(default_storage.delete, file))
    return len(rows)
