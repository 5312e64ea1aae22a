"""Handing a finished document to a reader. The caller has checked that the reader may have it."""

from __future__ import annotations

from uuid import UUID

import structlog
from django.core.files import File
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from core import ranges
from core.errors import DomainError
from documents import asking, engine, pace
from documents.kinds import kind_of
from documents.models import Document
from documents.states import DocumentState

log = structlog.get_logger(__name__)


class NotReady(DomainError):
    """The document is still being made."""

    status = 503


def respond(
    document: Document, request: HttpRequest, *, inline: bool = False, public: bool = False
) -> HttpResponseBase:
    """The file with headers that keep it harmless; 304 when the reader has it; NotReady while made.

    `inline` opens it in the browser, else it is saved; `public` lets shared caches keep it,
    but ask each time: a name that was taken off the public pages comes from no cache.
    """
    if document.state == DocumentState.EXPIRED:
        engine.make_again(document)
        raise NotReady(_("This document was not kept and is being made again. Try again in a few seconds."))
    if document.state != DocumentState.READY:
        raise NotReady(_("This document is being made. Try again in a few seconds."))
    etag, size = f'"{document.sha256}"', document.size or 0
    if etag in request.headers.get("If-None-Match", ""):
        return _with_headers(HttpResponseNotModified(), inline, public, etag=etag)
    response = ranges.serve(request, _opened(document), size, etag)
    _note_use(document)
    if response.status_code in {200, 206}:
        name = kind_of(document.kind).filename(document.data, document.language)
        response.headers["Content-Type"] = "application/pdf"
        response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    return _with_headers(response, inline, public)


def paper(
    document: Document | None, label: str, route: str, *args: UUID | int | str, query: str = ""
) -> dict[str, object]:
    """What the component of a document on request needs: its state, and its addresses.

    `route` names the page with the button; "<route>_state" and "<route>_file" stand beside it.
    """
    end = f"?{query}" if query else ""
    return {
        "document": document,
        "label": label,
        "wait": pace.wait_for(document),
        "action": reverse(route, args=args) + end,
        "state_url": reverse(f"{route}_state", args=args) + end,
        "file_url": reverse(f"{route}_file", args=args) + end,
    }


def _opened(document: Document) -> File[bytes]:
    """The stored file; one that was lost or cut off is made again, and the reader told to wait."""
    try:
        opened = default_storage.open(str(document.file.name))
        if opened.size == document.size:
            return opened
        opened.close()
        default_storage.delete(str(document.file.name))
        log.error("document cut off", document=document.pk)
    except FileNotFoundError:
        log.error("document lost", document=document.pk)
    engine.make_again(document)
    raise NotReady(_("This document is being made again. Try again in a few seconds."))


def _note_use(document: Document) -> None:
    """By the day: what is used does not expire."""
    now = timezone.now()
    if document.used_at < now - asking.USED:
        Document.objects.filter(pk=document.pk).update(used_at=now)


def _with_headers(
    response: HttpResponseBase, inline: bool, public: bool, *, etag: str = ""
) -> HttpResponseBase:
    if etag:
        response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, no-cache" if public else "private, no-cache"
    # A browser's own viewer does not open sandboxed pages; shown inline, the file may fetch nothing instead.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; frame-ancestors 'none'" if inline else "sandbox; default-src 'none'"
    )
    return response
