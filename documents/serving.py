"""Handing a finished document to a reader. The caller has checked that the reader may have it."""

from __future__ import annotations

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from documents import engine
from documents.kinds import kind_of
from documents.models import Document
from documents.states import DocumentState


class NotReady(DomainError):
    """The document is still being made."""

    status = 503


def respond(
    document: Document, request: HttpRequest, *, inline: bool = False, public: bool = False
) -> HttpResponseBase:
    """The file with headers that keep it harmless; 304 when the reader has it; NotReady while it is made.

    `inline` opens it in the browser, else it is saved; `public` lets shared caches keep it for five minutes.
    """
    if document.state != DocumentState.READY:
        raise NotReady(_("This document is being made. Try again in a few seconds."))
    etag = f'"{document.sha256}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _with_headers(HttpResponseNotModified(), etag, inline, public)
    try:
        opened = default_storage.open(str(document.file.name))
    except FileNotFoundError as error:
        engine.make_again(document)
        raise NotReady(_("This document is being made again. Try again in a few seconds.")) from error
    name = kind_of(document.kind).filename(document.data, document.language)
    response = FileResponse(opened, as_attachment=not inline, filename=name, content_type="application/pdf")
    return _with_headers(response, etag, inline, public)


def paper(
    document: Document | None, label: str, route: str, *args: UUID | int, query: str = ""
) -> dict[str, object]:
    """What the component of a document on request needs: its state, and its addresses.

    `route` names the page with the button; "<route>_state" and "<route>_file" stand beside it.
    """
    end = f"?{query}" if query else ""
    return {
        "document": document,
        "label": label,
        "action": reverse(route, args=args) + end,
        "state_url": reverse(f"{route}_state", args=args) + end,
        "file_url": reverse(f"{route}_file", args=args) + end,
    }


def _with_headers(response: HttpResponseBase, etag: str, inline: bool, public: bool) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=300" if public else "private, no-cache"
    # A browser's own viewer does not open sandboxed pages; shown inline, the file may fetch nothing instead.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; frame-ancestors 'none'" if inline else "sandbox; default-src 'none'"
    )
    return response
