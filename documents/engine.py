"""Asking for documents: the same key is the same row, made once however often it is asked for."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.queue import enqueue
from documents import tasks
from documents.kinds import template_revision
from documents.models import Document
from documents.states import DocumentState


def request(kind: str, subject: str, language: str, data: dict[str, Any]) -> Document:
    """The document of these data: the row that exists, or a new one that a worker makes after commit.

    `data` must be all that the template reads. Dates and decimals in it are stored as text.
    """
    plain = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    key = {"template_revision": template_revision(kind), "data_hash": data_hash(plain)}
    newest = current(kind, subject, language)
    if newest and all(getattr(newest, name) == value for name, value in key.items()):
        return newest
    with transaction.atomic():
        document, is_new = Document.objects.get_or_create(
            kind=kind, subject=subject, language=language, **key, defaults={"data": plain}
        )
        if is_new:
            enqueue(tasks.render, document.pk)
        else:  # the data went back to an earlier state: that document is the current one again
            Document.objects.filter(pk=document.pk).update(requested_at=timezone.now())
    return document


def current(kind: str, subject: str, language: str) -> Document | None:
    """The document that was asked for last, in whatever state."""
    return _of(kind, subject, language).first()


def newest_ready(kind: str, subject: str, language: str) -> Document | None:
    """The newest finished document: the current one, or the one before while that is being made."""
    return _of(kind, subject, language).filter(state=DocumentState.READY).first()


def retry(document: Document, by: User) -> Document:
    """Make a failed document after all. DomainError when it has not failed."""
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        if locked.state != DocumentState.FAILED:
            raise DomainError(_("This document has not failed: there is nothing to try again."))
        _wait_again(locked)
        trail.record(f"document:{locked.uid}", "retry", by=by, old=locked.error, new=None)
    return locked


def make_again(document: Document) -> None:
    """Make a document whose file was lost from the storage."""
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        if locked.state == DocumentState.READY:
            _wait_again(locked)


def discard(kind: str, subject: str) -> int:
    """Take every document of a subject away, with its data, and its files once this commits; how many.

    For what may not be kept; ask anew for what shall be there again.
    """
    found = Document.objects.select_for_update().filter(kind=kind, subject=subject)
    rows = list(found.values_list("pk", "file"))
    Document.objects.filter(pk__in=[pk for pk, _file in rows]).delete()
    for _pk, file in rows:
        if file:
            transaction.on_commit(partial(default_storage.delete, file))
    return len(rows)


def data_hash(data: dict[str, Any]) -> str:
    """The SHA-256 of the data in one fixed notation."""
    return hashlib.sha256(
        json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    ).hexdigest()


def _of(kind: str, subject: str, language: str) -> QuerySet[Document]:
    return Document.objects.filter(kind=kind, subject=subject, language=language).order_by(
        "-requested_at", "-pk"
    )


def _wait_again(document: Document) -> None:
    now = timezone.now()
    Document.objects.filter(pk=document.pk).update(
        state=DocumentState.QUEUED, attempts=0, failures=0, claim=None, due_at=now, error="", requested_at=now
    )
    document.refresh_from_db()
    enqueue(tasks.render, document.pk)
