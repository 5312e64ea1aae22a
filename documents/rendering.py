"""Making a waiting document: claimed by one worker, rendered outside transactions, kept whole or not."""

from __future__ import annotations

import hashlib
import time
import uuid
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from core.alone import alone
from core.outage import waits_for_room
from documents import progress
from documents.kinds import InParts, kind_of
from documents.models import Document
from documents.stamps import stamp_of
from documents.states import UNFINISHED, DocumentState
from documents.storing import store

log = structlog.get_logger(__name__)

MAX_FAILURES = 3
MAX_ATTEMPTS = 12  # a document that takes its worker down each time must come to an end as well
PAUSES = (0.2, 1.0, 3.0, 5.0)  # seconds between tries to tell the database of a file that is made
LEASE = timedelta(minutes=10)  # beyond the time of its kind; then its worker is gone, whoever holds its lock


def render(pk: int) -> bool:
    """Make the document if it waits and nobody else is making it; True when this call made it.

    An error is counted and tried again later, or written into the row after the third time. A full disk is
    no fault of the document: for a day it is tried again, without counting, until there is room.
    """
    with alone(f"document:{pk}") as is_alone:
        document = _claim(pk, is_alone=is_alone)
        if document is None:
            return False
        try:
            with progress.of(document):
                content = to_pdf(document)
            return _deliver(document, content)
        except (OperationalError, InterfaceError):
            raise  # the database is away, which is no fault of the document: the sweep has it taken up again
        except Exception as error:
            log.exception("document failed", document=document.pk, kind=document.kind)
            if waits_for_room(error, document.requested_at):
                _wait_for_room(document)
            else:
                _count_failure(document, error)
            return False


def to_pdf(document: Document) -> bytes:
    """The PDF of a document, from its stored data and nothing else."""
    kind = kind_of(document.kind)
    data, language = document.data, document.language
    with translation.override(language):
        if isinstance(kind, InParts):
            return _bound(kind, document)
        html = to_html(document)
        title, attachments = kind.title(data, language), kind.attachments(data, language)
    renderer = import_string(settings.DOCUMENT_RENDERER)
    content: bytes = renderer(
        html, language=language, title=title, attachments=attachments, dated=kind.data_date(data)
    )
    return content


def to_html(document: Document) -> str:
    """The page that becomes the PDF, of a kind that is laid out in one piece."""
    kind = kind_of(document.kind)
    with translation.override(document.language):
        shown = kind.context(document.data, document.language)
        return render_to_string(kind.template, {**shown, "stamp": stamp_of(document)})


def _bound(kind: InParts, document: Document) -> bytes:
    """The PDF of a long document; how far it is is told while it is made."""
    data, language = document.data, document.language
    binder = import_string(settings.DOCUMENT_BINDER)
    content: bytes = binder(
        kind.manuscript(data, language, {"stamp": stamp_of(document)}),
        language=language,
        title=kind.title(data, language),
        attachments=kind.attachments(data, language),
        dated=kind.data_date(data),
        styles=kind.styles,
        tell=progress.tell,
    )
    return content


def _claim(pk: int, *, is_alone: bool) -> Document | None:
    """Take the row: waiting and due, or left behind by a worker that is gone."""
    now = timezone.now()
    free = Q(state__in=UNFINISHED) if is_alone else _left_behind(pk)
    claim = uuid.uuid4()
    taken = Document.objects.filter(free, pk=pk, due_at__lte=now, attempts__lt=MAX_ATTEMPTS).update(
        state=DocumentState.RENDERING, claim=claim, started_at=now, attempts=F("attempts") + 1
    )
    return Document.objects.get(pk=pk) if taken else None


def _left_behind(pk: int) -> Q:
    """When a row in the making is given up: long after the time that its kind may take."""
    kind = Document.objects.filter(pk=pk).values_list("kind", flat=True).first()
    seconds = kind_of(kind).seconds if kind else 0
    gone = timezone.now() - LEASE - timedelta(seconds=seconds)
    return Q(state=DocumentState.RENDERING, started_at__lt=gone)


def _deliver(document: Document, content: bytes) -> bool:
    """Store the file, then mark the row; a worker that lost its claim meanwhile changes nothing."""
    digest = hashlib.sha256(content).hexdigest()
    name = store(f"documents/{document.uid.hex[:2]}/{document.uid.hex}-{digest[:16]}.pdf", content)
    for pause in PAUSES:
        try:
            return _mark(document, name, digest, len(content))
        except (OperationalError, InterfaceError):  # the work is done: a database that restarts is waited for
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
    return _mark(document, name, digest, len(content))


def _mark(document: Document, name: str, digest: str, size: int) -> bool:
    taken = bool(
        Document.objects.filter(pk=document.pk, state=DocumentState.RENDERING, claim=document.claim).update(
            state=DocumentState.READY,
            file=name,
            sha256=digest,
            size=size,
            finished_at=timezone.now(),
            error="",
            claim=None,
        )
    )
    if not taken and not Document.objects.filter(pk=document.pk).exists():
        default_storage.delete(name)  # it was discarded meanwhile, so its content may not be kept
    return taken


def _wait_for_room(document: Document) -> None:
    """Let it wait as if nobody had taken it up; the sweep does so again in a minute."""
    Document.objects.filter(pk=document.pk, claim=document.claim).update(
        state=DocumentState.QUEUED,
        attempts=F("attempts") - 1,
        claim=None,
        due_at=timezone.now() + timedelta(minutes=1),
    )


def _count_failure(document: Document, error: Exception) -> None:
    """Write the error down; wait 20 s, then 80 s, then give up until somebody asks again."""
    failures = document.failures + 1
    is_over = failures >= MAX_FAILURES or document.attempts >= MAX_ATTEMPTS
    Document.objects.filter(pk=document.pk, claim=document.claim).update(
        state=DocumentState.FAILED if is_over else DocumentState.QUEUED,
        failures=failures,
        claim=None,
        due_at=timezone.now() + timedelta(seconds=5 * 4**failures),
        finished_at=timezone.now() if is_over else None,
        error=f"{type(error).__name__}: {error}".replace("\x00", "")[:2000],
    )
